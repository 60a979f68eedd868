//===- ElaborateLocks.h - the events of an effect about locks -------------===//
//
// Answers: which Acquire, Release or Wait does one effect of a callee stand
// for, in the caller's places? For Elaborate.cpp, which names the places. A
// guard that is given an object of the user's own takes the lock inside of it,
// where its `lock()` can be seen. Which locks a guard holds, no event says:
// that is the solver's (Locks.h).
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_ELABORATELOCKS_H
#define HOLDFAST_ANALYSIS_ELABORATELOCKS_H

#include "analysis/Elaborate.h"

#include "llvm/ADT/ArrayRef.h"

namespace holdfast {

/// Where the effect comes about.
struct LockSite {
  const Program &Prog;
  Body &B;
  const Summaries &Known;
  Span Where;
  CallId From;
  PlaceId Result; ///< of the call, or invalid
};

bool isAboutLocks(EffectKind Kind);
/// True for what says only how a lock has to be when the call comes.
bool isDemand(EffectKind Kind);
/// True where an annotation says which locks are taken and given back, so that
/// what was inferred of them does not count.
bool saysLocks(const CallEffects *Annotated);

/// True for an event of a call about which a row or an annotation speaks of locks:
/// not for what was inferred from a body.
bool isSaidOfLocks(const Program &Prog, const Body &B, const Event &E);

/// Appends the events of `Said`, about the lock or guard `Subject`, to `Out`.
void elaborateLock(const LockSite &Site, const Effect &Said, PlaceId Subject, PlaceId Guard, std::vector<Event> &Out);

/// Marks what the events of one call first give back and in the end take again.
void markRestored(llvm::MutableArrayRef<Event> OfCall);

} // namespace holdfast

#endif
