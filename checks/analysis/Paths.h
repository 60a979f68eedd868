//===- Paths.h - can this use really meet that move? ----------------------===//
//
// Puts the question of a candidate finding to the feasibility check: is there
// a path from the move to the use on which the place is not refilled and which
// does not contradict itself? And is there one on which it was never moved?
// mayFollow asks for less: whether edges lead there at all.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_PATHS_H
#define HOLDFAST_ANALYSIS_PATHS_H

#include "analysis/Results.h"

namespace holdfast {

/// `Place` is the tracked place that `Move` is to have taken when `Use` comes. A
/// callee that moves on some of its paths may tell by its result, or by a flag
/// that it sets, whether it has: where `BySigns`, paths that ask do not count.
bool mayMoveReach(const Program &Prog, Results &R, EventRef Move, EventRef Use, PlaceId Place, bool BySigns);

/// True where `Thread` may still run, held as it was at its start or on its
/// own, when `To` comes.
bool mayStillRun(Results &R, uint32_t Thread, EventRef To);

/// The same, and `Thread` has given no sign that it is done with its loans.
bool mayStillRead(Results &R, uint32_t Thread, EventRef To);

/// As mayStillRead, where `Place` is the same storage all the while: no pointer
/// on its path has a new value, and its own has not ended.
bool mayMeet(Results &R, uint32_t Thread, EventRef To, PlaceId Place);

/// True where `To` may come after `From`, by the edges alone. An event comes
/// after itself in a loop only.
bool mayFollow(const Results &R, EventRef From, EventRef To);
/// True where what `F` says of its lock, since its event or the entry, may
/// still be true when `To` comes.
bool mayStillBe(Results &R, const Locks::Fact &F, EventRef To);

/// True where the block may come again after itself.
bool isInLoop(const Results &R, uint32_t Block);

/// True where `Use` may come while `Place` has a value of its own.
bool mayReachUnmoved(Results &R, EventRef Use, PlaceId Place);

} // namespace holdfast

#endif
