//===- Elaborate.h - calls become the events they stand for ---------------===//
//
// Answers: what happens in this body, event by event, given what its callees
// do? Each Call is followed by plain events for its effects, whoever said
// them: the callee's summary, a row of the catalog, or, where nothing is
// known, the way its parameters are declared. Solvers read only the result.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_ELABORATE_H
#define HOLDFAST_ANALYSIS_ELABORATE_H

#include "ir/Body.h"
#include "model/CallEffects.h"

#include <vector>

namespace holdfast {

/// Inferred effects by FunctionId; empty where there are none (yet).
using Summaries = std::vector<std::optional<CallEffects>>;

/// The blocks of `B` with effects spelled out. Adds places to `B`.
std::vector<Block> elaborate(const Program &Prog, Body &B, const Summaries &Known);

} // namespace holdfast

#endif
