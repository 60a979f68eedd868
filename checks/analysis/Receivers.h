//===- Receivers.h - closures with `this` that somebody else keeps --------===//
//
// Answers: which calls of this body give a closure that holds `this` to a
// receiver whose life is not the object's, and that keeps it? A receiver keeps
// what one of its functions, with a visible body, puts into a member of its or a
// global, directly or by way of others; what a library's row says runs on
// it (an executor); or, as far as anybody knows, what a function without a body
// is given as a std::function.
//
// Not told, since the receiver's life is the object's or the object looks after
// it: a receiver that is part of the object or owned by it alone; one of this
// function's own; a class whose destructor, or what that calls, does something
// with such a receiver, or is not visible; a closure that also holds a shared or
// weak pointer.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_RECEIVERS_H
#define HOLDFAST_ANALYSIS_RECEIVERS_H

#include "analysis/Results.h"

namespace holdfast {

enum class Keeping : uint8_t {
  Stored, ///< its code does so
  Posted, ///< as a library's executor does
  Unseen, ///< nobody has looked
};

struct KeptClosure {
  EventRef Where;                  ///< the Call
  const Closure *Lambda = nullptr;
  const Capture *By = nullptr;     ///< of the object
  PlaceId Receiver;                ///< invalid: a global of the callee's
  CallId GivenBy = CallId();       ///< the call that has returned the receiver
  Keeping How = Keeping::Stored;
  Span StoredAt = Span();          ///< where it is put, if that is known
  std::vector<Span> Others = {};   ///< closures that the same receiver gets in this function, the same way
};

/// In the order of events.
std::vector<KeptClosure> keptClosures(const Program &Prog, const Results &R);

} // namespace holdfast

#endif
