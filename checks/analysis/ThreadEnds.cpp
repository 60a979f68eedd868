//===- ThreadEnds.cpp - what ends a thread, or may --------------------------===//
//
// A part of Loans (Loans.h): which threads a Join, a Detach, a loop's head or a
// tested answer is about, and which of them have given their sign, as far as
// events tell: they run on, but read no more what they borrow.
//
// It errs towards ends: where an unknown function may wait, it is taken to.
//
//===----------------------------------------------------------------------===//

#include "analysis/Loans.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

const Event *Loans::lateEnd(uint32_t T) const {
  const Event *First = nullptr; // in source order, whatever the addresses are
  for (const Event *E : LateEnds[T])
    if (!First || E->Where < First->Where)
      First = E;
  return First;
}

/// True for a holder that others have as well, such as an executor that was
/// given to this function: they may wait for what it runs.
bool Loans::isElsewhere(PlaceId Handle) const {
  const PlaceTable::Node &Root = B.Places[B.Places.rootOf(Handle)];
  return pointerBelow(Handle) || Root.Root == RootKind::Global || (Root.IsReference && Root.Root != RootKind::This);
}

/// True where a join of `Handle` waits for the thread: it is held by it, by a
/// part of it or by what it is part of; or both are something that nobody has a
/// name for, which may be the same. A pool's jobs end with whatever of its
/// object is waited for: its threads, its condition variable.
bool Loans::isHolder(const Pair &Running, PlaceId Handle, bool IsWait) const {
  if (!Running.first)
    return false;
  return B.Places.compare(Running.first, Handle) != Relation::Disjoint ||
         (IsWait && !isTraceable(Running.first) && !isTraceable(Handle)) ||
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
    // The end of the closure, or of what was moved into it, waits for nothing.
    bool IsOf = (IsGlobal && IsLoose) || llvm::any_of(T.Of, Is) ||
                (By->Kind == EventKind::Call && R.first && R.first != From && B.Places.isWithin(R.first, From)) ||
                (By->Kind != EventKind::Drop && (llvm::any_of(T.Ran, Is) || llvm::any_of(T.From, Is))) ||
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
    if (!E.IsOwn && !IsHeld)
      endBehind(P, &E, S);
  }
}

/// A context that is run here, and that nothing was posted to by its name, is
/// perhaps the one of a strand or a timer that others have made.
void Loans::endBehind(PlaceId Context, const Event *By, State &S) const {
  const TypeId T = B.Places[Context].Type;
  std::erase_if(S.Running, [&](const Pair &R) {
    const bool IsOfObject = R.first && B.Places[B.Places.rootOf(R.first)].Root == RootKind::This;
    if (!R.first || !Threads[R.second].IsPosted || (!IsOfObject && !isElsewhere(R.first)) || B.Places[R.first].Type == T)
      return false;
    Ends[R.second].insert(By);
    LateEnds[R.second].insert(By);
    return true;
  });
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
