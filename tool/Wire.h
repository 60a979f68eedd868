//===- Wire.h - results between processes ---------------------------------===//
//
// A worker's outcome of one unit as JSON and back. Both ends are the same
// program, so there is no version; every field of the result is carried.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_WIRE_H
#define HOLDFAST_TOOL_WIRE_H

#include "tool/Parse.h"

#include <optional>

namespace holdfast {

std::string writeOutcome(const UnitOutcome &Outcome);

/// Nothing where `Text` is not what writeOutcome wrote.
std::optional<UnitOutcome> readOutcome(llvm::StringRef Text);

} // namespace holdfast

#endif
