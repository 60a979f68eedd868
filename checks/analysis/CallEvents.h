//===- CallEvents.h - the events of a call, in the caller's places --------===//
//
// Answers: which place of the caller is the place of an effect? And appends the
// events that stand for effects, each marked with the call it is of. What
// Elaborate.cpp and its parts (ElaborateQueues.h) write with.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_CALLEVENTS_H
#define HOLDFAST_ANALYSIS_CALLEVENTS_H

#include "analysis/Elaborate.h"

namespace holdfast {

class CallEvents {
public:
  CallEvents(const Program &Prog, Body &B, const Summaries &Known) : Prog(Prog), B(B), Known(Known) {}

  /// The last event, until another is appended.
  Event &emit(EventKind Kind, PlaceId P, Span Where);
  void use(PlaceId P, UseKind Mode, Span Where) { emit(EventKind::Use, P, Where).Mode = Mode; }

  /// The object or the argument that a path begins at, or null.
  const Argument *base(const EffectPath &Path, const Call &C) const;
  /// The place of a path, made where it is new; or invalid.
  PlaceId place(const EffectPath &Path, const Call &C);

  const Program &Prog;
  Body &B;
  const Summaries &Known;
  std::vector<Event> *Into = nullptr;
  CallId Source;
  bool IsUnsequenced = false;
};

} // namespace holdfast

#endif
