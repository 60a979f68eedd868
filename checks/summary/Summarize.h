//===- Summarize.h - from answers about a body to its effects -------------===//
//
// Infers CallEffects: what a caller has to know of a body, in the words that
// catalog rows use. Reads what is used before the body has given it a fresh
// value; moves, refills and aliases as they stand where the body returns.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_SUMMARIZE_H
#define HOLDFAST_SUMMARY_SUMMARIZE_H

#include "analysis/Results.h"
#include "model/CallEffects.h"

namespace holdfast {

class LockUses;

/// The effects of one body.
CallEffects summarize(const Program &Prog, const Results &R);

/// The effects of every body, callees first; recursive groups by fixpoint,
/// starting from "no effect" and bounded in rounds. What they do with locks and
/// fields goes to `Uses`, if that is given.
Summaries summarizeAll(Program &Prog, LockUses *Uses = nullptr);

} // namespace holdfast

#endif
