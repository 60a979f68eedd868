//===- Paths.cpp ----------------------------------------------------------===//

#include "analysis/Paths.h"

#include "dataflow/Feasibility.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

/// True where `Place` surely has a value of its own after `E`, or is gone.
static bool refills(const Results &R, const Event &E, PlaceId Place) {
  if (E.Kind == EventKind::Move)
    return E.Other && R.Source.Places.isWithin(Place, E.Other);
  if (E.Kind != EventKind::Init && E.Kind != EventKind::StorageDead)
    return false;
  return llvm::any_of(R.Moves.placesOf(E), [&](PlaceId P) { return R.Source.Places.isWithin(Place, P); });
}

/// True where `Place` surely has no value after `E`.
static bool takes(const Results &R, const Event &E, PlaceId Place) {
  llvm::ArrayRef<PlaceId> Taken = R.Moves.placesOf(E);
  return E.Kind == EventKind::Move && !E.MayNotHappen && Taken.size() == 1 && R.Source.Places.isWithin(Place, Taken[0]);
}

bool holdfast::mayReachUnmoved(Results &R, EventRef To, PlaceId Place) {
  PathQuestion Q;
  Q.To = {To.Block, To.Index};
  Q.Ends = [&](const Event &E) { return takes(R, E, Place); };
  if (isFeasible(R.Source, R.Blocks, Q))
    return true;
  for (uint32_t I = 0; I < R.Blocks.size(); ++I)
    for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J)
      if (refills(R, R.Blocks[I].Events[J], Place)) {
        Q.From = PathPoint{I, J};
        if (isFeasible(R.Source, R.Blocks, Q))
          return true;
      }
  return false;
}

/// What the call of `Move` may tell by, where nobody knows how: its result, and the
/// numbers that it sets.
static llvm::SmallVector<PlaceId, 1> signsOf(const Program &Prog, const Results &R, EventRef At) {
  const Event &Move = R.Blocks[At.Block].Events[At.Index];
  llvm::SmallVector<PlaceId, 1> Signs;
  if (!Move.From || !Move.MayNotHappen || Move.Assumed)
    return Signs;
  const Call &By = R.Source.Calls[Move.From.index()];
  if (!By.Target || Prog.Callees[By.Target.index()].Row)
    return Signs;
  if (By.Result)
    Signs.push_back(By.Result);
  for (const Event &E : R.Blocks[At.Block].Events)
    if (E.Kind == EventKind::Init && E.From == Move.From && E.Place != By.Result)
      for (PlaceId P : R.Moves.placesOf(E))
        if (TypeId T = R.Source.Places[P].Type; T && !Prog.Types[T].IsClass)
          Signs.push_back(P);
  return Signs;
}

bool holdfast::mayMoveReach(const Program &Prog, Results &R, EventRef From, EventRef To, PlaceId Place, bool BySigns) {
  const Event &Move = R.Blocks[From.Block].Events[From.Index];
  PathQuestion Q;
  Q.From = PathPoint{From.Block, From.Index};
  Q.To = {To.Block, To.Index};
  Q.Holds = Move.Assumed;
  if (Move.IfTested && Move.From)
    Q.Untested.push_back(R.Source.Calls[Move.From.index()].Result);
  else if (BySigns)
    Q.Untested = signsOf(Prog, R, From);
  Q.Ends = [&R, Place](const Event &E) { return refills(R, E, Place); };
  return isFeasible(R.Source, R.Blocks, Q);
}

/// With `Reads`, also a sign that the thread is done with its loans is an end.
static bool mayRunUntil(Results &R, uint32_t Thread, EventRef To, bool Reads,
                        const std::function<bool(const Event &)> &Ends) {
  EventRef Spawn = R.Borrowed.threads()[Thread].Where;
  PathQuestion Q;
  Q.From = PathPoint{Spawn.Block, Spawn.Index};
  Q.To = {To.Block, To.Index};
  const Loans &L = R.Borrowed;
  Q.Ends = [&](const Event &E) {
    return L.endsOf(Thread).count(&E) > 0 || (Reads && L.signsOf(Thread).count(&E) > 0) || Ends(E);
  };
  llvm::SmallVector<uint32_t, 4> Barred(L.joiningHeads(Thread));
  if (Reads)
    Barred.append(L.waitingHeads(Thread).begin(), L.waitingHeads(Thread).end());
  Q.Barred = Barred;
  return isFeasible(R.Source, R.Blocks, Q);
}

bool holdfast::mayStillRun(Results &R, uint32_t Thread, EventRef To) {
  return mayRunUntil(R, Thread, To, false, [](const Event &) { return false; });
}

bool holdfast::mayStillRead(Results &R, uint32_t Thread, EventRef To) {
  return mayRunUntil(R, Thread, To, true, [](const Event &) { return false; });
}

/// True where `Place` is other storage after `E`.
static bool rebinds(const Results &R, const Event &E, PlaceId Place) {
  const PlaceTable &Places = R.Source.Places;
  bool IsFresh = E.Kind == EventKind::StorageDead || (E.Kind == EventKind::Init && E.IsFresh);
  bool IsNew = IsFresh || E.Kind == EventKind::Init || E.Kind == EventKind::Move ||
               (E.Kind == EventKind::Use && (E.Mode == UseKind::Write || E.Mode == UseKind::CallOn));
  if (!IsNew && E.Kind != EventKind::Borrow)
    return false;
  auto IsPart = [&](PlaceId P) {
    return P && Places.isWithin(Place, P) && (Places.leavesObject(Place, P) || (IsFresh && Places.rootOf(P) == P));
  };
  if (IsPart(E.Other))
    return true;
  return IsNew && llvm::any_of(R.Moves.placesOf(E), IsPart);
}

bool holdfast::mayMeet(Results &R, uint32_t Thread, EventRef To, PlaceId Place) {
  return mayRunUntil(R, Thread, To, true, [&](const Event &E) { return rebinds(R, E, Place); });
}

bool holdfast::mayFollow(const Results &R, EventRef From, EventRef To) {
  if (From.Block == To.Block && From.Index < To.Index)
    return true;
  std::vector<bool> Seen(R.Blocks.size(), false);
  std::vector<uint32_t> Work{From.Block};
  while (!Work.empty()) {
    uint32_t At = Work.back();
    Work.pop_back();
    for (const Edge &E : R.Blocks[At].Successors) {
      if (E.To.index() == To.Block)
        return true;
      if (!Seen[E.To.index()]) {
        Seen[E.To.index()] = true;
        Work.push_back(E.To.index());
      }
    }
  }
  return false;
}

bool holdfast::mayStillBe(Results &R, const Locks::Fact &F, EventRef To) {
  // Where the entry is known, this says that something since is not.
  if (F.Is == Locks::Was::AtEntry && llvm::any_of(R.Source.Required, [&](const RequiredLock &Each) { return Each.Lock == F.Lock; }))
    return false;
  const std::set<const Event *> Ends = R.Guarded.endsOf(F, R.Blocks);
  const EventRef Since = R.Guarded.site(F.Site);
  PathQuestion Q;
  if (!Locks::isEntry(Since)) {
    Q.From = PathPoint{Since.Block, Since.Index};
    Q.Holds = R.Blocks[Since.Block].Events[Since.Index].Assumed;
  }
  Q.To = {To.Block, To.Index};
  Q.Ends = [&](const Event &E) { return Ends.count(&E) > 0; };
  return isFeasible(R.Source, R.Blocks, Q);
}

bool holdfast::isInLoop(const Results &R, uint32_t Block) {
  std::vector<uint32_t> Work{Block};
  std::set<uint32_t> Seen;
  while (!Work.empty()) {
    const uint32_t At = Work.back();
    Work.pop_back();
    for (const Edge &To : R.Blocks[At].Successors) {
      if (To.To.index() == Block)
        return true;
      if (Seen.insert(To.To.index()).second)
        Work.push_back(To.To.index());
    }
  }
  return false;
}
