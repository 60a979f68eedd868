//===- GuardEscape.h - loans of locked data that outlive the lock ---------===//
//
// Answers: where does something that points to data of an object, borrowed
// while a lock of that object was held, leave the function or get used when
// that lock is held no more? What points: a reference that is returned, a
// pointer, an iterator, a view. Behind a guard that gives access to what it
// guards (`auto &r = *state.lock()`), references that are locals count, too.
//
// A forward problem over sets of (holder, loan), united at joins; a loan is the
// Borrow that made it. Asks Locks what is held at the Borrow and where the
// holder is used. Not followed: what a pointer of the object's points to, and
// what a library's container that keeps its elements in place has handed out.
// Whether the lock guards the data is for others to say.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_GUARDESCAPE_H
#define HOLDFAST_ANALYSIS_GUARDESCAPE_H

#include "analysis/Results.h"

namespace holdfast {

struct GuardEscape {
  enum class Way : uint8_t { Returned, Stored, Used };

  EventRef Taken; ///< the Borrow
  EventRef Where; ///< the Return, or the use
  Way How = Way::Returned;
  PlaceId Data, Lock;
  PlaceId Holder;        ///< what points there
  bool OfGuard = false;  ///< through the guard itself, which needs no other proof
  Span LetGo;            ///< where the lock is given back
};

/// In the order of events; one for each loan.
std::vector<GuardEscape> guardEscapes(const Results &R);

} // namespace holdfast

#endif
