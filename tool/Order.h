//===- Order.h - whom to check first --------------------------------------===//
//
// Units that lock, start threads or end the program by name are checked before the
// others: what their functions do is what other units want to know, and those
// that know it from the start need not be checked again. A guess, by the name and
// the text of the file itself; what is found hangs on it only where an effect goes
// through more files than there are rounds.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_ORDER_H
#define HOLDFAST_TOOL_ORDER_H

#include "tool/Merge.h"

#include <vector>

namespace holdfast {

/// So often are units checked again, first those of `First`, then all. What goes
/// through more files is not followed.
inline constexpr unsigned MaxRounds = 3;

struct UnitOrder {
  std::vector<unsigned> First, Others; ///< indices, in the units' order
};

UnitOrder tellersFirst(llvm::ArrayRef<CheckedUnit> Units);

} // namespace holdfast

#endif
