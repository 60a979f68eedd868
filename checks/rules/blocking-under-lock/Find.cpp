//===- Find.cpp - blocking-under-lock: which events meet ------------------===//
//
// Of the calls that may wait those where a lock is surely held; and of the waits
// on condition variables those where another lock is held than the one that is
// given back. A lock whose guard is given to the call may be given back there.
//
//===----------------------------------------------------------------------===//

#include "rules/blocking-under-lock/Rule.h"

#include "analysis/Blocking.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;
using namespace holdfast::blocking_under_lock;

/// True where the call is given the lock, or the guard that holds it.
static bool isGiven(const Body &B, const HeldLock &H, const Call &C) {
  auto Has = [&](const Argument &A) {
    return A.Place && ((H.Guard && B.Places.isWithin(H.Guard, A.Place)) || B.Places.isWithin(H.Lock, A.Place));
  };
  return llvm::any_of(C.Args, Has);
}

std::vector<Violation> blocking_under_lock::find(RuleContext &C) {
  std::vector<Violation> Found;
  const Results &R = C.Answers;
  const Body &B = R.Source;
  R.Guarded.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &Now) {
    const bool IsWait = E.Kind == EventKind::Wait;
    if ((!IsWait && E.Kind != EventKind::Call) || !E.From)
      return;
    const Call &By = B.Calls[E.From.index()];
    const SymbolId In = IsWait ? SymbolId() : blockedIn(C.Prog, R.Known, B, By);
    if (!IsWait && !In)
      return;
    const std::vector<PlaceId> Own = IsWait ? R.Guarded.locksOf(E, Now) : std::vector<PlaceId>();
    if (IsWait && (Own.size() != 1 || !Own[0]))
      return;
    for (const HeldLock &H : R.Guarded.held(Now)) {
      if (!H.Must || !H.Lock || llvm::is_contained(Own, H.Lock) || isGiven(B, H, By))
        continue;
      const SymbolId Called = By.Target ? C.Prog.Callees[By.Target.index()].Name : SymbolId();
      Found.push_back({At, H.Lock, H.Since, In, Called, IsWait ? Own[0] : PlaceId()});
      return;
    }
  });
  return Found;
}
