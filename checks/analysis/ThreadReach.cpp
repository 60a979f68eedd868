//===- ThreadReach.cpp ----------------------------------------------------===//

#include "analysis/ThreadReach.h"

#include "analysis/Origins.h"
#include "analysis/Paths.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

/// How deep calls are followed, and for how many functions of a unit.
static constexpr unsigned MaxDepth = 6, MaxFunctions = 400;

const FunctionReach *ReachTable::of(FunctionId F) {
  if (!F || F.index() >= Prog.Bodies.size())
    return nullptr;
  auto [It, New] = Lists.try_emplace(F);
  if (!New)
    return It->second.get();
  Body &B = Prog.Bodies[F.index()];
  if (B.Blocks.empty() || B.IsCoroutine || Depth >= MaxDepth || Made >= MaxFunctions) {
    if (Depth >= MaxDepth)
      Lists.erase(It); // asked from nearer, there may be an answer
    return nullptr;
  }
  ++Depth;
  ++Made;
  Results R(Prog, B, Known, true);
  auto List = std::make_unique<FunctionReach>(Accesses(Prog, R, Ask).forCaller());
  --Depth;
  return (Lists[F] = std::move(List)).get();
}

ThreadReach::ThreadReach(const Program &Prog, Results &R, ReachTable &Table)
    : Prog(Prog), R(R), B(R.Source), Table(Table) {
  if (R.Borrowed.threads().empty())
    return;
  std::vector<std::pair<EventRef, uint32_t>> Starts;
  R.Borrowed.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Loans::State &Now) {
    if (E.Kind == EventKind::Spawn) {
      for (uint32_t T = 0; T < R.Borrowed.threads().size(); ++T)
        if (R.Borrowed.threads()[T].Where == At) {
          startThread(T, E, Now);
          Starts.push_back({At, T});
        }
    }
    note(At, E, Now);
  });
  if (OfThread.empty())
    return;
  Own = std::make_unique<Accesses>(Prog, R, Table.callees());
  for (const Sync &S : Own->syncs())
    if (!S.IsJoin && RunningAt.count(S.At))
      Signals.insert(S.Place);
  for (auto &[T, List] : OfThread)
    for (const Access &A : List)
      for (const std::set<PlaceId> *Set : {&A.Before, &A.After})
        Signals.insert(Set->begin(), Set->end());
  for (auto &[T, List] : OfThread) {
    for (const Access &A : Own->all())
      if (!R.Borrowed.threads()[T].IsJob && runsAt(T, A.At) && !isJoinedIn(T, A)) {
        auto Meanwhile = [&, T = T](EventRef At) { return runsAt(T, At); };
        Access Mine = A;
        Mine.Before = Own->before(A, Meanwhile);
        Mine.After = Own->after(A, Meanwhile);
        meet(T, std::nullopt, A.At, {Mine});
      }
    for (auto [At, U] : Starts)
      if (OfThread.count(U) && runsAt(T, At)) {
        std::vector<Access> Theirs = OfThread[U];
        std::set<PlaceId> Between = Own->between(R.Borrowed.threads()[T].Where, At);
        for (Access &A : Theirs)
          A.Before.insert(Between.begin(), Between.end());
        meet(T, U, At, Theirs);
      }
  }
}

void ThreadReach::note(EventRef At, const Event &E, const Loans::State &Now) {
  if (E.Kind != EventKind::Spawn && E.Kind != EventKind::Call && E.Kind != EventKind::Use &&
      E.Kind != EventKind::Init && E.Kind != EventKind::Move)
    return;
  for (auto [Handle, Thread] : Now.Running)
    if (Now.Reading.count(Thread))
      RunningAt[At][Thread].insert(Handle);
}

bool ThreadReach::runsAt(uint32_t Thread, EventRef At) const {
  auto It = RunningAt.find(At);
  return It != RunningAt.end() && It->second.count(Thread);
}

/// True where the callee that has the access may join the thread before.
bool ThreadReach::isJoinedIn(uint32_t Thread, const Access &A) const {
  for (PlaceId Handle : RunningAt.at(A.At).at(Thread))
    for (PlaceId P : A.Joined)
      if (!P || (Handle && B.Places.compare(Handle, P) != Relation::Disjoint))
        return true;
  return false;
}

/// True where a row says that another thread surely runs it. What a function of
/// the user's does with it may be a queue, which one thread empties in turn;
/// that may be the spawner's own.
bool ThreadReach::isOwnThread(const Event &E) const {
  const Call *C = E.From ? &B.Calls[E.From.index()] : nullptr;
  return C && !E.MayNotHappen && C->Target && Prog.Callees[C->Target.index()].Row &&
         (C->Made || llvm::any_of(Prog.Callees[C->Target.index()].Row->Effects, [](const Effect &Said) {
           return Said.Kind == EffectKind::Spawns;
         }));
}

/// True for a job of a pool whose threads a loop has started, and that is not
/// known to be made for one thread.
bool ThreadReach::isJobOfMany(uint32_t Thread, const Event &E) const {
  const DrainedMember *By = nullptr;
  return R.Borrowed.threads()[Thread].IsJob && !E.MayNotHappen && E.Other && Prog.drainedPart(B, E.Other, &By) &&
         By->ByMany && !mayBeSerial(E.Other);
}

/// True but where the pool that has the queue is seen to be made, and never with
/// a 1, which may be the number of its threads: in this body; where it is a
/// member, by a constructor that makes that very member; else any pool of its class.
bool ThreadReach::mayBeSerial(PlaceId Queue) const {
  auto IsMaker = [&](const Call &C) { return C.Object.Place && C.Target && Prog.Callees[C.Target.index()].IsConstructor; };
  auto HasOne = [](const Body &Of, const Call &C) {
    return llvm::any_of(C.Args, [&](const Argument &A) {
      return A.Value && Of.Terms[A.Value].Kind == TermKind::Constant && Of.Terms[A.Value].Constant == 1;
    });
  };
  std::set<TypeId> Owners;
  PlaceId Below; // the place one step nearer to the queue
  SymbolId Member;
  for (PlaceId P = Queue; P; Below = P, P = B.Places[P].Parent) {
    for (const Call &C : B.Calls)
      if (IsMaker(C) && C.Object.Place == P)
        return HasOne(B, C);
    const PlaceTable::Node &N = B.Places[P];
    const bool IsPart = Below && B.Places[Below].Step.Kind != ProjectionKind::Deref;
    if (N.Parent && N.Step.Kind == ProjectionKind::Field && IsPart && !Member && N.Type && Prog.Types[N.Type].IsClass)
      Member = N.Step.Name;
    else if (N.Type)
      Owners.insert(N.Type);
  }
  bool IsMade = false;
  for (const Body &Each : Prog.Bodies)
    for (const Call &C : Each.Calls) {
      if (!IsMaker(C))
        continue;
      const PlaceTable::Node &Made = Each.Places[C.Object.Place];
      const bool IsMember = Member && Made.Parent && Made.Step.Kind == ProjectionKind::Field && Made.Step.Name == Member;
      if (!IsMember && !Owners.count(Made.Type))
        continue;
      if (HasOne(Each, C))
        return true;
      IsMade |= IsMember || !Member;
    }
  return !IsMade;
}

/// The list of what the thread does, in this body's words.
void ThreadReach::startThread(uint32_t Thread, const Event &E, const Loans::State &Now) {
  std::optional<Started> S = isOwnThread(E) || isJobOfMany(Thread, E) ? startedBy(Thread, E, Now) : std::nullopt;
  const FunctionReach *Does = S ? Table.of(S->Function) : nullptr;
  if (!Does)
    return;
  if (S->Object && S->IsCopied)
    Closures[Thread] = S->Function;
  auto PlacesOf = [&](const std::set<ReachPath> &Paths) {
    std::set<PlaceId> Out;
    for (const ReachPath &Each : Paths)
      Out.insert(map(Each, *S, Now).value_or(PlaceId()));
    return Out;
  };
  std::vector<Access> &List = OfThread[Thread];
  for (const Reach &Each : Does->Accesses)
    if (std::optional<PlaceId> P = map(Each.Path, *S, Now); P && *P)
      List.push_back({R.Borrowed.threads()[Thread].Where, *P, Each.IsWrite, Each.Where, Each.In, PlacesOf(Each.Before), PlacesOf(Each.After), {}, PlacesOf(Each.Held), Each.IsChosen});
}

/// What a Spawn runs: a closure, or a function by its name or address with the
/// arguments that the same call spawns along; or what std::bind has put together.
std::optional<ThreadReach::Started> ThreadReach::startedBy(uint32_t Thread, const Event &E, const Loans::State &Now) const {
  Started S;
  S.Thread = Thread;
  const Call *With = E.From ? &B.Calls[E.From.index()] : nullptr;
  PlaceId Behind = E.Place;
  PlaceId Named = E.Place;
  for (const auto &[Holder, L] : Now.Held)
    if (Holder == E.Place && B.Places[R.Borrowed[L].Place].Root == RootKind::Global)
      Named = R.Borrowed[L].Place;
  if (B.Places[Named].Root == RootKind::Global && !B.Places[Named].Parent)
    if (auto It = Prog.Functions.find(B.Places[Named].Name); It != Prog.Functions.end())
      S.Function = It->second;
  if (std::optional<Runnable> Runs = S.Function ? std::nullopt : findRunnable(Prog, B, R.Blocks, E.Place)) {
    S.Function = Runs->Function;
    S.Object = Runs->Closure;
    if (Runs->With)
      With = Runs->With, Behind = Runs->Closure;
  }
  if (!S.Function || !With)
    return std::nullopt;
  bool IsAfter = false;
  for (const Argument &A : With->Args) {
    if (IsAfter)
      S.Args.push_back(A.Place);
    IsAfter |= A.Place == Behind;
  }
  const Body &Runs = Prog.Bodies[S.Function.index()];
  if (!S.Object && Runs.This) { // a member function: its object comes first
    if (S.Args.empty() || !S.Args[0])
      return std::nullopt;
    TypeId T = B.Places[S.Args[0]].Type;
    bool IsPointer = T && (Prog.Types[T].IsHandle || Prog.Types[T].IsReferenceWrapper);
    S.Object = IsPointer ? pointee(S.Args[0], S, Now) : PlaceId();
    S.IsCopied = false;
    S.Args.erase(S.Args.begin());
    if (!S.Object)
      return std::nullopt;
  }
  return S;
}

/// What a pointer of the spawner's points to when the thread starts.
PlaceId ThreadReach::pointee(PlaceId Pointer, const Started &S, const Loans::State &Now) const {
  PlaceId Out;
  for (const auto &[Holder, L] : Now.Held) {
    if (Holder != Pointer)
      continue;
    const Loan &Held = R.Borrowed[L];
    PlaceId P = Held.Place;
    if (Held.OfArgument) { // a copy of a parameter: it points to what that points to
      TypeId T = B.Places[P].Type;
      if (B.Places[P].IsReference || !T || !Prog.Types[T].IsHandle)
        return PlaceId();
      P = B.Places.project(P, {ProjectionKind::Deref, {}, 0, {}});
    }
    if (Out && Out != P)
      return PlaceId();
    Out = P;
  }
  return Out ? Out : lentThrough(Pointer, S.Thread);
}

/// The same, where the closure that had the pointer has gone into another value:
/// what it was bound to, anywhere, and the thread still holds.
PlaceId ThreadReach::lentThrough(PlaceId Pointer, uint32_t Thread) const {
  PlaceId Out;
  for (const Block &Each : R.Blocks)
    for (const Event &E : Each.Events) {
      if (E.Kind != EventKind::Borrow || E.Other != Pointer)
        continue;
      for (PlaceId P : R.Moves.placesOf(E)) {
        bool IsHeld = llvm::any_of(R.Borrowed.threads()[Thread].Loans, [&](uint32_t L) { return R.Borrowed[L].Place == P; });
        if (!IsHeld || (Out && Out != P))
          return PlaceId();
        Out = P;
      }
    }
  return Out;
}

/// The place some steps from `P`; none for what is the thread's own copy.
std::optional<PlaceId> ThreadReach::follow(PlaceId P, bool IsOwn, llvm::ArrayRef<Projection> Steps,
                                           const Started &S, const Loans::State &Now) const {
  for (const Projection &Step : Steps) {
    if (IsOwn && Step.Kind == ProjectionKind::Deref) {
      P = pointee(P, S, Now);
      if (!P)
        return std::nullopt;
      IsOwn = false;
      continue;
    }
    P = B.Places.project(P, Step, Prog.Symbols.type(Step.Name));
  }
  return IsOwn ? std::nullopt : std::optional(P);
}

std::optional<PlaceId> ThreadReach::map(const ReachPath &Path, const Started &S, const Loans::State &Now) const {
  if (Path.Base == ReachPath::Global)
    return follow(globalPlace(B, Path.Name), false, Path.Steps, S, Now);
  if (Path.Base == ReachPath::Object)
    return S.Object ? follow(S.Object, S.IsCopied, Path.Steps, S, Now) : std::nullopt;
  if (Path.Base < 0 || size_t(Path.Base) >= S.Args.size() || !S.Args[Path.Base])
    return std::nullopt;
  PlaceId P = S.Args[Path.Base];
  const Body &Runs = Prog.Bodies[S.Function.index()];
  PlaceId Param = size_t(Path.Base) < Runs.Params.size() ? Runs.Params[Path.Base] : PlaceId();
  if (Param && Runs.Places[Param].IsReference) {
    TypeId T = B.Places[P].Type;
    if (!T || !Prog.Types[T].IsReferenceWrapper)
      return std::nullopt; // to the thread's own copy
    P = pointee(P, S, Now);
    return P ? follow(P, false, Path.Steps, S, Now) : std::nullopt;
  }
  return follow(P, true, Path.Steps, S, Now);
}

/// One place, or one part of the other that is not reached through a pointer
/// and is no element: a vector and its elements are different things.
bool ThreadReach::isShared(PlaceId X, PlaceId Y) const {
  switch (B.Places.compare(X, Y)) {
  case Relation::Equal: return !B.Places.isUnknownElement(X) && !B.Places.hasIndexPlace(X);
  case Relation::Inside: return !B.Places.leavesObject(X, Y) && !B.Places.isUnknownElement(X) && !B.Places.hasIndexPlace(X);
  case Relation::Contains: return !B.Places.leavesObject(Y, X) && !B.Places.isUnknownElement(Y) && !B.Places.hasIndexPlace(Y);
  case Relation::Disjoint:
  case Relation::MayOverlap: return false;
  }
  return false;
}

bool ThreadReach::mayMatch(const std::set<PlaceId> &Signalled, const std::set<PlaceId> &Awaited) const {
  for (PlaceId X : Signalled)
    for (PlaceId Y : Awaited)
      if (!X || !Y || B.Places.compare(X, Y) != Relation::Disjoint)
        return true;
  return false;
}

/// True where one may be known to have happened when the other does.
bool ThreadReach::isOrdered(const Access &X, const Access &Y) const {
  return mayMatch(X.After, Y.Before) || mayMatch(Y.After, X.Before);
}

/// True where one lock is held at both: then they are never at the same time.
static bool holdOneLock(const Access &X, const Access &Y) {
  return llvm::any_of(X.Held, [&](PlaceId P) { return P && Y.Held.count(P); });
}

/// A place that is also given to what may order threads is no plain data.
bool ThreadReach::isSignal(PlaceId P) const {
  return llvm::any_of(Signals, [&](PlaceId S) { return S && B.Places.isWithin(P, S) && !B.Places.leavesObject(P, S); });
}

void ThreadReach::meet(uint32_t Thread, std::optional<uint32_t> Other, EventRef At, const std::vector<Access> &Theirs) {
  for (const Access &X : OfThread[Thread]) // its writes come first
    for (const Access &Y : Theirs)
      if ((X.IsWrite || Y.IsWrite) && !(X.IsChosen && X.Where == Y.Where) && isShared(X.Place, Y.Place) && !isSignal(X.Place) && !isSignal(Y.Place) &&
          !holdOneLock(X, Y) && !isOrdered(X, Y) &&
          mayMeet(R, Thread, At, X.Place) && mayMeet(R, Thread, At, Y.Place))
        Found.push_back({Thread, X, Other, Y});
}

bool ThreadReach::isRepeated(uint32_t Thread, EventRef At) const {
  return Own && Own->reaches(At, R.Borrowed.threads()[Thread].Where);
}
