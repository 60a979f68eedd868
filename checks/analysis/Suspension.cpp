//===- Suspension.cpp -----------------------------------------------------===//

#include "analysis/Suspension.h"

#include "dataflow/Feasibility.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>

using namespace holdfast;

/// The capture, or the parameter, through which `P` is reached, or invalid.
static PlaceId lentBelow(const Body &B, PlaceId P) {
  if (!P)
    return PlaceId();
  PlaceId Below;
  for (; B.Places[P].Parent; P = B.Places[P].Parent)
    Below = P;
  if (B.Places[P].Root == RootKind::This)
    return Below && B.Places[Below].Step.Kind == ProjectionKind::Capture ? Below : PlaceId();
  return B.Places[P].Root == RootKind::Param ? P : PlaceId();
}

/// The places that `E` uses.
static llvm::SmallVector<PlaceId, 4> usedBy(const Body &B, const Event &E) {
  switch (E.Kind) {
  case EventKind::Use:
  case EventKind::Move:
  case EventKind::Borrow:
  case EventKind::Flow: return {E.Place};
  case EventKind::Call: {
    const Call &C = B.Calls[E.From.index()];
    llvm::SmallVector<PlaceId, 4> Out{C.Object.Place};
    for (const Argument &A : C.Args)
      Out.push_back(A.Place);
    return Out;
  }
  default: return {};
  }
}

std::vector<LaterUse> holdfast::findLaterUses(const Body &B) {
  std::map<PlaceId, Span> First;
  std::set<std::pair<uint32_t, bool>> Seen;
  std::vector<std::pair<uint32_t, bool>> Work{{Body::EntryIndex, false}};
  while (!Work.empty()) {
    auto [Block, IsBehind] = Work.back();
    Work.pop_back();
    if (!Seen.insert({Block, IsBehind}).second)
      continue;
    for (const Event &E : B.Blocks[Block].Events) {
      if (IsBehind)
        for (PlaceId P : usedBy(B, E))
          if (PlaceId Lent = lentBelow(B, P)) {
            auto [It, New] = First.try_emplace(Lent, E.Where);
            It->second = std::min(It->second, E.Where);
          }
      IsBehind |= E.Kind == EventKind::Suspend;
    }
    for (const Edge &To : B.Blocks[Block].Successors)
      Work.push_back({To.To.index(), IsBehind});
  }
  std::vector<LaterUse> Out;
  for (auto [Lent, Where] : First)
    Out.push_back({Lent, Where});
  llvm::sort(Out, [](const LaterUse &X, const LaterUse &Y) { return std::tie(X.Where, X.Lent) < std::tie(Y.Where, Y.Lent); });
  return Out;
}

namespace {

/// All that one call lends to a coroutine.
class Lending {
public:
  Lending(const Program &Prog, Results &R, EventRef Start, CallId By, const Body &Coroutine)
      : Prog(Prog), R(R), B(R.Source), Start(Start), By(By), Coroutine(Coroutine) {
    findHolders();
  }

  /// Adds what dies first; `Names` as before the call.
  void find(const Aliases::State &Names, std::vector<Outlived> &Out) {
    const Call &C = B.Calls[By.index()];
    bool IsClosureSaid = false;
    for (const LaterUse &Use : findLaterUses(Coroutine)) {
      const PlaceTable::Node &Lent = Coroutine.Places[Use.Lent];
      if (Lent.Parent) {
        if (!IsClosureSaid)
          IsClosureSaid = add(Use, C.Object.Place, true, C.Where, Out);
        continue;
      }
      if (Lent.Ordinal >= C.Args.size())
        continue;
      const Argument &A = C.Args[Lent.Ordinal];
      if (Lent.IsReference)
        add(Use, A.Place, false, A.Where, Out);
      else if (const Targets *Denoted = A.Place ? Names.find(A.Place) : nullptr; Denoted && Denoted->size() == 1)
        add(Use, (*Denoted)[0], false, A.Where, Out);
    }
  }

private:
  /// Whatever the result has gone to, for good; where others keep it, nothing.
  void findHolders() {
    Holders.insert(B.Calls[By.index()].Result);
    for (const Block &Each : R.Blocks)
      for (const Event &E : Each.Events)
        if ((E.Kind == EventKind::Move || E.Kind == EventKind::Escape) && Holders.count(E.Place)) {
          Left.insert(E.Place);
          if (E.Kind == EventKind::Move && E.Other)
            Holders.insert(E.Other);
        }
    for (PlaceId P : Left)
      Holders.erase(P);
  }

  /// True for storage of this very function, which it ends.
  bool isOwnStorage(PlaceId P) const {
    for (; B.Places[P].Parent; P = B.Places[P].Parent)
      if (B.Places[P].Step.Kind == ProjectionKind::Deref)
        return false;
    RootKind Root = B.Places[P].Root;
    return !B.Places[P].IsReference &&
           (Root == RootKind::Local || Root == RootKind::Temporary || Root == RootKind::Param);
  }

  /// True for what may wait for the coroutine, or end it.
  bool mayEnd(const Event &E) const {
    switch (E.Kind) {
    case EventKind::Suspend:
    case EventKind::Join: return true;
    case EventKind::StorageDead: return Coroutine.OwnedByResult && Holders.count(E.Place);
    case EventKind::Call: {
      const Call &C = B.Calls[E.From.index()];
      const CallEffects *Row = C.Target ? Prog.Callees[C.Target.index()].Row : nullptr;
      auto MayWait = [&](const Effect &Each) {
        if (Each.Kind != EffectKind::Spawns)
          return Each.Kind == EffectKind::RunsNow;
        bool IsItself = Each.Subject.Base >= 0 && size_t(Each.Subject.Base) < C.Args.size() && Left.count(C.Args[Each.Subject.Base].Place);
        return !IsItself; // what else runs may wait for it
      };
      return E.From != By && (!Row || llvm::any_of(Row->Effects, MayWait));
    }
    default: return false;
    }
  }

  bool add(const LaterUse &Use, PlaceId Borrowed, bool IsClosure, Span Where, std::vector<Outlived> &Out) {
    if (!Borrowed || !isOwnStorage(Borrowed))
      return false;
    PathQuestion Q;
    Q.From = PathPoint{Start.Block, Start.Index};
    Q.Ends = [this](const Event &E) { return mayEnd(E); };
    for (uint32_t I = 0; I < R.Blocks.size(); ++I)
      for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J) {
        const Event &E = R.Blocks[I].Events[J];
        if (E.Kind != EventKind::StorageDead || E.Place != B.Places.rootOf(Borrowed))
          continue;
        Q.To = {I, J};
        if (!isFeasible(B, R.Blocks, Q))
          continue;
        Out.push_back({Start, By, Use, Borrowed, {I, J}, IsClosure, Where});
        return true;
      }
    return false;
  }

  const Program &Prog;
  Results &R;
  Body &B;
  const EventRef Start;
  const CallId By;
  const Body &Coroutine;
  std::set<PlaceId> Holders;
  std::set<PlaceId> Left; ///< have had the result
};

} // namespace

std::vector<Outlived> holdfast::findOutlived(const Program &Prog, Results &R) {
  std::vector<Outlived> Out;
  for (uint32_t I = 0; I < R.Blocks.size(); ++I)
    for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J) {
      const Event &E = R.Blocks[I].Events[J];
      if (E.Kind != EventKind::Call)
        continue;
      const Body *Coroutine = startedBy(Prog, R.Source, E);
      const Aliases::State *Before = Coroutine ? R.Names.before(I) : nullptr;
      if (!Before)
        continue;
      Aliases::State Names = *Before;
      for (uint32_t K = 0; K < J; ++K)
        R.Names.transfer(R.Blocks[I].Events[K], Names);
      Lending(Prog, R, {I, J}, E.From, *Coroutine).find(Names, Out);
    }
  return Out;
}
