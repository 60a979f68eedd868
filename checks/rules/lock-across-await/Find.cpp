//===- Find.cpp - lock-across-await: which events meet --------------------===//
//
// Of the suspensions those where a lock of a library's is surely held, since an
// Acquire of this body. Locks of the project's own count where a library's is
// within; what a coroutine awaits to take belongs to no thread.
//
//===----------------------------------------------------------------------===//

#include "rules/lock-across-await/Rule.h"

using namespace holdfast;
using namespace holdfast::lock_across_await;

/// True where a row has said that the lock is taken: then it is a lock of the
/// operating system's, which its thread must give back.
static bool isOfThread(const RuleContext &C, PlaceId Lock, const Event &Since) {
  if (C.Answers.Guarded.locksOnce(Lock))
    return true;
  const CalleeId Target = Since.From ? C.Answers.Source.Calls[Since.From.index()].Target : CalleeId();
  return Target && C.Prog.Callees[Target.index()].Row;
}

std::vector<Violation> lock_across_await::find(RuleContext &C) {
  std::vector<Violation> Found;
  const Results &R = C.Answers;
  if (!R.Source.IsCoroutine)
    return Found;
  R.Guarded.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &Now) {
    if (E.Kind != EventKind::Suspend)
      return;
    for (const HeldLock &H : R.Guarded.held(Now)) {
      if (!H.Must || !H.Lock || Locks::isEntry(H.Since) || !isOfThread(C, H.Lock, R.Blocks[H.Since.Block].Events[H.Since.Index]))
        continue;
      Found.push_back({At, H.Since, H.Lock});
      return;
    }
  });
  return Found;
}
