//===- Ownership.cpp ------------------------------------------------------===//

#include "analysis/Ownership.h"

#include "analysis/GuardedAccess.h"
#include "analysis/LastUses.h"
#include "dataflow/Solve.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

namespace {

/// MoveState's problem, but that a read of what is moved leaves it moved.
struct StayMoved {
  const MoveState &Moves;
  MoveState::State entry() const { return Moves.entry(); }
  bool join(MoveState::State &Into, const MoveState::State &From) const {
    return Moves.join(Into, From);
  }
  void transfer(const Event &E, MoveState::State &S) const {
    if (E.Kind != EventKind::Use ||
        (E.Mode != UseKind::Read && E.Mode != UseKind::Ask))
      Moves.transfer(E, S);
  }
};

/// What the solvers say at one point.
struct Now {
  MoveState::State Moved;
  Loans::State Lent;
  Locks::State Locked;
};

class Finder {
public:
  Finder(const Program &Prog, Results &R, llvm::ArrayRef<GuardPath> Guards)
      : Prog(Prog), R(R), B(R.Source), Guards(Guards), Places(R.Source.Places),
        LastOf(R) {}

  BodyOwnership run() {
    collectVariables();
    if (Out.Variables.empty())
      return {};
    StayMoved Problem{R.Moves};
    const auto Moved = solveForward<MoveState::State>(R.Blocks, Problem);
    for (uint32_t I = 0; I < R.Blocks.size(); ++I) {
      if (!Moved[I]) {
        begin(I, nullptr);
        continue;
      }
      Now S{*Moved[I],
            R.Borrowed.before(I) ? *R.Borrowed.before(I) : Loans::State(),
            R.Guarded.before(I) ? *R.Guarded.before(I) : Locks::State()};
      R.Borrowed.enter(I, S.Lent);
      begin(I, &S);
      for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J)
        step({I, J}, Problem, S);
    }
    return std::move(Out);
  }

private:
  // Which variables there are.

  void collectVariables() {
    std::map<std::pair<SymbolId, PlaceId>, size_t> Known;
    for (const Block &Each : R.Blocks)
      for (const Event &E : Each.Events)
        if (E.Kind == EventKind::Drop)
          Dropped.insert(E.Place);
        else if (E.Kind == EventKind::Spawn && E.Other)
          Handles.insert(Places.rootOf(E.Other));
    for (const Mention &M : B.Mentions) {
      if (!isVariable(M))
        continue;
      auto [It, New] =
          Known.try_emplace({M.Name, M.Place}, Out.Variables.size());
      if (New)
        add(M);
      OwnedVariable &V = Out.Variables[It->second];
      V.Mentions.push_back(M.Where);
      if (M.IsDeclaration)
        V.Declared = M.Where;
    }
    for (OwnedVariable &V : Out.Variables)
      if (!V.IsAlias && Places[V.Place].Parent)
        for (const OwnedVariable &Whole : Out.Variables)
          if (!Whole.IsAlias && Whole.Place == Places.rootOf(V.Place))
            V.Declared = Whole.Declared;
    for (const Block &Each : R.Blocks)
      for (const Event &E : Each.Events)
        if (E.Kind == EventKind::StorageDead)
          for (OwnedVariable &V : Out.Variables)
            if (!V.IsAlias && Places.rootOf(V.Place) == E.Place)
              V.Ends.push_back(E.Where);
  }

  bool isVariable(const Mention &M) const {
    const PlaceTable::Node &Root = Places[Places.rootOf(M.Place)];
    switch (Root.Root) {
    case RootKind::Local:
    case RootKind::Param:
    case RootKind::This:
      return true;
    case RootKind::Global:
      return guardOf(M.Place) || declaredGuards(Prog, B, M.Place);
    case RootKind::Temporary:
    case RootKind::Heap:
    case RootKind::Return:
      return false;
    }
    return false;
  }

  void add(const Mention &M) {
    OwnedVariable V;
    V.Name = M.Name;
    V.Place = M.Place;
    V.IsAlias = M.Name != nameOf(M.Place);
    V.Guard = guardOf(M.Place);
    if (const auto *Declared = declaredGuards(Prog, B, M.Place);
        Declared && !Declared->front().OfPointee)
      V.DeclaredLock = lockOf(Prog, B, M.Place, Declared->front());
    Out.Variables.push_back(std::move(V));
  }

  /// The place itself where it is a reference's, without that step.
  PlaceId withoutReference(PlaceId P) const {
    while (Places[P].Parent && Places[P].Step.Kind == ProjectionKind::Deref &&
           Places[P].Step.Index == 1)
      P = Places[P].Parent;
    return P;
  }
  SymbolId nameOf(PlaceId P) const {
    const PlaceTable::Node &N = Places[withoutReference(P)];
    return N.Parent ? N.Step.Name : N.Name;
  }

  // Guards that uses show.

  /// What is left of `P` where its last names are those; nothing: they are not.
  /// A global that is named first leaves an invalid place.
  std::optional<PlaceId> without(PlaceId P,
                                 llvm::ArrayRef<SymbolId> Names) const {
    for (auto Name = Names.rbegin(); Name != Names.rend(); ++Name) {
      while (P && Places[P].Parent &&
             Places[P].Step.Kind != ProjectionKind::Field)
        P = Places[P].Parent;
      if (!P || nameOf(P) != *Name)
        return std::nullopt;
      P = Places[P].Parent;
    }
    while (P && Places[P].Parent && Places[P].Step.Kind == ProjectionKind::Base)
      P = Places[P].Parent;
    return P;
  }

  std::optional<uint32_t> guardOf(PlaceId P) const {
    for (uint32_t I = 0; I < Guards.size(); ++I)
      if (!Guards[I].Data.empty() && without(P, Guards[I].Data))
        return I;
    return std::nullopt;
  }

  bool isLockOf(PlaceId Lock, const OwnedVariable &V) const {
    if (!Lock)
      return false;
    if (V.DeclaredLock)
      return Lock == V.DeclaredLock;
    if (!V.Guard)
      return false;
    const std::optional<PlaceId> Of = without(Lock, Guards[*V.Guard].Lock);
    return Of && (!*Of || *Of == *without(V.Place, Guards[*V.Guard].Data));
  }

  // Points of the text.

  void begin(uint32_t Block, const Now *S) {
    const holdfast::Block &Of = B.Blocks[Block];
    if (Of.Begins.isValid())
      note({Of.Begins, false, S != nullptr, Block, true, {}}, {Block, 0}, S);
    if (Of.Follows.isValid())
      note({Of.Follows, true, S != nullptr, Block, true, {}}, {Block, 0}, S);
  }

  void step(EventRef At, const StayMoved &Problem, Now &S) {
    const Event &E = R.Blocks[At.Block].Events[At.Index];
    // One token: what is true before it is true where it stands.
    if (E.Where.isValid() && E.Where.Begin == E.Where.End)
      note({E.Where, false, true, At.Block, false, {}}, At, &S);
    Problem.transfer(E, S.Moved);
    R.Borrowed.transfer(E, S.Lent);
    if (R.Guarded.isSolved())
      R.Guarded.transfer(E, S.Locked);
    if (E.Where.isValid())
      note({E.Where, true, E.Kind != EventKind::Return, At.Block, false, {}},
           {At.Block, At.Index + 1}, &S);
  }

  /// `Next` is the event that follows the point.
  void note(OwnershipPoint Point, EventRef Next, const Now *S) {
    Point.Facts.resize(Out.Variables.size());
    Held.clear();
    if (Point.IsReached && R.Guarded.isSolved())
      Held = R.Guarded.held(S->Locked);
    for (size_t I = 0; Point.IsReached && I < Out.Variables.size(); ++I) {
      Current = &Point.Facts[I];
      find(Out.Variables[I], Next, *S);
      llvm::sort(*Current);
      Current->erase(std::unique(Current->begin(), Current->end()),
                     Current->end());
    }
    Out.Points.push_back(std::move(Point));
  }

  // What is true of one variable.

  void find(const OwnedVariable &V, EventRef Next, const Now &S) {
    if (V.IsAlias)
      return;
    const bool IsWhole = moves(V, S);
    if (!IsWhole && ownsValue(V.Place))
      Current->push_back({OwnershipKind::Owned});
    borrows(V, Next, S);
    threads(V, S);
    for (const HeldLock &H : Held)
      if (H.Must && (isLockOf(H.Lock, V) || H.Lock == V.Place ||
                     (H.Guard && H.Guard == V.Place)))
        Current->push_back({OwnershipKind::Guarded, acquired(H), H.Lock});
  }

  Span acquired(const HeldLock &H) const {
    return Locks::isEntry(H.Since)
               ? Span()
               : R.Blocks[H.Since.Block].Events[H.Since.Index].Where;
  }

  /// True where all of it may be moved.
  bool moves(const OwnedVariable &V, const Now &S) {
    bool IsWhole = false;
    for (PlaceId P = V.Place; P; P = Places[P].Parent) {
      const llvm::SmallVector<MoveHit, 2> Hits =
          R.Moves.movesReaching(P, S.Moved);
      auto TakesAll = [&](const MoveHit &Of) {
        return llvm::any_of(Hits, [&](const MoveHit &Hit) {
          return Hit.Site == Of.Site && Hit.Place == P;
        });
      };
      for (const MoveHit &Hit : Hits) {
        const bool IsAll = Hit.Place == P;
        if (!IsAll && (P != V.Place || TakesAll(Hit)))
          continue; // another part of the whole, or what goes with it
        const EventRef At = R.Moves.sites()[Hit.Site].Where;
        const Event &E = R.Blocks[At.Block].Events[At.Index];
        OwnershipFact F{!IsAll         ? OwnershipKind::PartlyMoved
                        : Hit.AlsoLive ? OwnershipKind::MaybeMoved
                                       : OwnershipKind::Moved,
                        E.Where, E.Other};
        F.Call = E.From;
        F.Part = IsAll ? PlaceId() : Hit.Place;
        IsWhole |= IsAll;
        Current->push_back(F);
      }
      if (IsWhole || !Places[P].Parent ||
          Places[P].Step.Kind != ProjectionKind::Field)
        break;
    }
    return IsWhole;
  }

  /// True for what is not only named here, through a reference or a pointer.
  bool ownsValue(PlaceId P) const {
    const PlaceTable::Node &Root = Places[Places.rootOf(P)];
    for (PlaceId Up = P; Places[Up].Parent; Up = Places[Up].Parent)
      if (Places[Up].Step.Kind == ProjectionKind::Deref ||
          Places[Up].Step.Kind == ProjectionKind::Element)
        return false;
    return Root.Root == RootKind::This || Root.Root == RootKind::Global ||
           !Root.IsReference;
  }

  /// True where what the variable points to is its own.
  bool ownsPointee(PlaceId P) const {
    const TypeId T = Places[P].Type;
    return Dropped.count(P) ||
           (Places[P].Parent && T && Prog.Types[T].IsClass &&
            !Prog.Types[T].IsView && !Prog.Types[T].IsCopyable);
  }

  /// True where who holds a loan of `Lent` borrows from the variable.
  bool isOf(PlaceId Lent, PlaceId Variable) const {
    if (!Places.isWithin(Lent, Variable))
      return Places.isWithin(Variable, Lent);
    for (PlaceId P = Lent; P != Variable; P = Places[P].Parent)
      if (Places[P].Step.Kind == ProjectionKind::Deref &&
          !ownsPointee(Variable))
        return false;
    return true;
  }

  void borrows(const OwnedVariable &V, EventRef Next, const Now &S) {
    const PlaceTable::Node &Root = Places[V.Place];
    if ((!Root.Parent && Root.Root == RootKind::Param && Root.IsReference) ||
        withoutReference(V.Place) != V.Place)
      Current->push_back({OwnershipKind::Borrows});
    for (auto [Holder, Held] : S.Lent.Held) {
      const Loan &L = R.Borrowed[Held];
      const PlaceId By = Places.rootOf(Holder);
      if (L.OfArgument || L.IsOwned || Handles.count(By) || !isNamed(Holder) ||
          !LastOf.isUsedFrom(By, Next))
        continue;
      if (By != Places.rootOf(V.Place) && isOf(L.Place, V.Place))
        Current->push_back({OwnershipKind::Borrowed, L.Where,
                            Places[By].Root == RootKind::This ? Holder : By});
      if (Places.isWithin(Holder, V.Place) && By != Places.rootOf(L.Place) &&
          isNamed(L.Place))
        Current->push_back({OwnershipKind::Borrows, L.Where, L.Place});
    }
  }

  bool isNamed(PlaceId P) const {
    const PlaceTable::Node &Root = Places[Places.rootOf(P)];
    return Root.Name || Root.Root == RootKind::This;
  }

  void threads(const OwnedVariable &V, const Now &S) {
    for (auto [Handle, Thread] : S.Lent.Running) {
      if (!S.Lent.Reading.count(Thread))
        continue;
      const SpawnedThread &T = R.Borrowed.threads()[Thread];
      auto IsLent = [&](uint32_t L) {
        return !R.Borrowed[L].OfArgument && isOf(R.Borrowed[L].Place, V.Place);
      };
      if (llvm::any_of(T.Loans, IsLent))
        Current->push_back({OwnershipKind::Shared,
                            R.Blocks[T.Where.Block].Events[T.Where.Index].Where,
                            Handle});
    }
  }

  const Program &Prog;
  Results &R;
  Body &B;
  llvm::ArrayRef<GuardPath> Guards;
  const PlaceTable &Places;
  LastUses LastOf;
  std::set<PlaceId> Dropped; ///< has a destructor that runs here
  std::set<PlaceId>
      Handles; ///< of threads, which tell more than that they hold a loan
  std::vector<HeldLock> Held; ///< at the point that is looked at
  std::vector<OwnershipFact> *Current = nullptr; ///< of one variable there
  BodyOwnership Out;
};

} // namespace

BodyOwnership holdfast::findOwnership(const Program &Prog, Results &R,
                                      llvm::ArrayRef<GuardPath> Guards) {
  return Finder(Prog, R, Guards).run();
}
