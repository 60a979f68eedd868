//===- Find.cpp - unlock-unheld: which events meet ------------------------===//
//
// Looks at each Release, and each Wait, of one certain lock of which every fact
// is known: given back before, or a lock of this very body that nobody has
// taken. A lock that is as at entry, or that may be held twice, is left out;
// what destructors give back, too, for they mostly ask first.
//
//===----------------------------------------------------------------------===//

#include "rules/unlock-unheld/Rule.h"

#include "analysis/ElaborateLocks.h"
#include "analysis/Paths.h"

using namespace holdfast;
using namespace holdfast::unlock_unheld;

/// True for a lock that begins unlocked in this body.
static bool isOwn(const Results &R, PlaceId Lock) {
  const PlaceTable::Node &N = R.Source.Places[Lock];
  return !N.Parent && N.Root == RootKind::Local && !N.IsReference && R.Guarded.locksOnce(Lock);
}

/// True where the caller does not hold it, else this body's annotations said so:
/// what a callee of which a body says it gives back is told in that body.
static bool isToldOf(const RuleContext &C, const Event &E, PlaceId Lock) {
  const Body &B = C.Answers.Source;
  return !B.IsLambda && !B.MakesOrEnds && C.Prog.isAnnotatedLock(B, Lock) && isSaidOfLocks(C.Prog, B, E);
}

static bool isOfCall(const Results &R, const Locks::Fact &F, CallId Call) {
  const EventRef At = R.Guarded.site(F.Site);
  return R.Blocks[At.Block].Events[At.Index].From == Call;
}

std::vector<Violation> unlock_unheld::find(RuleContext &C) {
  std::vector<Violation> Found;
  Results &R = C.Answers;
  const Locks &L = R.Guarded;
  if (R.Source.IsUnchecked)
    return Found;
  L.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &Now) {
    const bool ByWait = E.Kind == EventKind::Wait;
    if ((E.Kind != EventKind::Release && !ByWait) || E.How == Taking::Disowned || !E.From || !L.isOne(E, Now))
      return;
    const PlaceId Lock = L.locksOf(E, Now)[0];
    std::vector<Locks::Fact> Facts = L.factsOf(Lock, Now);
    const bool MayBeHeld = llvm::any_of(Facts, [](const Locks::Fact &F) { return F.Is == Locks::Was::Held; });
    const bool IsTold = isToldOf(C, E, Lock);
    const bool IsForeign = !isOwn(R, Lock) && !IsTold && llvm::any_of(Facts, [](const Locks::Fact &F) { return F.Is == Locks::Was::AtEntry; });
    // A guard of which nobody knows the lock may have one all the same.
    if (IsForeign || !L.locksOnce(Lock))
      return;
    for (const Locks::Fact &F : Facts) {
      // What one call gives back twice is told in its body.
      if (F.Is == Locks::Was::Released && L.site(F.Site) != At && isOfCall(R, F, E.From))
        continue;
      const bool IsAtEntry = F.Is == Locks::Was::AtEntry;
      if (F.Is == Locks::Was::Held || (MayBeHeld && IsAtEntry && !IsTold) || ((MayBeHeld || (IsAtEntry && IsTold)) && !mayStillBe(R, F, At)))
        continue;
      const bool HasFirst = F.Is == Locks::Was::Released;
      Found.push_back({At, HasFirst ? L.site(F.Site) : EventRef(), HasFirst, ByWait, Lock, MayBeHeld});
      return;
    }
  });
  return Found;
}
