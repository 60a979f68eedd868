//===- Find.cpp - unlock-unheld: which events meet ------------------------===//
//
// Looks at each Release, and each Wait, of one certain lock of which every fact
// is known: given back before, or a lock of this very body that nobody has
// taken. A lock that is as at entry, or that may be held twice, is left out;
// what destructors give back, too, for they mostly ask first.
//
//===----------------------------------------------------------------------===//

#include "rules/unlock-unheld/Rule.h"

#include "analysis/Paths.h"

using namespace holdfast;
using namespace holdfast::unlock_unheld;

/// True for a lock that begins unlocked in this body.
static bool isOwn(const Results &R, PlaceId Lock) {
  const PlaceTable::Node &N = R.Source.Places[Lock];
  return !N.Parent && N.Root == RootKind::Local && !N.IsReference && R.Guarded.locksOnce(Lock);
}

std::vector<Violation> unlock_unheld::find(RuleContext &C) {
  std::vector<Violation> Found;
  Results &R = C.Answers;
  const Locks &L = R.Guarded;
  L.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &Now) {
    const bool ByWait = E.Kind == EventKind::Wait;
    if ((E.Kind != EventKind::Release && !ByWait) || E.How == Taking::Disowned || !E.From || !L.isOne(E, Now))
      return;
    const PlaceId Lock = L.locksOf(E, Now)[0];
    std::vector<Locks::Fact> Facts = L.factsOf(Lock, Now);
    const bool MayBeHeld = llvm::any_of(Facts, [](const Locks::Fact &F) { return F.Is == Locks::Was::Held; });
    const bool IsForeign = !isOwn(R, Lock) && llvm::any_of(Facts, [](const Locks::Fact &F) { return F.Is == Locks::Was::AtEntry; });
    // A guard of which nobody knows the lock may have one all the same.
    if (IsForeign || !L.locksOnce(Lock))
      return;
    for (const Locks::Fact &F : Facts) {
      if (F.Is == Locks::Was::Held || (MayBeHeld && (F.Is == Locks::Was::AtEntry || !mayStillBe(R, F, At))))
        continue;
      const bool HasFirst = F.Is == Locks::Was::Released;
      Found.push_back({At, HasFirst ? L.site(F.Site) : EventRef(), HasFirst, ByWait, Lock, MayBeHeld});
      return;
    }
  });
  return Found;
}
