//===- Find.cpp - wait-without-predicate: which events meet ---------------===//
//
// Looks at each Wait that a library's row says, without a time and without a
// predicate to run, whose block cannot come again. Only where this body has
// taken the lock itself: else it may be a wrapper, whose caller has the loop.
//
//===----------------------------------------------------------------------===//

#include "rules/wait-without-predicate/Rule.h"

#include "analysis/Paths.h"
#include "model/CallEffects.h"

using namespace holdfast;
using namespace holdfast::wait_without_predicate;

/// True where the call asks a predicate, or is no library's.
static bool asksByItself(const RuleContext &C, const Event &E) {
  if (!E.From)
    return true;
  CalleeId Target = C.Answers.Source.Calls[E.From.index()].Target;
  const CallEffects *Row = Target ? C.Prog.Callees[Target.index()].Row : nullptr;
  return !Row || llvm::any_of(Row->Effects, [](const Effect &Each) { return Each.Kind == EffectKind::RunsNow; });
}

/// True where the lock is held since an Acquire of this very body.
static bool isTakenHere(const Results &R, const Event &E, const Locks::State &Now) {
  for (PlaceId Lock : R.Guarded.locksOf(E, Now))
    for (const Locks::Fact &F : R.Guarded.factsOf(Lock, Now)) {
      if (F.Is != Locks::Was::Held)
        return false;
      const EventRef At = R.Guarded.site(F.Site);
      if (R.Blocks[At.Block].Events[At.Index].How == Taking::Adopted)
        return false;
    }
  return true;
}

std::vector<Violation> wait_without_predicate::find(RuleContext &C) {
  std::vector<Violation> Found;
  const Results &R = C.Answers;
  R.Guarded.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &Now) {
    if (E.Kind == EventKind::Wait && !E.MayNotHappen && !asksByItself(C, E) && isTakenHere(R, E, Now) &&
        !isInLoop(R, At.Block))
      Found.push_back({At});
  });
  return Found;
}
