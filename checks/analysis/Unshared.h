//===- Unshared.h - objects that no other thread can reach ----------------===//
//
// Answers, for all that asks whether a lock is needed: can another thread reach
// this place yet, or still? Not what a constructor makes or a destructor ends,
// a local object, what this body has allocated, or what its caller gives away by
// an rvalue reference. It errs towards silence: an
// object that was allocated here and then published counts as unreachable, and
// so does what a constructor is given, since it may be the source of a move.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_UNSHARED_H
#define HOLDFAST_ANALYSIS_UNSHARED_H

#include "analysis/Aliases.h"

namespace holdfast {

/// `P` is a resolved place; `Now` says what pointers denote there.
bool isUnshared(const Body &B, PlaceId P, const Aliases::State &Now);

/// True for what a call has returned a pointer or reference to: who else reaches
/// that, nobody knows, and it counts as unreachable above.
bool isOfReturned(const Body &B, PlaceId P);

} // namespace holdfast

#endif
