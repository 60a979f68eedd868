//===- IncludeScan.h - which unit includes a header -----------------------===//
//
// A cheap, textual answer to "through which unit can this header be checked":
// it follows the spelled #include lines through the folders of the unit's
// include options, without evaluating conditions and without system folders. It
// may name a unit that does not include the header under its flags.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_INCLUDESCAN_H
#define HOLDFAST_TOOL_INCLUDESCAN_H

#include "tool/Database.h"

#include <optional>

namespace holdfast {

/// The index of a unit that includes `Header`, an absolute path: one of the
/// same stem first, else the first in order.
std::optional<size_t> findUnitOf(llvm::StringRef Header,
                                 const std::vector<Unit> &Units);

} // namespace holdfast

#endif
