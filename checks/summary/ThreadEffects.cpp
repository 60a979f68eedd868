//===- ThreadEffects.cpp --------------------------------------------------===//

#include "summary/ThreadEffects.h"

#include "summary/CallerPath.h"

using namespace holdfast;

/// True for what may hold a pointer or a thread: classes and pointers.
bool ThreadEffects::mayPoint(PlaceId P) const {
  TypeId T = B.Places[P].Type;
  return T && (Prog.Types[T].IsHandle || Prog.Types[T].IsClass);
}

/// The caller's path of a handle, which is also what holds its OpenMP tasks.
std::optional<EffectPath> ThreadEffects::handlePath(PlaceId Handle, bool IsSubject) const {
  const PlaceTable::Node &Root = B.Places[B.Places.rootOf(Handle)];
  const bool IsOfTasks = Root.Root == RootKind::Global && Root.Name && Root.Name == Prog.Tasks;
  return callerPath(B, Handle, IsSubject, !IsSubject, IsOfTasks);
}

/// Something of an argument's goes into the object, the result or another
/// argument.
void ThreadEffects::noteStored(PlaceId From, PlaceId To, bool IsMove) {
  if (To && B.Places[B.Places.rootOf(From)].Root == RootKind::Param && mayPoint(From) && callerPath(B, From, true) &&
      callerPath(B, To, false, true))
    (IsMove ? Moved : Copied).insert({From, To});
}

/// What the call that the event belongs to puts a value into, where its row does
/// not name it: some element of the object. Asked for only where threads drain
/// such an object.
PlaceId ThreadEffects::keeperOf(const Event &E) const {
  if (E.Other || !E.From || Prog.Drained.empty())
    return E.Other;
  const Call &By = B.Calls[E.From.index()];
  const Callee *Target = By.Target ? &Prog.Callees[By.Target.index()] : nullptr;
  if (!Target || !Target->Row || Target->IsConstructor || !By.Object.Place || By.Object.How == Passing::ConstReference)
    return PlaceId();
  return R.Source.Places.project(By.Object.Place, {ProjectionKind::Element, {}, Projection::UnknownElement, {}});
}

bool ThreadEffects::mayRunHere(uint32_t Thread) const {
  EventRef At = R.Borrowed.threads()[Thread].Where;
  return R.Blocks[At.Block].Events[At.Index].MayNotHappen;
}

/// True where the result points to something that the thread has: the future of
/// a task.
bool ThreadEffects::isAwaitedByResult(uint32_t Thread, const Loans::State &Threads) const {
  const SpawnedThread &T = R.Borrowed.threads()[Thread];
  auto IsOfThread = [&](PlaceId P) {
    auto Is = [&](PlaceId Q) { return B.Places.compare(P, Q) != Relation::Disjoint; };
    return llvm::any_of(T.Ran, Is) || llvm::any_of(T.From, Is) || llvm::any_of(T.Of, Is) || llvm::any_of(T.Loans, [&](uint32_t L) { return Is(R.Borrowed[L].Place); });
  };
  return B.Return && llvm::any_of(Threads.Held, [&](const Loans::Pair &H) {
    return B.Places.isWithin(H.first, B.Return) && IsOfThread(R.Borrowed[H.second].Place);
  });
}

/// True where a thread that is not the object's own borrows `P`, which only the
/// caller knows the end of.
bool ThreadEffects::isLent(PlaceId P, PlaceId Handle) const {
  const PlaceTable::Node &Root = B.Places[P];
  if (Root.Parent || !Root.IsReference || !Handle)
    return false;
  return Root.Root == RootKind::This ? !B.Places.isWithin(Handle, P) || isElsewhere(Handle)
                                     : Root.Root == RootKind::Param && !B.TakesTemporaries[Root.Ordinal];
}

/// True where the path leaves its object through a reference or a pointer.
bool ThreadEffects::isElsewhere(PlaceId Handle) const {
  for (; B.Places[Handle].Parent; Handle = B.Places[Handle].Parent)
    if (B.Places[Handle].Step.Kind == ProjectionKind::Deref)
      return true;
  return false;
}

/// True for a handle that the caller sees as the result, through a reference, or
/// as what a closure captures. An object's own is its destructor's to end.
bool ThreadEffects::isLeft(PlaceId Handle) const {
  if (B.Return && B.Places.isWithin(Handle, B.Return))
    return true;
  if (!callerPath(B, Handle))
    return false;
  bool IsCaptured = false;
  for (PlaceId P = Handle; B.Places[P].Parent; P = B.Places[P].Parent) {
    if (B.Places[P].Step.Kind == ProjectionKind::Field)
      return false;
    IsCaptured |= B.Places[P].Step.Kind == ProjectionKind::Capture;
  }
  return IsCaptured ? isElsewhere(Handle) : B.Places[B.Places.rootOf(Handle)].Root == RootKind::Param;
}

/// True where no path to the end leaves out what puts a thread into the handle.
bool ThreadEffects::isSurelyGiven(PlaceId Handle) const {
  auto Gives = [&](const Event &E) {
    return (E.Kind == EventKind::Spawn || E.Kind == EventKind::Move) && E.Other &&
           (B.Places.isWithin(E.Other, Handle) || B.Places.isWithin(Handle, E.Other));
  };
  std::vector<uint32_t> Open{0};
  std::set<uint32_t> Seen{0};
  while (!Open.empty()) {
    const Block &At = R.Blocks[Open.back()];
    Open.pop_back();
    if (llvm::any_of(At.Events, Gives))
      continue;
    if (llvm::any_of(At.Events, [](const Event &E) { return E.Kind == EventKind::Return; }))
      return false;
    for (const Edge &To : At.Successors)
      if (Seen.insert(To.To.index()).second)
        Open.push_back(To.To.index());
  }
  return true;
}

void ThreadEffects::noteReturn(const Loans::State &Threads, const Aliases::State &Names) {
  std::set<PlaceId> Here;
  for (auto [Handle, Thread] : Threads.Running)
    if (Handle && isLeft(Handle))
      Here.insert(B.Return && B.Places.isWithin(Handle, B.Return) ? B.Return : Handle);
  if (!Left)
    Left = std::move(Here);
  else
    std::erase_if(*Left, [&](PlaceId P) { return !Here.count(P); });
  for (auto [Handle, Thread] : Threads.Running)
    for (uint32_t L : R.Borrowed.threads()[Thread].Loans)
      if (R.Borrowed[L].OfArgument && Threads.Reading.count(Thread)) {
        uint32_t Parameter = B.Places[R.Borrowed[L].Place].Ordinal;
        Spawned.insert({Parameter, Handle, mayRunHere(Thread)});
        if (R.Borrowed.threads()[Thread].IsJob && isAwaitedByResult(Thread, Threads))
          Awaited.insert(Parameter);
      }
  for (auto [Handle, Thread] : Threads.Running)
    if (Threads.Reading.count(Thread))
      for (uint32_t L : R.Borrowed.threads()[Thread].Loans)
        if (const Loan &Each = R.Borrowed[L]; !Each.OfArgument && !Each.IsOwned && isLent(Each.Place, Handle))
          Lent.insert({Each.Place, Handle});
  // An argument by value that has gone into what the caller sees, however. A
  // pointer is only copied.
  auto IsTaken = [&](PlaceId P) { return !B.Places[P].Type || !Prog.Types[B.Places[P].Type].IsKeptByMove; };
  for (auto [Holder, L] : Threads.Held)
    if (PlaceId P = R.Borrowed[L].Place; R.Borrowed[L].OfArgument && P != Holder && !callerPath(B, P))
      noteStored(P, Holder, IsTaken(P));
  // What a part of the result points to, and where a parameter's parts point now.
  for (const auto &[Pointer, Targets] : Names) {
    auto Path = Pointer != B.Return && Targets.size() == 1 ? callerPath(B, Pointer, false, true) : std::nullopt;
    auto Target = Path ? callerPath(B, Targets[0]) : std::nullopt;
    if (Target && (Target->Base >= 0 || (Target->Base == EffectPath::Object && Path->Base == EffectPath::Result)))
      Borrowed.insert({Targets[0], Pointer});
  }
}

void ThreadEffects::note(const Event &E, const Loans::State &Threads, const Aliases::State &Names) {
  switch (E.Kind) {
  case EventKind::Join: {
    if (E.IsOwn && B.Places[B.Places.rootOf(E.Place)].Root == RootKind::This)
      return; // an assignment ends what was there before it
    std::set<PlaceId> Handles = R.Borrowed.handlesOf(E, Threads);
    Joined.insert(Handles.begin(), Handles.end());
    for (PlaceId P : Handles) { // what the pointer that was given points to may have a type where that has none
      const TypeId T = B.Places[P].Type ? B.Places[P].Type : B.Places[E.Place].Type;
      if (!E.OfSign && (!T || Prog.Types[T].mayHoldThread() || Prog.Types[T].HidesDestructor))
        OfThreads.insert(P);
    }
    return;
  }
  case EventKind::Detach: {
    std::set<PlaceId> Handles = R.Borrowed.handlesOf(E, Threads);
    Detached.insert(Handles.begin(), Handles.end());
    return;
  }
  case EventKind::Move:
    for (PlaceId P : R.Moves.placesOf(E))
      noteStored(P, keeperOf(E), true);
    return;
  case EventKind::Use: // a copy that is pushed
    if (E.Mode == UseKind::Read && E.From && !Prog.Drained.empty() && B.Places[B.Places.rootOf(E.Place)].Root == RootKind::Param)
      noteStored(E.Place, keeperOf(E), false);
    return;
  case EventKind::Flow:
    for (PlaceId P : R.Moves.placesOf(E))
      noteStored(P, E.Other, false);
    return;
  case EventKind::Return: noteReturn(Threads, Names); return;
  default: return;
  }
}

void ThreadEffects::appendTo(CallEffects &Out) const {
  auto Add = [&](EffectKind Kind, PlaceId P, EffectPath Target = {EffectPath::None, {}}) {
    std::optional<EffectPath> Subject = Kind == EffectKind::Joins ? handlePath(P, true) : callerPath(B, P, true);
    if (!Subject || Out.Effects.size() >= MaxEffects)
      return;
    Effect E;
    E.Kind = Kind;
    E.Subject = *Subject;
    E.Target = std::move(Target);
    E.OfSign = Kind == EffectKind::Joins && !OfThreads.count(P);
    Out.Effects.push_back(std::move(E));
  };
  // What still runs in the end was started after what was joined.
  for (PlaceId P : Joined)
    Add(EffectKind::Joins, P);
  for (PlaceId P : Detached)
    if (!Joined.count(P))
      Add(EffectKind::Detaches, P);
  // Before the moves, while the argument still holds what the thread runs with.
  for (auto [Parameter, Handle, MayRunHere] : Spawned) {
    Effect E;
    E.Kind = EffectKind::Spawns;
    E.May = MayRunHere;
    E.Subject.Base = int(Parameter);
    if (!Handle)
      E.Detached = true;
    else if (std::optional<EffectPath> Path = handlePath(Handle, false))
      E.Target = *Path;
    else
      continue; // held by a local: ended by now
    if (Out.Effects.size() < MaxEffects)
      Out.Effects.push_back(std::move(E));
  }
  // With nothing of the caller's: only that it runs.
  auto IsSaid = [&](PlaceId Holder) {
    auto IsIn = [&](PlaceId P) { return P && B.Places.isWithin(P, Holder); };
    return (Holder == B.Return && !Spawned.empty()) ||
           llvm::any_of(Lent, [&](const auto &Each) { return IsIn(Each.second); }) ||
           llvm::any_of(Spawned, [&](const auto &Each) { return IsIn(std::get<1>(Each)); });
  };
  for (PlaceId Holder : Left.value_or(std::set<PlaceId>()))
    if (!IsSaid(Holder) && (Holder == B.Return || isSurelyGiven(Holder)) && Out.Effects.size() < MaxEffects) {
      Effect E;
      E.Kind = EffectKind::Spawns;
      E.Subject.Base = EffectPath::Result;
      E.Target = *callerPath(B, Holder, false, true);
      Out.Effects.push_back(std::move(E));
    }
  for (auto [P, Handle] : Lent)
    if (std::optional<EffectPath> Path = handlePath(Handle, false); Path && Out.Effects.size() < MaxEffects) {
      Add(EffectKind::Spawns, P, *Path);
      Out.Effects.back().OfReferent = true;
    }
  for (auto [From, To] : Copied)
    Add(EffectKind::Flows, From, *callerPath(B, To, false, true));
  for (auto [From, To] : Moved) {
    EffectPath Subject = *callerPath(B, From, true), Target = *callerPath(B, To, false, true);
    bool IsSaid = false;
    for (Effect &E : Out.Effects)
      if (E.Kind == EffectKind::Moves && E.Subject == Subject)
        E.Target = Target, IsSaid = true;
    if (!IsSaid && !callerPath(B, From)) // an argument by value: nobody else speaks of it
      Add(EffectKind::Moves, From, Target);
  }
  for (auto [From, To] : Borrowed) {
    Effect E;
    E.Kind = EffectKind::Borrows;
    E.Subject = *callerPath(B, To, false, true);
    E.Target = *callerPath(B, From);
    if (Out.Effects.size() < MaxEffects)
      Out.Effects.push_back(std::move(E));
  }
  for (uint32_t Parameter : Awaited) {
    Effect E;
    E.Kind = EffectKind::Borrows;
    E.Subject.Base = EffectPath::Result;
    E.Target.Base = int(Parameter);
    if (Out.Effects.size() < MaxEffects)
      Out.Effects.push_back(std::move(E));
  }
}
