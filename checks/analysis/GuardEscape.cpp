//===- GuardEscape.cpp ----------------------------------------------------===//

#include "analysis/GuardEscape.h"

#include "dataflow/Solve.h"

#include <map>

using namespace holdfast;

namespace {

/// A Borrow under a lock.
struct LockedLoan {
  EventRef At;
  PlaceId Data, Lock;
  bool OfGuard = false;
};

/// Who holds which loan: the problem, for the solver.
class Holders {
public:
  using State = std::set<std::pair<PlaceId, uint32_t>>;

  explicit Holders(const Body &B) : B(B) {}

  State entry() const { return {}; }
  bool join(State &Into, const State &From) const {
    const size_t Before = Into.size();
    Into.insert(From.begin(), From.end());
    return Into.size() != Before;
  }
  void transfer(const Event &E, State &S) const {
    switch (E.Kind) {
    case EventKind::Borrow: {
      for (uint32_t L : reachedBy(E.Place, S)) // `&*p`, and what a view is made of
        S.insert({E.Other, L});
      auto Begun = LoansOf.find(&E);
      if (Begun != LoansOf.end())
        for (uint32_t L : Begun->second)
          S.insert({E.Other, L});
      return;
    }
    case EventKind::Flow:
    case EventKind::Move:
      if (E.Other)
        for (const auto &[Holder, L] : State(S)) // not what it points to, nor what a reference denotes
          if (!(B.Places[Holder].IsReference && !B.Places[Holder].Parent) && (isPart(Holder, E.Place) || isPart(E.Place, Holder)))
            S.insert({E.Other, L});
      return;
    case EventKind::Init:
    case EventKind::StorageDead:
      if (!E.MayNotHappen)
        std::erase_if(S, [&](const auto &H) { return B.Places.isWithin(H.first, E.Place); });
      return;
    default: return;
    }
  }

  /// The loans that `P`, or what it is reached through, holds.
  std::vector<uint32_t> reachedBy(PlaceId P, const State &S) const {
    std::vector<uint32_t> Out;
    for (const auto &[Holder, L] : S)
      if (P && B.Places.isWithin(P, Holder))
        Out.push_back(L);
    return Out;
  }

  std::map<const Event *, std::vector<uint32_t>> LoansOf;

private:
  bool isPart(PlaceId P, PlaceId Whole) const { return B.Places.isWithin(P, Whole) && !B.Places.leavesObject(P, Whole); }

  const Body &B;
};

class Finder {
public:
  explicit Finder(const Results &R) : R(R), B(R.Source), Problem(B) {}

  std::vector<GuardEscape> run() {
    R.Guarded.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &Now) {
      if (E.Kind == EventKind::Borrow && E.Other)
        begin(At, E, Now);
    });
    if (Loans.empty())
      return {};
    Before = solveForward<Holders::State>(R.Blocks, Problem);
    uint32_t Block = ~uint32_t(0);
    Holders::State Here;
    R.Guarded.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Locks::State &Now) {
      if (At.Block != Block)
        Block = At.Block, Here = Before[Block] ? *Before[Block] : Holders::State();
      if (E.Kind == EventKind::Return)
        leaves(At, Here, Now);
      else if (E.Kind == EventKind::Use && E.Mode != UseKind::Ask)
        used(At, E, Here, Now);
      Problem.transfer(E, Here);
    });
    return std::move(Out);
  }

private:
  void begin(EventRef At, const Event &E, const Locks::State &Now) {
    for (const HeldLock &H : R.Guarded.held(Now)) {
      if (!H.Must || !H.Lock || Locks::isEntry(H.Since))
        continue;
      const bool OfGuard = H.Guard && leadsThrough(E.Place, H.Guard);
      // A reference that is a local is followed as the data itself, by others.
      if (!OfGuard && B.Places[B.Places.rootOf(E.Other)].IsReference && E.Other != B.Return)
        continue;
      for (PlaceId Data : OfGuard ? llvm::ArrayRef<PlaceId>(E.Place) : R.Moves.placesOf(E))
        if (OfGuard || isBeside(Data, H.Lock)) {
          Problem.LoansOf[&E].push_back(uint32_t(Loans.size()));
          Loans.push_back({At, Data, H.Lock, OfGuard});
        }
    }
  }
  /// What the guard, or the object that has it as a member, points to.
  bool leadsThrough(PlaceId P, PlaceId Guard) const {
    const PlaceId Whole = B.Places.rootOf(Guard);
    const RootKind Root = B.Places[Whole].Root;
    return (Root == RootKind::Local || Root == RootKind::Temporary) && !B.Places[Whole].IsReference && P != Whole &&
           B.Places.isWithin(P, Whole) && B.Places.leavesObject(P, Whole);
  }
  /// Data of the object that the lock is a member of, or any for a global lock.
  bool isBeside(PlaceId Data, PlaceId Lock) const {
    if (R.Source.Places.isWithin(Data, Lock))
      return false;
    const PlaceId Object = B.Places[Lock].Parent;
    if (!Object)
      return B.Places[Lock].Root == RootKind::Global && isShared(Data) && !reachesFurther(Data, PlaceId());
    return Data != Object && B.Places.isWithin(Data, Object) && !reachesFurther(Data, Object);
  }
  bool isShared(PlaceId P) const {
    const RootKind Root = B.Places[B.Places.rootOf(P)].Root;
    return Root == RootKind::Global || Root == RootKind::This;
  }
  /// Through a pointer below `Object`: what that points to may be anybody's.
  bool reachesFurther(PlaceId P, PlaceId Object) const {
    for (; P != Object && B.Places[P].Parent; P = B.Places[P].Parent)
      if (B.Places[P].Step.Kind == ProjectionKind::Deref)
        return B.Places[P].Parent != B.This || Object;
    return false;
  }

  bool isHeld(PlaceId Lock, const Locks::State &Now) const {
    return llvm::any_of(R.Guarded.held(Now), [&](const HeldLock &H) { return !H.Lock || H.Lock == Lock; });
  }
  Span letGo(PlaceId Lock, const Locks::State &Now) const {
    for (const Locks::Fact &F : R.Guarded.factsOf(Lock, Now))
      if (F.Is == Locks::Was::Released) {
        const EventRef At = R.Guarded.site(F.Site);
        return R.Blocks[At.Block].Events[At.Index].Where;
      }
    return Span();
  }
  void report(uint32_t L, EventRef At, GuardEscape::Way How, PlaceId Holder, const Locks::State &Now) {
    const LockedLoan &Of = Loans[L];
    if (isHeld(Of.Lock, Now) || !Seen.insert(L).second)
      return;
    Out.push_back({Of.At, At, How, Of.Data, Of.Lock, Holder, Of.OfGuard, letGo(Of.Lock, Now)});
  }

  void leaves(EventRef At, const Holders::State &Here, const Locks::State &Now) {
    for (const auto &[Holder, L] : Here) {
      const PlaceId Root = B.Places.rootOf(Holder);
      if (B.Return && Root == B.Return)
        report(L, At, GuardEscape::Way::Returned, Holder, Now);
      else if (B.Places[Root].Root == RootKind::Param && B.Places[Root].IsReference && Holder == Root)
        report(L, At, GuardEscape::Way::Stored, Holder, Now);
    }
  }
  void used(EventRef At, const Event &E, const Holders::State &Here, const Locks::State &Now) {
    for (uint32_t L : Problem.reachedBy(E.Place, Here)) {
      const PlaceId Root = B.Places.rootOf(E.Place);
      if (B.Places[Root].Root == RootKind::Local)
        report(L, At, GuardEscape::Way::Used, E.Place, Now);
    }
  }

  const Results &R;
  const Body &B;
  Holders Problem;
  std::vector<LockedLoan> Loans;
  std::vector<std::optional<Holders::State>> Before;
  std::set<uint32_t> Seen;
  std::vector<GuardEscape> Out;
};

} // namespace

std::vector<GuardEscape> holdfast::guardEscapes(const Results &R) {
  return R.Guarded.isSolved() && !R.Source.IsUnchecked ? Finder(R).run() : std::vector<GuardEscape>();
}
