//===- Elaborator.h - the events of calls and drops -----------------------===//
//
// A part of Elaborate.cpp, which goes over the blocks; its members are defined in
// ElaborateEffects.cpp, ElaborateClosures.cpp and ElaborateUnknown.cpp, where each
// says what it does.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_ELABORATOR_H
#define HOLDFAST_ANALYSIS_ELABORATOR_H

#include "analysis/CallEvents.h"

namespace holdfast {

class Elaborator : CallEvents {
public:
  Elaborator(const Program &Prog, Body &B, const Summaries &Known);
  /// False where the callee never returns.
  bool call(const Event &E, std::vector<Event> &Out);
  /// What the destructor of `P` does to others, then those of its parts.
  /// Where an assignment ends the old value, only what rows say of it counts.
  void drop(const Event &E, PlaceId P, TypeId T, std::vector<Event> &Out, bool RowsOnly, unsigned Depth = 0);
  /// True for the assignment of a call that stands before it, and of which a row
  /// says more.
  bool isSaidByRow(const Event &E, const Event &Before) const;
  /// A closure that is assigned to what a thread calls.
  void stored(const Event &E, std::vector<Event> &Out);

private:
  void annotated(const CallEffects *Said, const Call &C, bool IsBefore);
  bool isMovedBy(const Call &C, PlaceId Global) const;
  const CallEffects *inferred(const Callee &Target) const;

  // ElaborateEffects.cpp
  void make(const CallEffects &Said, const Call &C);
  PlaceId madeIn(const Call &C);
  void move(PlaceId P, const Argument &A, const Effect &Said, const Call &C);
  PlaceId guardOf(const Effect &Said, const Call &C);
  void effect(const Effect &Said, const Call &C, bool IsRow);
  void results(const Effect &Said, const Call &C);

  // ElaborateClosures.cpp
  void runs(PlaceId Closure, const Argument &A, const Call &C, bool Once);
  const Callee *madeOf(PlaceId Closure) const;
  void spawn(PlaceId P, const Argument &A, const Effect &Said, const Call &C);
  bool isGiven(const GivenValue &What, const Call &C) const;
  bool mayHold(PlaceId Handle) const;
  void joinsElsewhere(PlaceId Closure, const Argument &A, const Call &C);
  void runsWith(const Effect &Said, const Argument &A, const Call &C);

  // ElaborateUnknown.cpp
  void unnamedArguments(const CallEffects &Said, const Call &C);
  void declared(const Argument &A, bool IsUnknown);
  void unknownCallee(const Call &C, const Callee *Target);

  std::vector<PlaceId> MovedGlobals;
};

} // namespace holdfast

#endif
