//===- Loans.cpp ----------------------------------------------------------===//

#include "analysis/Loans.h"

#include "dataflow/Solve.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

Loans::Loans(const Program &Prog, Body &B, llvm::ArrayRef<Block> Blocks, const MoveState &Names,
             std::function<bool(const Call &)> IsKnown, bool AllBorrows)
    : Prog(Prog), B(B), Names(Names), IsKnown(std::move(IsKnown)) {
  bool IsAsked = AllBorrows && !Blocks.empty();
  for (uint32_t I = 0; I < Blocks.size(); ++I)
    for (uint32_t J = 0; J < Blocks[I].Events.size(); ++J)
      if (const Event &E = Blocks[I].Events[J]; E.Kind == EventKind::Spawn) {
        ThreadOf[&E] = uint32_t(Threads.size());
        Threads.push_back({{I, J}, {}, {}, {}, {}, E.Other && Prog.drainedPart(B, E.Other)});
        Threads.back().IsPosted = E.Other && !Threads.back().IsJob && isGivenToExecutor(E);
        HasJobs |= Threads.back().IsJob || !E.Other || isElsewhere(E.Other);
        IsAsked = true;
      } else if (E.Kind == EventKind::Join || E.Kind == EventKind::Detach ||
                 E.Kind == EventKind::Abandon) {
        IsAsked = true;
        HasJobs |= E.Kind == EventKind::Detach;
      }
  if (!IsAsked)
    return;
  Ends.resize(Threads.size());
  Signs.resize(Threads.size());
  SignHeadsOf.resize(Threads.size());
  HeadsOf.resize(Threads.size());
  LateEnds.resize(Threads.size());
  findJoiningLoops(Blocks);
  Before = solveForward<State>(Blocks, *this);
}

/// True where a row's function gives the closure to something that was there
/// before: it makes no handle.
bool Loans::isGivenToExecutor(const Event &Spawn) const {
  const Call *By = Spawn.From ? &B.Calls[Spawn.From.index()] : nullptr;
  const Callee *Target = By && By->Target ? &Prog.Callees[By->Target.index()] : nullptr;
  return Target && Target->Row && !Target->IsConstructor && !By->Made && Spawn.Other != By->Result;
}

/// True where what is moved is the closure that a context will run: the context
/// holds it, not the timer that has handed it on.
bool Loans::isPostedBy(const Event &Move, const Call &By) const {
  const Callee *Target = By.Target ? &Prog.Callees[By.Target.index()] : nullptr;
  return Target && Target->Row && llvm::any_of(Target->Row->Effects, [&](const Effect &E) {
           return E.Kind == EffectKind::Spawns && E.May && E.Subject.Base >= 0 && size_t(E.Subject.Base) < By.Args.size() &&
                  By.Args[size_t(E.Subject.Base)].Place == Move.Place;
         });
}

/// A strand, an executor or a timer hands on to the context that it was made of.
std::set<PlaceId> Loans::executorsBehind(PlaceId Handle, const State &S) const {
  std::set<PlaceId> Out, Seen{Handle};
  std::vector<PlaceId> Work{Handle};
  while (!Work.empty()) {
    const PlaceId P = Work.back();
    Work.pop_back();
    bool IsLast = true;
    for (const Pair &H : S.Held)
      if (H.first == P && !Known[H.second].OfArgument) {
        IsLast = false;
        if (Seen.insert(Known[H.second].Place).second)
          Work.push_back(Known[H.second].Place);
      }
    if (IsLast)
      Out.insert(P);
  }
  auto IsCopy = [&](PlaceId P) { return P != Handle && B.Places[B.Places.rootOf(P)].Root == RootKind::Temporary; };
  if (!llvm::all_of(Out, IsCopy)) // of an executor, on the way
    std::erase_if(Out, IsCopy);
  return Out;
}

Loans::State Loans::entry() const {
  State S;
  for (PlaceId P : B.Params)
    if (P)
      S.Held.insert({P, loanOf({P, Span(), true, false})});
  return S;
}

bool Loans::join(State &Into, const State &From) const {
  size_t Held = Into.Held.size(), Running = Into.Running.size(), Reading = Into.Reading.size();
  Into.Held.insert(From.Held.begin(), From.Held.end());
  Into.Running.insert(From.Running.begin(), From.Running.end());
  Into.Reading.insert(From.Reading.begin(), From.Reading.end());
  return Into.Held.size() != Held || Into.Running.size() != Running || Into.Reading.size() != Reading;
}

uint32_t Loans::loanOf(Loan L) const {
  auto [It, New] = LoanIds.try_emplace({L.Place, L.Where}, uint32_t(Known.size()));
  if (New)
    Known.push_back(L);
  return It->second;
}

/// The pointer through which `P` is reached, or invalid.
PlaceId Loans::pointerBelow(PlaceId P) const {
  for (; B.Places[P].Parent; P = B.Places[P].Parent)
    if (B.Places[P].Step.Kind == ProjectionKind::Deref)
      return B.Places[P].Parent;
  return PlaceId();
}

/// True for what only smart pointers reach: what std::make_shared has made, or
/// the object as std::shared_from_this gives it.
bool Loans::isOwned(PlaceId P, PlaceId Pointer) const {
  PlaceId Below = pointerBelow(P);
  return Below && (Below == Pointer || Below == B.This);
}

bool Loans::diesWith(PlaceId Place, PlaceId Owner) const {
  if (!B.Places.isWithin(Place, Owner))
    return false;
  for (; Place != Owner; Place = B.Places[Place].Parent)
    if (B.Places[Place].Step.Kind == ProjectionKind::Deref) {
      TypeId T = B.Places[B.Places[Place].Parent].Type;
      if (!T || Prog.Types[T].IsHandle || B.Places[Place].Step.Index == 1)
        return false;
    }
  return true;
}

/// True where the path from `Owner` to `P` leads through a member that is a reference.
bool Loans::isReferredTo(PlaceId P, PlaceId Owner) const {
  for (; P && P != Owner; P = B.Places[P].Parent)
    if (B.Places[P].Step.Kind == ProjectionKind::Deref && B.Places[P].Step.Index == 1)
      return true;
  return false;
}

/// The part of `To` that is what `Part` is of `From`, where the one may be a copy
/// of the other; else `To`. Only what lies in the object itself: no path grows.
PlaceId Loans::partOfCopy(PlaceId Part, PlaceId From, PlaceId To) const {
  const TypeId T = B.Places[From].Type;
  const bool IsCopy = T && T == B.Places[To].Type && !B.Places.leavesObject(Part, From);
  return IsCopy ? B.Places.rebase(Part, From, To) : To;
}

/// What is held in `From` is held by what `To` denotes, too: by the same part
/// where that is a copy of it. An element may hold whatever its container does.
void Loans::give(PlaceId From, PlaceId To, bool Keeps, State &S) const {
  if (!To || From == To)
    return;
  std::set<PlaceId> Into = denoted({To}, S);
  for (std::set<Pair> *Set : {&S.Held, &S.Running}) {
    std::vector<Pair> Given;
    for (auto It = Set->begin(); It != Set->end();) {
      bool IsPart = It->first && B.Places.isWithin(It->first, From);
      bool IsContainer = It->first && !IsPart && B.Places.isWithin(From, It->first) && B.Places.isUnknownElement(From);
      if (!IsPart && !IsContainer) {
        ++It;
        continue;
      }
      for (PlaceId P : Into)
        if (Set == &S.Held || isTraceable(P))
          Given.push_back({IsPart ? partOfCopy(It->first, From, P) : P, It->second});
      It = Keeps || IsContainer ? std::next(It) : Set->erase(It);
    }
    Set->insert(Given.begin(), Given.end());
  }
}

/// False for a reference that may denote anything: who joins the thread that is
/// given to it cannot be told.
bool Loans::isTraceable(PlaceId Handle) const {
  const PlaceTable::Node &Root = B.Places[B.Places.rootOf(Handle)];
  return !Root.IsReference || Root.Root == RootKind::Param || Root.Root == RootKind::This;
}

void Loans::drop(PlaceId P, bool JobsToo, State &S) const {
  auto IsWithin = [&](const Pair &H) { return H.first && B.Places.isWithin(H.first, P); };
  std::erase_if(S.Held, IsWithin);
  // What a closure that was given by value only refers to is the caller's.
  const bool IsGiven = B.Places[B.Places.rootOf(P)].Root == RootKind::Param;
  std::erase_if(S.Running, [&](const Pair &H) {
    // Nor does an executor die with who has a reference to it.
    const bool IsOthers = Threads[H.second].IsPosted && isReferredTo(H.first, P);
    return IsWithin(H) && !IsOthers && (JobsToo || !Threads[H.second].IsJob) && (!IsGiven || diesWith(H.first, P));
  });
}

/// What is moved into a container of threads may be one of its elements, which
/// are what its destructor ends.
PlaceId Loans::elementOf(PlaceId Object) const {
  if (TypeId T = B.Places[Object].Type)
    for (const auto &[Step, Part] : Prog.Types[T].DropParts)
      if (Step.Kind == ProjectionKind::Element)
        return B.Places.project(Object, Step, Part);
  return Object;
}

/// With a new index, what was `threads[i]` is some element.
void Loans::reindex(PlaceId Index, State &S) const {
  for (std::set<Pair> *Set : {&S.Held, &S.Running}) {
    std::vector<Pair> Given;
    for (auto It = Set->begin(); It != Set->end();) {
      PlaceId P = It->first;
      if (!P || !B.Places.isIndexedBy(P, Index)) {
        ++It;
        continue;
      }
      while (!(B.Places[P].Step.Kind == ProjectionKind::Element && B.Places[P].Step.IndexPlace == Index))
        P = B.Places[P].Parent;
      Given.push_back({B.Places.project(B.Places[P].Parent, {ProjectionKind::Element, {}, Projection::UnknownElement, {}}), It->second});
      It = Set->erase(It);
    }
    Set->insert(Given.begin(), Given.end());
  }
}

/// A pointer to an element that is changed in place points to any of them now.
void Loans::step(PlaceId Pointer, State &S) const {
  std::vector<Pair> Given;
  std::erase_if(S.Held, [&](const Pair &H) {
    const Loan Each = Known[H.second];
    if (H.first != Pointer || Each.OfArgument || B.Places[Each.Place].Step.Kind != ProjectionKind::Element || !B.Places[Each.Place].Parent)
      return false;
    Loan Any = Each;
    Any.Place = B.Places.project(B.Places[Each.Place].Parent, {ProjectionKind::Element, {}, Projection::UnknownElement, {}}, B.Places[Each.Place].Type);
    Given.push_back({Pointer, loanOf(Any)});
    return true;
  });
  S.Held.insert(Given.begin(), Given.end());
}

std::set<PlaceId> Loans::denoted(llvm::ArrayRef<PlaceId> Places, const State &S) const {
  std::set<PlaceId> Out;
  for (PlaceId P : Places) {
    PlaceId Pointer = B.Places[B.Places.rootOf(P)].IsReference ? B.Places.rootOf(P) : pointerBelow(P);
    bool IsKnown = false;
    if (Pointer)
      for (const Pair &H : S.Held)
        if (H.first == Pointer && !Known[H.second].OfArgument)
          Out.insert(Known[H.second].Place), IsKnown = true;
    if (!IsKnown)
      Out.insert(P);
  }
  return Out;
}

void Loans::spawn(const Event &E, State &S) const {
  uint32_t T = ThreadOf.lookup(&E);
  S.Reading.insert(T);
  const Call *By = E.From ? &B.Calls[E.From.index()] : nullptr;
  if (By && By->Target && !Prog.Callees[By->Target.index()].Row) {
    // A helper may have given the thread, as its sign, what the helper was given.
    if (By->Object.Place)
      Threads[T].Of.insert(By->Object.Place);
    for (const Argument &A : By->Args)
      if (A.Place && A.How != Passing::Value)
        Threads[T].Of.insert(A.Place);
  }
  for (PlaceId P : denoted(Names.placesOf(E), S)) {
    Threads[T].Ran.insert(P);
    for (const auto &[To, From] : CameFrom)
      if (B.Places.isWithin(To, P))
        Threads[T].From.insert(From.begin(), From.end());
    for (const Pair &H : S.Held) // an element may hold whatever its container does
      if (B.Places.isWithin(H.first, P) || (B.Places.isWithin(P, H.first) && (B.Places.isUnknownElement(P) || B.Places.hasIndexPlace(P))))
        Threads[T].Loans.insert(H.second);
  }
  reachFurther(Threads[T].Loans, S);
  if (!E.Other)
    S.Running.insert({PlaceId(), T});
  else
    for (PlaceId Handle : denoted({E.Other}, S))
      if (!Threads[T].IsPosted) {
        if (isTraceable(Handle))
          S.Running.insert({Handle, T});
      } else
        for (PlaceId Executor : E.MayNotHappen ? executorsBehind(Handle, S) : std::set<PlaceId>{Handle}) {
          S.Running.insert({isTraceable(Executor) ? followed(Executor, S) : Executor, T});
          if (!isTraceable(Executor)) // nobody joins an executor like a thread of its own
            noteGivers(Executor, T, S);
        }
}

/// The place `P` under the name of what the outer pointers on its path point to:
/// `(*p).context` is `s.context` where `p` is what an operator-> has made of `s`.
PlaceId Loans::followed(PlaceId P, const State &S) const {
  for (PlaceId Target = P; B.Places[Target].Parent; Target = B.Places[Target].Parent) {
    if (B.Places[Target].Step.Kind != ProjectionKind::Deref)
      continue;
    std::set<PlaceId> Ends;
    for (const Pair &H : S.Held)
      if (H.first == B.Places[Target].Parent && !Known[H.second].OfArgument)
        Ends.insert(Known[H.second].Place);
    if (Ends.size() == 1 && !B.Places.isWithin(*Ends.begin(), Target))
      return B.Places.rebase(P, Target, *Ends.begin());
  }
  return P;
}

/// Who has given the executor, which nobody has a name for, may wait for it.
void Loans::noteGivers(PlaceId Executor, uint32_t T, const State &S) const {
  llvm::SmallVector<PlaceId, 4> Givers;
  for (const Call &Each : B.Calls) {
    if (Each.Result != B.Places.rootOf(Executor))
      continue;
    Givers.push_back(Each.Object.Place);
    for (const Argument &A : Each.Args)
      Givers.push_back(A.Place);
  }
  llvm::erase_if(Givers, [](PlaceId P) { return !P; });
  for (PlaceId P : denoted(Givers, S))
    Threads[T].Of.insert(P);
}

/// What is made by `new` or std::make_shared, and reached by pointers alone, goes
/// with them: what it borrows is borrowed by who has the pointer.
void Loans::reachFurther(std::set<uint32_t> &Loans, const State &S) const {
  std::vector<uint32_t> Work(Loans.begin(), Loans.end());
  while (!Work.empty()) {
    const Loan Made = Known[Work.back()];
    Work.pop_back();
    if (Made.OfArgument || !(Made.IsOwned || B.Places[B.Places.rootOf(Made.Place)].Root == RootKind::Heap))
      continue;
    for (const Pair &H : S.Held)
      if (H.first && B.Places.isWithin(H.first, Made.Place) && Loans.insert(H.second).second)
        Work.push_back(H.second);
  }
}

void Loans::transfer(const Event &E, State &S) const {
  switch (E.Kind) {
  case EventKind::Borrow:
    for (PlaceId P : Names.placesOf(E)) {
      PlaceId Pointer = pointerBelow(P);
      bool IsKnown = false;
      std::vector<Pair> Given;
      if (Pointer)
        for (const Pair &H : S.Held)
          if (B.Places.isWithin(H.first, Pointer) && !Known[H.second].OfArgument)
            Given.push_back({E.Other, H.second}), IsKnown = true;
      S.Held.insert(Given.begin(), Given.end());
      if (!IsKnown)
        S.Held.insert({E.Other, loanOf({P, E.Where, false, isOwned(P, E.Other)})});
    }
    return;
  case EventKind::Flow:
    for (PlaceId P : denoted({E.Place}, S))
      give(P, E.Other, true, S);
    return;
  case EventKind::Move: {
    PlaceId To = E.Other;
    if (!To && E.From && !isPostedBy(E, B.Calls[E.From.index()])) { // into the object, or into what is made of it
      const Call &By = B.Calls[E.From.index()];
      To = By.Object.Place && By.Object.How != Passing::ConstReference ? By.Object.Place : By.Result;
    }
    for (PlaceId P : denoted(Names.placesOf(E), S)) {
      if (To && P != To)
        CameFrom[To].insert(P);
      if (!E.Other && To)
        give(P, elementOf(To), true, S);
      give(P, To, E.MayNotHappen || !To, S);
    }
    return;
  }
  case EventKind::Init:
    reindex(E.Place, S);
    if (!E.MayNotHappen && Names.placesOf(E).size() == 1)
      drop(Names.placesOf(E)[0], false, S);
    return;
  case EventKind::StorageDead: drop(E.Place, true, S); return;
  case EventKind::Use:
    if (E.Mode == UseKind::Write || E.Mode == UseKind::CallOn) {
      reindex(E.Place, S);
      step(E.Place, S);
    }
    // A copy of an argument that is kept: a pointer pushed into a vector.
    if (E.Mode == UseKind::Read && E.From) {
      const Call &By = B.Calls[E.From.index()];
      const Callee *Target = By.Target ? &Prog.Callees[By.Target.index()] : nullptr;
      if (Target && Target->Row && By.Object.Place && By.Object.How != Passing::ConstReference)
        for (PlaceId P : denoted(Names.placesOf(E), S))
          if (P != By.Object.Place) {
            CameFrom[By.Object.Place].insert(P);
            give(P, By.Object.Place, true, S);
          }
    }
    return;
  case EventKind::Spawn: return spawn(E, S);
  case EventKind::Join: return join(E, S);
  case EventKind::Abandon:
    for (PlaceId P : Names.placesOf(E))
      std::erase_if(S.Running, [&](const Pair &R) {
        bool Is = R.first && B.Places.isWithin(R.first, P);
        if (Is)
          Ends[R.second].insert(&E);
        return Is;
      });
    return;
  case EventKind::Detach: return detach(E, S);
  case EventKind::Assume: return assume(E, S);
  case EventKind::Call:
    if (HasJobs)
      unknownCall(E, S);
    return;
  case EventKind::Drop: // a destructor that nobody has looked into may wait
    // for threads; one owner of several does not.
    if (TypeId T = B.Places[E.Place].Type; HasJobs && T && Prog.Types[T].HidesDestructor && Prog.Types[T].Crosses != Crossing::Shares)
      mayWait(E.Place, E, S);
    return;
  case EventKind::Acquire:
  case EventKind::Release:
  case EventKind::Wait:
  case EventKind::Need:
  case EventKind::Invalidate:
  case EventKind::Escape:
  case EventKind::Return:
  case EventKind::Suspend: return;
  }
}
