//===- Find.cpp - double-lock: which events meet --------------------------===//
//
// Looks at each Acquire that surely happens to one certain lock, for an Acquire
// since which that lock may still be held. Locks that may be taken again, and
// those of which nobody can tell, are left out; attempts, readers beside
// readers, and callees that take the lock on some of their paths only, too. A
// call of what an annotation excludes under a lock counts for any lock.
//
//===----------------------------------------------------------------------===//

#include "rules/double-lock/Rule.h"

#include "analysis/Paths.h"

using namespace holdfast;
using namespace holdfast::double_lock;

/// The user's function whose effect the event is, or whose demand.
static CalleeId calleeOf(const RuleContext &C, const Event &E) {
  if (!E.From)
    return CalleeId();
  CalleeId Target = C.Answers.Source.Calls[E.From.index()].Target;
  return Target && (E.Kind == EventKind::Need || !C.Prog.Callees[Target.index()].Row) ? Target : CalleeId();
}

std::vector<Violation> double_lock::find(RuleContext &C) {
  std::vector<Violation> Found;
  Results &R = C.Answers;
  const Locks &L = R.Guarded;
  if (R.Source.IsUnchecked)
    return Found;
  L.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &Now) {
    const bool Takes = E.Kind == EventKind::Acquire && (E.How == Taking::Exclusive || E.How == Taking::Shared);
    const bool IsExcluded = E.Kind == EventKind::Need && E.Negated;
    if ((!Takes && !IsExcluded) || !L.isOne(E, Now))
      return;
    const PlaceId Lock = L.locksOf(E, Now)[0];
    if (!IsExcluded && !L.locksOnce(Lock))
      return;
    std::vector<Locks::Fact> Facts = L.factsOf(Lock, Now);
    for (const Locks::Fact &F : Facts) {
      if (F.Is != Locks::Was::Held || (F.Shared && E.How == Taking::Shared) || !mayStillBe(R, F, At))
        continue;
      const EventRef First = L.site(F.Site);
      const CalleeId FirstBy = L.isEntry(First) ? CalleeId() : calleeOf(C, R.Blocks[First.Block].Events[First.Index]);
      const bool May = llvm::any_of(Facts, [](const Locks::Fact &Other) { return Other.Is != Locks::Was::Held; });
      Found.push_back({First, At, Lock, calleeOf(C, E), FirstBy, May});
      return;
    }
  });
  return Found;
}
