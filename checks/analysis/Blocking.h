//===- Blocking.h - calls that wait for something outside -----------------===//
//
// Answers: may this call stop its thread for as long as a clock, a peer or
// another thread takes, and which function does, in the end? By rows, the table of
// model/Blocking.cpp, annotations, and what summaries say of bodies and of
// closures that are run in place. Taking a lock, or waiting on a condition
// variable, is no such call: that is an event of its own.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_BLOCKING_H
#define HOLDFAST_ANALYSIS_BLOCKING_H

#include "analysis/Elaborate.h"

namespace holdfast {

/// The function that waits; invalid: none that is known of.
SymbolId blockedIn(const Program &Prog, const Summaries &Known, const Body &B, const Call &C);

} // namespace holdfast

#endif
