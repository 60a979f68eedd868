//===- Wire.h - results between processes ---------------------------------===//
//
// A worker's outcome of one unit as JSON and back. Both ends are the same
// program, so there is no version; every field of the result is carried.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_WIRE_H
#define HOLDFAST_TOOL_WIRE_H

#include "tool/Parse.h"

#include "llvm/Support/JSON.h"

#include <optional>

namespace holdfast {

std::string writeOutcome(const UnitOutcome &Outcome);

/// Nothing where `Text` is not what writeOutcome wrote.
std::optional<UnitOutcome> readOutcome(llvm::StringRef Text);

/// Parts of an outcome, for results of another shape.
llvm::json::Value toJSON(const Finding &F);
bool fromJSON(const llvm::json::Value &V, Finding &F, llvm::json::Path P);
llvm::json::Value toJSON(const Fix &F);
bool fromJSON(const llvm::json::Value &V, Fix &F, llvm::json::Path P);

} // namespace holdfast

#endif
