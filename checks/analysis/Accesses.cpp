//===- Accesses.cpp -------------------------------------------------------===//

#include "analysis/Accesses.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

/// More are cut: the caller then knows less.
static constexpr size_t MaxAccesses = 128, MaxSyncs = 8, MaxSteps = 6;

PlaceId holdfast::globalPlace(Body &B, SymbolId Name) {
  for (uint32_t I = 0; I < B.Places.size(); ++I)
    if (const PlaceTable::Node &N = B.Places[PlaceId(I)]; !N.Parent && N.Root == RootKind::Global && N.Name == Name)
      return PlaceId(I);
  return B.Places.makeRoot(RootKind::Global, Name, B.Places.size(), TypeId());
}

Accesses::Accesses(const Program &Prog, Results &R, const ReachOf &Callees)
    : Prog(Prog), R(R), B(R.Source), Callees(Callees) {
  scan();
}

void Accesses::scan() {
  for (uint32_t I = 0; I < R.Blocks.size(); ++I) {
    if (!R.Names.before(I))
      continue;
    Aliases::State Names = *R.Names.before(I);
    const Locks::State *Before = R.Guarded.before(I);
    Locks::State Taken = Before ? *Before : Locks::State();
    for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J) {
      const Event &E = R.Blocks[I].Events[J];
      if ((E.Kind == EventKind::Init || E.Kind == EventKind::Use) && E.Place && !E.IsFresh &&
          (E.Kind == EventKind::Init || E.Mode != UseKind::Read))
        Changed.insert(E.Place);
      const size_t Known = Found.size();
      if (E.Kind == EventKind::Call)
        LastCall = {I, J}, call(B.Calls[E.From.index()], LastCall, Names);
      else // what a call does, it does where it stands, and its own signals are not before it
        event(E, E.From && LastCall.Block == I ? LastCall : EventRef{I, J});
      if (Before && Found.size() > Known) {
        const std::set<PlaceId> Held = heldNow(Taken);
        for (size_t K = Known; K < Found.size(); ++K)
          Found[K].Held.insert(Held.begin(), Held.end());
      }
      R.Names.transfer(E, Names);
      if (Before)
        R.Guarded.transfer(E, Taken);
    }
  }
  dropReadsOfWrites();
}

std::set<PlaceId> Accesses::heldNow(const Locks::State &S) const {
  std::set<PlaceId> Out;
  for (const HeldLock &Each : R.Guarded.held(S))
    if (Each.Must && Each.Lock)
      Out.insert(Each.Lock);
  return Out;
}

/// `++x` reads and writes one place: the write says it all.
void Accesses::dropReadsOfWrites() {
  std::set<std::pair<PlaceId, EventRef>> Written;
  for (const Access &A : Found)
    if (A.IsWrite)
      Written.insert({A.Place, A.At});
  llvm::erase_if(Found, [&](const Access &A) {
    return !A.IsWrite && (Written.count({A.Place, A.At}) || Written.count({A.Place, {A.At.Block, A.At.Index + 1}}));
  });
}

bool Accesses::isData(PlaceId P) const {
  const PlaceTable::Node &Root = B.Places[B.Places.rootOf(P)];
  TypeId T = B.Places[P].Type;
  return T && Prog.Types[T].InThreads == Sharing::Data && !(Root.Root == RootKind::Global && Prog.Symbols.isPerThread(Root.Name));
}

/// A read or a write that the events themselves show.
void Accesses::event(const Event &E, EventRef At) {
  bool IsWrite = false;
  switch (E.Kind) {
  case EventKind::Join:
    for (PlaceId P : R.Moves.placesOf(E))
      Syncs.push_back({At, P, false, true});
    return;
  case EventKind::Use:
    if (E.Mode == UseKind::Ask)
      return;
    IsWrite = E.Mode != UseKind::Read;
    break;
  case EventKind::Init:
  case EventKind::Move:
    if (E.IsFresh && E.Kind == EventKind::Init)
      return;
    IsWrite = true;
    if (E.Kind == EventKind::Move && E.Other && !E.IsFresh && isData(E.Other))
      Found.push_back({At, E.Other, true, E.Where, B.Id, {}, {}, {}, {}, false});
    break;
  default: return;
  }
  if (E.MayNotHappen || !E.Place)
    return;
  if (E.From) { // what a callee does: rows say it, lists say it better than effects
    const Call &C = B.Calls[E.From.index()];
    const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
    if (Target && !Target->Row && Target->isLookedInto())
      return;
    if (Target && Target->Row && llvm::any_of(Target->Row->Effects, [](const Effect &Said) { return Said.Kind == EffectKind::RunsNow; }))
      return;
    if (!(Target && Target->Row) && IsWrite)
      return;
  }
  llvm::ArrayRef<PlaceId> Places = R.Moves.placesOf(E);
  if (Places.size() == 1 && isData(Places[0]))
    Found.push_back({At, Places[0], IsWrite, E.Where, B.Id, {}, {}, {}, {}, false});
}

void Accesses::sync(PlaceId P, EventRef At, const Aliases::State &Names, bool LastsOn) {
  for (PlaceId Q : R.Names.resolve(P, Names))
    Syncs.push_back({At, Q, LastsOn, false});
}

/// What is given to a callee may be what it waits for or signals. An object
/// that is made of it keeps it: a guard.
void Accesses::argumentSyncs(const Call &C, const Callee *Target, bool IsKnown, EventRef At, const Aliases::State &Names) {
  bool Makes = Target && Target->IsConstructor;
  auto Add = [&](PlaceId P, bool MayChange) {
    TypeId T = B.Places[P].Type;
    Sharing How = T ? Prog.Types[T].InThreads : Sharing::Orders;
    if (How == Sharing::Orders ? B.Places[B.Places.rootOf(P)].Root != RootKind::Temporary || B.Places[P].Parent : !IsKnown && MayChange && How != Sharing::Harmless)
      sync(P, At, Names, Makes);
  };
  if (C.Object.Place && !Makes)
    Add(C.Object.Place, C.Object.How != Passing::ConstReference);
  for (const Argument &A : C.Args) {
    if (!A.Place)
      continue;
    if (A.How == Passing::Pointer || A.How == Passing::ConstPointer)
      Add(B.Places.project(A.Place, {ProjectionKind::Deref, {}, 0, {}}), A.How == Passing::Pointer);
    else if (A.How != Passing::Value)
      Add(A.Place, A.How == Passing::Reference);
  }
}

void Accesses::call(const Call &C, EventRef At, const Aliases::State &Names) {
  const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
  if (Target && Target->Row) {
    argumentSyncs(C, Target, true, At, Names);
    for (const Effect &Said : Target->Row->Effects)
      if (Said.Kind == EffectKind::RunsNow && Said.Subject.Base >= 0 && size_t(Said.Subject.Base) < C.Args.size()) {
        PlaceId Closure = C.Args[Said.Subject.Base].Place;
        TypeId T = Closure ? B.Places[Closure].Type : TypeId();
        FunctionId F = T ? Prog.Types[T].CallOperator : FunctionId();
        if (const FunctionReach *Inner = F ? Callees(F) : nullptr)
          splice(*Inner, C, Closure, At, Names);
        else if (Closure)
          Syncs.push_back({At, PlaceId(), false, false});
      }
    return;
  }
  if (Target && Target->Body && !Target->MayDispatch) {
    if (const FunctionReach *Inner = Callees(Target->Body)) {
      splice(*Inner, C, C.Object.Place, At, Names);
      if (Target->IsConstructor)
        argumentSyncs(C, Target, true, At, Names);
      return;
    }
  }
  argumentSyncs(C, Target, false, At, Names);
  if (!Target || !Target->IsLibrary)
    Syncs.push_back({At, PlaceId(), false, false});
}

void Accesses::splice(const FunctionReach &Inner, const Call &C, PlaceId Object, EventRef At, const Aliases::State &Names) {
  auto PlacesOf = [&](const std::set<ReachPath> &Paths) {
    std::set<PlaceId> Out;
    for (const ReachPath &Each : Paths)
      Out.insert(placeOf(Each, C, Object, Names).value_or(PlaceId()));
    return Out;
  };
  // What the call itself waits for holds on both sides of what it runs.
  std::set<PlaceId> Own;
  for (const Sync &S : Syncs)
    if (S.At == At && !S.IsJoin)
      Own.insert(S.Place);
  for (const Reach &Each : Inner.Accesses) {
    if (Found.size() >= 4 * MaxAccesses)
      break;
    std::optional<PlaceId> P = placeOf(Each.Path, C, Object, Names);
    if (!P || !*P)
      continue;
    // Nobody else sees an object that is being made, or that of a static variable.
    if (C.Target && Prog.Callees[C.Target.index()].IsConstructor && C.Object.Place && B.Places.isWithin(*P, C.Object.Place))
      continue;
    Access A{At, *P, Each.IsWrite, Each.Where, Each.In, PlacesOf(Each.Before), PlacesOf(Each.After), PlacesOf(Each.Joined), PlacesOf(Each.Held), Each.IsChosen};
    A.Held.erase(PlaceId()); // a lock without a name here
    A.Before.insert(Own.begin(), Own.end());
    A.After.insert(Own.begin(), Own.end());
    Found.push_back(std::move(A));
  }
  for (PlaceId P : PlacesOf(Inner.Syncs))
    Syncs.push_back({At, P, false, false});
}

/// A callee's place in this body's words; none where there are none, or several.
std::optional<PlaceId> Accesses::placeOf(const ReachPath &Path, const Call &C, PlaceId Object,
                                         const Aliases::State &Names) const {
  PlaceId P;
  if (Path.Base == ReachPath::Global)
    P = globalPlace(B, Path.Name);
  else if (Path.Base == ReachPath::Object)
    P = Object;
  else if (Path.Base >= 0 && size_t(Path.Base) < C.Args.size())
    P = C.Args[Path.Base].Place;
  if (!P)
    return std::nullopt;
  for (const Projection &Step : Path.Steps)
    P = B.Places.project(P, Step, Prog.Symbols.type(Step.Name));
  Targets All = R.Names.resolve(P, Names);
  return All.size() == 1 ? std::optional(All[0]) : std::nullopt;
}

/// True where what `P` is reached through has another value than at the entry.
bool Accesses::isChanged(PlaceId P) const {
  for (; B.Places[P].Parent; P = B.Places[P].Parent)
    if (B.Places[P].Step.Kind == ProjectionKind::Deref && Changed.count(B.Places[P].Parent))
      return true;
  return false;
}

std::optional<ReachPath> Accesses::pathOf(PlaceId P) const {
  if (isChanged(P))
    return std::nullopt;
  ReachPath Path;
  bool IsBehindPointer = false;
  for (; B.Places[P].Parent; P = B.Places[P].Parent) {
    Projection Step = B.Places[P].Step;
    if (Step.Kind == ProjectionKind::Element && Step.IndexPlace)
      Step = {ProjectionKind::Element, {}, Projection::UnknownElement, {}};
    IsBehindPointer |= Step.Kind == ProjectionKind::Deref;
    Path.Steps.insert(Path.Steps.begin(), Step);
  }
  if (Path.Steps.size() > MaxSteps)
    return std::nullopt;
  const PlaceTable::Node &Root = B.Places[P];
  if (Root.Root == RootKind::This)
    Path.Base = ReachPath::Object;
  else if (Root.Root == RootKind::Param && (Root.IsReference || IsBehindPointer))
    Path.Base = int(Root.Ordinal);
  else if (Root.Root == RootKind::Global)
    Path.Base = ReachPath::Global, Path.Name = Root.Name;
  else
    return std::nullopt;
  return Path;
}

/// None for what is the body's own.
std::optional<ReachPath> Accesses::syncPathOf(PlaceId P) const {
  if (!P)
    return ReachPath();
  if (std::optional<ReachPath> Path = pathOf(P))
    return Path;
  PlaceId Root = B.Places.rootOf(P);
  bool IsOwn = !B.Places[Root].IsReference && !B.Places.leavesObject(P, Root) &&
               (B.Places[Root].Root == RootKind::Local || B.Places[Root].Root == RootKind::Param || B.Places[Root].Root == RootKind::Temporary);
  return IsOwn ? std::nullopt : std::optional(ReachPath());
}

/// Those that the caller can name.
std::set<ReachPath> Accesses::pathsOf(const std::set<PlaceId> &Places) const {
  std::set<ReachPath> Out;
  for (PlaceId P : Places)
    if (std::optional<ReachPath> Path = pathOf(P))
      Out.insert(*Path);
  return Out;
}

std::set<ReachPath> Accesses::syncPathsOf(const std::set<PlaceId> &Places) const {
  std::set<ReachPath> Out;
  for (PlaceId P : Places)
    if (std::optional<ReachPath> Path = syncPathOf(P))
      Out.insert(*Path);
  if (Out.size() > MaxSyncs)
    return {ReachPath()};
  return Out;
}

bool Accesses::reaches(EventRef From, EventRef To) const {
  if (From.Block == To.Block && From.Index < To.Index)
    return true;
  auto [It, New] = Reached.try_emplace(From.Block);
  if (New) {
    It->second.resize(R.Blocks.size());
    std::vector<uint32_t> Work{From.Block};
    while (!Work.empty()) {
      uint32_t At = Work.back();
      Work.pop_back();
      for (const Edge &E : R.Blocks[At].Successors)
        if (!It->second[E.To.index()]) {
          It->second[E.To.index()] = true;
          Work.push_back(E.To.index());
        }
    }
  }
  return It->second[To.Block];
}

std::set<PlaceId> Accesses::before(const Access &A, const When &Counts) const {
  std::set<PlaceId> Out = A.Before;
  for (const Sync &S : Syncs)
    if (!S.IsJoin && reaches(S.At, A.At) && (!Counts || Counts(S.At)))
      Out.insert(S.Place);
  return Out;
}

bool Accesses::isChosen(const Access &A) const {
  return A.IsChosen || llvm::any_of(Syncs, [&](const Sync &S) {
           return !S.IsJoin && S.Place && S.At.Block != A.At.Block && reaches(S.At, A.At);
         });
}

std::set<PlaceId> Accesses::joinedBefore(const Access &A) const {
  std::set<PlaceId> Out = A.Joined;
  for (const Sync &S : Syncs)
    if (S.IsJoin && reaches(S.At, A.At))
      Out.insert(S.Place);
  return Out;
}

std::set<PlaceId> Accesses::after(const Access &A, const When &Counts) const {
  std::set<PlaceId> Out = A.After;
  for (const Sync &S : Syncs)
    if (!S.IsJoin && ((S.LastsOn && reaches(S.At, A.At)) || (reaches(A.At, S.At) && (!Counts || Counts(S.At)))))
      Out.insert(S.Place);
  return Out;
}

std::set<PlaceId> Accesses::between(EventRef From, EventRef To) const {
  std::set<PlaceId> Out;
  for (const Sync &S : Syncs)
    if (!S.IsJoin && reaches(From, S.At) && reaches(S.At, To))
      Out.insert(S.Place);
  return Out;
}

FunctionReach Accesses::forCaller() const {
  FunctionReach Out;
  std::set<std::tuple<ReachPath, bool, Span>> Said;
  for (bool Writes : {true, false}) // what is cut is less than what is kept
    for (const Access &A : Found) {
      std::optional<ReachPath> Path = A.IsWrite == Writes ? pathOf(A.Place) : std::nullopt;
      if (!Path || Out.Accesses.size() >= MaxAccesses || !Said.insert({*Path, Writes, A.Where}).second)
        continue;
      Out.Accesses.push_back({*Path, Writes, A.Where, A.In, syncPathsOf(before(A)), syncPathsOf(after(A)), syncPathsOf(joinedBefore(A)), pathsOf(A.Held), isChosen(A)});
    }
  std::set<PlaceId> All;
  for (const Sync &S : Syncs)
    if (!S.IsJoin)
      All.insert(S.Place);
  Out.Syncs = syncPathsOf(All);
  return Out;
}
