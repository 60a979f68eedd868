//===- Find.cpp - unnamed-guard: which events meet ------------------------===//
//
// Looks at each Acquire by a guard, of the library's or of the project's, that
// is a temporary: is the next thing that happens, but for other effects of the
// same call, that it ends? A temporary that something else is evaluated beside
// (`(lock_guard(m), ++n)`, `f(lock_guard(m))`) protects that, and is silent.
//
//===----------------------------------------------------------------------===//

#include "rules/unnamed-guard/Rule.h"

using namespace holdfast;
using namespace holdfast::unnamed_guard;

/// True where `Guard` ends at once after the call at `I`.
static bool endsAtOnce(const std::vector<Event> &Events, size_t I, PlaceId Guard, CallId From) {
  for (++I; I < Events.size(); ++I)
    if (Events[I].Kind == EventKind::Drop)
      return Events[I].Place == Guard;
    else if (Events[I].From != From)
      return false;
  return false;
}

std::vector<Violation> unnamed_guard::find(RuleContext &C) {
  std::vector<Violation> Found;
  const Results &R = C.Answers;
  const Body &B = R.Source;
  std::set<CallId> Seen;
  R.Guarded.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &) {
    if (E.Kind != EventKind::Acquire || E.How == Taking::Deferred || !E.From)
      return;
    const Call &By = B.Calls[E.From.index()];
    const PlaceId Guard = By.Object.Place;
    if (!Guard || B.Places[Guard].Root != RootKind::Temporary || B.Places[Guard].Parent || !By.Target ||
        !C.Prog.Callees[By.Target.index()].IsConstructor)
      return;
    if (endsAtOnce(R.Blocks[At.Block].Events, At.Index, Guard, E.From) && Seen.insert(E.From).second)
      Found.push_back({At});
  });
  return Found;
}
