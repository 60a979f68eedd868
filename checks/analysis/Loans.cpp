//===- Loans.cpp ----------------------------------------------------------===//

#include "analysis/Loans.h"

#include "dataflow/Solve.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

Loans::Loans(const Program &Prog, Body &B, llvm::ArrayRef<Block> Blocks, const MoveState &Names,
             std::function<bool(const Call &)> IsKnown)
    : Prog(Prog), B(B), Names(Names), IsKnown(std::move(IsKnown)) {
  bool IsAsked = false;
  for (uint32_t I = 0; I < Blocks.size(); ++I)
    for (uint32_t J = 0; J < Blocks[I].Events.size(); ++J)
      if (const Event &E = Blocks[I].Events[J]; E.Kind == EventKind::Spawn) {
        ThreadOf[&E] = uint32_t(Threads.size());
        Threads.push_back({{I, J}, {}, {}, {}, E.Other && Prog.drainedPart(B, E.Other)});
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

const Event *Loans::lateEnd(uint32_t T) const {
  const Event *First = nullptr; // in source order, whatever the addresses are
  for (const Event *E : LateEnds[T])
    if (!First || E->Where < First->Where)
      First = E;
  return First;
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

/// What is held in `From` is held by what `To` denotes, too. An element may
/// hold whatever its container does.
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
          Given.push_back({P, It->second});
      It = Keeps || IsContainer ? std::next(It) : Set->erase(It);
    }
    Set->insert(Given.begin(), Given.end());
  }
}

/// True for a holder that others have as well, such as an executor that was
/// given to this function: they may wait for what it runs.
bool Loans::isElsewhere(PlaceId Handle) const {
  const PlaceTable::Node &Root = B.Places[B.Places.rootOf(Handle)];
  return pointerBelow(Handle) || Root.Root == RootKind::Global || (Root.IsReference && Root.Root != RootKind::This);
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
    return IsWithin(H) && (JobsToo || !Threads[H.second].IsJob) && (!IsGiven || diesWith(H.first, P));
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

/// True where a join of `Handle` waits for the thread: it is held by it, by a
/// part of it or by what it is part of. A pool's jobs end with whatever of its
/// object is waited for: its threads, its condition variable.
bool Loans::isHolder(const Pair &Running, PlaceId Handle, bool IsWait) const {
  if (!Running.first)
    return false;
  return B.Places.compare(Running.first, Handle) != Relation::Disjoint ||
         (IsWait && Threads[Running.second].IsJob && B.Places.rootOf(Running.first) == B.Places.rootOf(Handle));
}

void Loans::end(PlaceId Handle, const Event *By, State &S) const {
  std::erase_if(S.Running, [&](const Pair &R) {
    if (!isHolder(R, Handle, By->Kind == EventKind::Join))
      return false;
    Ends[R.second].insert(By);
    if (By->Kind == EventKind::Join)
      LateEnds[R.second].insert(By);
    return true;
  });
}

/// Who has borrowed `From`, a latch that the thread counts down, say, has come
/// to its end. Nobody need hold that thread any more, if nobody does. Of an
/// unknown call it is believed where no other end can be seen.
std::set<uint32_t> Loans::sign(PlaceId From, const Event *By, State &S) const {
  auto Is = [&](PlaceId P) { return B.Places.compare(P, From) != Relation::Disjoint; };
  bool IsGlobal = By->Kind == EventKind::Join && B.Places[B.Places.rootOf(From)].Root == RootKind::Global;
  std::set<uint32_t> Done;
  std::erase_if(S.Running, [&](const Pair &R) {
    const SpawnedThread &T = Threads[R.second];
    bool IsLoose = T.IsJob || !R.first || isElsewhere(R.first);
    // What a closure does to globals is not told.
    bool IsOf = (IsGlobal && IsLoose) || llvm::any_of(T.Ran, Is) || llvm::any_of(T.Of, Is) ||
                llvm::any_of(T.Loans, [&](uint32_t L) { return !Known[L].OfArgument && Is(Known[L].Place); });
    if (!IsOf || (By->Kind != EventKind::Join && !IsLoose))
      return false;
    Done.insert(R.second);
    S.Reading.erase(R.second);
    Signs[R.second].insert(By);
    if (By->Kind == EventKind::Join)
      LateEnds[R.second].insert(By);
    return !R.first;
  });
  return Done;
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

std::set<PlaceId> Loans::handlesOf(const Event &E, const State &S) const {
  std::set<PlaceId> Out = denoted(Names.placesOf(E), S);
  if (E.OfDestructor && E.Kind == EventKind::Join)
    for (PlaceId P : Names.placesOf(E))
      addOwned(P, S, Out);
  return Out;
}

/// What a destructor ends of `owner[?]` it ends of the object that `new` has made
/// and that the owner, a smart pointer or a container of them, was given.
void Loans::addOwned(PlaceId P, const State &S, std::set<PlaceId> &Out) const {
  llvm::SmallVector<Projection, 4> Steps; // from the element down to `P`
  PlaceId Owner = P;
  auto IsElement = [](const Projection &Step) { return Step.Kind == ProjectionKind::Element && Step.Index == Projection::UnknownElement; };
  for (; B.Places[Owner].Parent && !IsElement(B.Places[Owner].Step); Owner = B.Places[Owner].Parent)
    Steps.push_back(B.Places[Owner].Step);
  if (!B.Places[Owner].Parent)
    return;
  Owner = B.Places[Owner].Parent;
  for (const Pair &H : S.Held) {
    if (!H.first || Known[H.second].OfArgument || (!B.Places.isWithin(Owner, H.first) && !B.Places.isWithin(H.first, Owner)))
      continue;
    PlaceId Made = Known[H.second].Place;
    if (B.Places[Made].Parent || B.Places[Made].Root != RootKind::Heap)
      continue;
    for (const Projection &Step : llvm::reverse(Steps))
      Made = B.Places.project(Made, Step, Prog.Symbols.type(Step.Name));
    Out.insert(Made);
  }
}

void Loans::enter(uint32_t Block, State &S) const {
  auto It = JoinedAtHead.find(Block);
  if (It == JoinedAtHead.end())
    return;
  for (auto [P, Join] : It->second) {
    std::set<PlaceId> Handles{P}; // and those that a container of pointers holds
    for (const Pair &H : S.Held)
      if (B.Places.compare(H.first, P) != Relation::Disjoint && !Known[H.second].OfArgument)
        Handles.insert(Known[H.second].Place);
    std::vector<Pair> Detached;
    const bool IsWait = Join->Kind == EventKind::Join;
    if (IsWait)
      for (PlaceId Q : Handles)
        for (uint32_t T : sign(Q, Join, S))
          if (!llvm::is_contained(SignHeadsOf[T], Block))
            SignHeadsOf[T].push_back(Block);
    std::erase_if(S.Running, [&, Join = Join](const Pair &R) {
      if (llvm::none_of(Handles, [&](PlaceId Q) { return isHolder(R, Q, IsWait); }))
        return false;
      LateEnds[R.second].insert(Join);
      if (Join->Kind == EventKind::Detach)
        Detached.push_back({PlaceId(), R.second});
      else if (!llvm::is_contained(HeadsOf[R.second], Block))
        HeadsOf[R.second].push_back(Block);
      return true;
    });
    S.Running.insert(Detached.begin(), Detached.end());
  }
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
        Threads[T].Of.insert(From.begin(), From.end());
    for (const Pair &H : S.Held) // an element may hold whatever its container does
      if (B.Places.isWithin(H.first, P) || (B.Places.isWithin(P, H.first) && (B.Places.isUnknownElement(P) || B.Places.hasIndexPlace(P))))
        Threads[T].Loans.insert(H.second);
  }
  reachFurther(Threads[T].Loans, S);
  if (!E.Other)
    S.Running.insert({PlaceId(), T});
  else
    for (PlaceId Handle : denoted({E.Other}, S))
      if (isTraceable(Handle))
        S.Running.insert({Handle, T});
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

void Loans::detach(const Event &E, State &S) const {
  std::vector<Pair> Given;
  for (PlaceId P : handlesOf(E, S))
    std::erase_if(S.Running, [&](const Pair &R) {
      bool Is = R.first && B.Places.compare(R.first, P) != Relation::Disjoint;
      if (Is) {
        Given.push_back({PlaceId(), R.second});
        LateEnds[R.second].insert(&E);
      }
      return Is;
    });
  S.Running.insert(Given.begin(), Given.end());
}

void Loans::assume(const Event &E, State &S) const {
  // `joinable()` said no, or the pointer to the thread is null.
  const Condition &C = B.Terms[E.Assumed];
  bool IsZero = (C.Op == Comparison::Equal) != E.Negated;
  if ((C.Op != Comparison::Equal && C.Op != Comparison::NotEqual) || C.Offset ||
      (C.Right && (B.Terms[C.Right].Kind != TermKind::Constant || B.Terms[C.Right].Constant)))
    return;
  for (const MovedAnswer &A : B.MovedAnswers)
    if (A.Question == C.Left && A.Answer == !IsZero)
      end(A.Object, &E, S);
}

void Loans::join(const Event &E, State &S) const {
  for (PlaceId P : handlesOf(E, S)) {
    bool IsHeld = llvm::any_of(S.Running, [&](const Pair &R) { return R.first && B.Places.compare(R.first, P) != Relation::Disjoint; });
    if (!E.IsOwn) {
      sign(P, &E, S);
      // A future of a promise or of a task: what it waits for runs elsewhere.
      if (!IsHeld)
        for (const Pair &H : std::set<Pair>(S.Held))
          if (B.Places.isWithin(H.first, P) && !Known[H.second].OfArgument) {
            sign(Known[H.second].Place, &E, S);
            end(Known[H.second].Place, &E, S);
          }
    }
    end(P, &E, S);
  }
}

/// A function that nobody has looked into may wait for the jobs of the object
/// that it is called on, or that it is given, or for a sign of theirs.
void Loans::unknownCall(const Event &E, State &S) const {
  const Call &C = B.Calls[E.From.index()];
  if (S.Reading.empty() || IsKnown(C))
    return;
  auto IsOpen = [](const Argument &A) { return A.How == Passing::Reference || A.How == Passing::Pointer; };
  if (C.Object.Place)
    mayWait(C.Object.Place, E, S);
  for (const Argument &A : C.Args)
    if (A.Place && IsOpen(A))
      mayWait(A.Place, E, S);
}

void Loans::mayWait(PlaceId Object, const Event &E, State &S) const {
  for (PlaceId P : denoted({Object}, S)) {
    sign(P, &E, S);
    for (const Pair &R : S.Running)
      if (Threads[R.second].IsJob && isHolder(R, P, false)) {
        S.Reading.erase(R.second);
        Signs[R.second].insert(&E);
      }
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
    if (!To && E.From) { // into the object, or into what is made of it
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
    if (E.Mode == UseKind::Write || E.Mode == UseKind::CallOn)
      reindex(E.Place, S);
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
    if (TypeId T = B.Places[E.Place].Type; HasJobs && T && Prog.Types[T].HidesDestructor)
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
