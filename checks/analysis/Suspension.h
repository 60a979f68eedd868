//===- Suspension.h - what coroutines are lent, and whether it lives ------===//
//
// Answers two questions. Of a coroutine: what that is its caller's does it use
// behind a point where it may have been left? Of a call that starts one: may
// what it was lent die before anybody has waited for it?
//
// A coroutine that nobody awaits runs on: until its result goes, where that
// owns it, and else without an end that can be told. Any function that is not
// known by a row may wait for it, or run the loop that resumes it. Both err
// towards silence. Who relies on it: coroutine-capture.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_SUSPENSION_H
#define HOLDFAST_ANALYSIS_SUSPENSION_H

#include "analysis/Results.h"

namespace holdfast {

/// A use of what the caller has lent, behind a suspension.
struct LaterUse {
  PlaceId Lent; ///< in the coroutine: a capture, or a parameter
  Span Where;
};
/// The first use of each thing lent, in the order of the source.
std::vector<LaterUse> findLaterUses(const Body &Coroutine);

/// A coroutine that is started, and may outlive what it was lent.
struct Outlived {
  EventRef Start;   ///< the call
  CallId By;
  LaterUse Use;     ///< in the coroutine
  PlaceId Borrowed; ///< in the caller: the closure, or what an argument denotes
  EventRef Death;   ///< the end of its storage
  bool IsClosure = false;
  Span Where;       ///< where it is lent
};
std::vector<Outlived> findOutlived(const Program &Prog, Results &R);

} // namespace holdfast

#endif
