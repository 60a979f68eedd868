//===- Locks.cpp ----------------------------------------------------------===//

#include "analysis/Locks.h"

#include "dataflow/Solve.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

Locks::Locks(const Program &Prog, Body &B, llvm::ArrayRef<Block> Blocks, const MoveState &Names)
    : Prog(Prog), B(B), Names(Names) {
  auto IsOfLocks = [](const Event &E) { return E.Kind == EventKind::Acquire || E.Kind == EventKind::Release; };
  if (Blocks.empty() || (B.Required.empty() && llvm::none_of(Blocks, [&](const Block &Each) { return llvm::any_of(Each.Events, IsOfLocks); })))
    return;
  Sites.push_back({EntrySite, 0});
  CallOf.push_back(CallId());
  for (uint32_t I = 0; I < Blocks.size(); ++I)
    for (uint32_t J = 0; J < Blocks[I].Events.size(); ++J)
      if (const Event &E = Blocks[I].Events[J]; IsOfLocks(E) || E.Kind == EventKind::Drop || E.Kind == EventKind::Move) {
        SiteOf[&E] = uint32_t(Sites.size());
        Sites.push_back({I, J});
        CallOf.push_back(E.From);
      }
  Before = solveForward<State>(Blocks, *this);
}

Locks::State Locks::entry() const {
  State S;
  for (const RequiredLock &Each : B.Required)
    S.Facts.insert({Each.Lock, Was::Held, 0, Each.Shared, PlaceId()});
  return S;
}

bool Locks::join(State &Into, const State &From) const {
  const size_t Before = Into.Facts.size() + Into.Bindings.size() + Into.Open.size();
  auto Mentions = [](const State &S, PlaceId Lock) {
    auto It = S.Facts.lower_bound(Fact{Lock, Was::AtEntry, 0, false, PlaceId()});
    return It != S.Facts.end() && It->Lock == Lock;
  };
  std::vector<Fact> Missing;
  auto NoteMissing = [&](const State &Here, const State &There) {
    for (const Fact &F : Here.Facts)
      if (!Mentions(There, F.Lock))
        Missing.push_back({F.Lock, Was::AtEntry, 0, false, PlaceId()});
  };
  NoteMissing(Into, From);
  NoteMissing(From, Into);
  Into.Facts.insert(From.Facts.begin(), From.Facts.end());
  Into.Facts.insert(Missing.begin(), Missing.end());
  Into.Bindings.insert(From.Bindings.begin(), From.Bindings.end());
  Into.Open.insert(From.Open.begin(), From.Open.end());
  return Into.Facts.size() + Into.Bindings.size() + Into.Open.size() != Before;
}

void Locks::unwind(llvm::ArrayRef<Block> Blocks, uint32_t From, State &S) const {
  const auto Next = llvm::find_if(Blocks[From].Successors, [](const Edge &E) { return E.Kind == EdgeKind::Normal; });
  if (Next == Blocks[From].Successors.end())
    return;
  bool IsCalled = false;
  for (const Event &E : Blocks[Next->To.index()].Events) {
    if (IsCalled && E.Kind != EventKind::Release)
      return;
    if (IsCalled)
      transfer(E, S);
    IsCalled |= E.Kind == EventKind::Call;
  }
}

std::set<const Event *> Locks::endsOf(const Fact &F, llvm::ArrayRef<Block> Blocks) const {
  std::set<const Event *> Out;
  forEachEvent(Blocks, [&](EventRef, const Event &E, const State &Now) {
    for (const Fact &Here : factsOf(F.Lock, Now)) {
      if (Here.Is != F.Is || Here.Site != F.Site) // by whichever guard
        continue;
      State Alone = Now;
      put(Here, Alone);
      transfer(E, Alone);
      std::vector<Fact> Left = factsOf(F.Lock, Alone);
      if (Left.size() != 1 || Left[0].Is != F.Is || Left[0].Site != F.Site)
        Out.insert(&E);
    }
  });
  return Out;
}

std::vector<Locks::Fact> Locks::factsOf(PlaceId Lock, const State &S) const {
  std::vector<Fact> Out;
  for (const Fact &F : S.Facts)
    if (F.Lock == Lock)
      Out.push_back(F);
  if (Out.empty())
    Out.push_back({Lock, Was::AtEntry, 0, false, PlaceId()});
  return Out;
}

std::vector<HeldLock> Locks::held(const State &S) const {
  std::vector<HeldLock> Out;
  for (const Fact &F : S.Facts) {
    if (F.Is != Was::Held)
      continue;
    if (!Out.empty() && Out.back().Lock == F.Lock) {
      Out.back().Shared |= F.Shared;
      continue;
    }
    HeldLock H{F.Lock, true, F.Shared, F.Guard, Sites[F.Site]};
    for (const Fact &Other : factsOf(F.Lock, S))
      H.Must &= Other.Is == Was::Held;
    Out.push_back(H);
  }
  return Out;
}

std::vector<PlaceId> Locks::locksOf(PlaceId P, const State &S) const {
  std::vector<PlaceId> Out;
  for (const Binding &Each : S.Bindings)
    if (Each.Guard == P)
      Out.push_back(Each.Lock);
  if (Out.empty())
    Out.push_back(P);
  return Out;
}

std::vector<PlaceId> Locks::locksOf(const Event &E, const State &S) const {
  std::vector<PlaceId> Out;
  for (PlaceId P : Names.placesOf(E))
    llvm::append_range(Out, locksOf(P, S));
  return Out;
}

bool Locks::isOne(const Event &E, const State &S) const {
  std::vector<PlaceId> Of = locksOf(E, S);
  return !E.MayNotHappen && Of.size() == 1 && Of[0] && !B.Places.isUnknownElement(Of[0]);
}

bool Locks::locksOnce(PlaceId Lock) const {
  TypeId T = Lock ? B.Places[Lock].Type : TypeId();
  return T && Prog.Types[T].LocksOnce;
}

bool Locks::isReachedThroughPointer(PlaceId P) const {
  for (; B.Places[P].Parent; P = B.Places[P].Parent)
    if (B.Places[P].Step.Kind == ProjectionKind::Deref || B.Places[P].Step.Kind == ProjectionKind::Element)
      return true;
  return B.Places[P].IsReference && B.Places[P].Root != RootKind::This;
}

bool Locks::leavesAsItWas(const Event &E, PlaceId Lock, const State &S) const {
  return E.IsRestored && llvm::all_of(factsOf(Lock, S), [](const Fact &F) { return F.Is == Was::AtEntry; });
}
