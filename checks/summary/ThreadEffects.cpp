//===- ThreadEffects.cpp --------------------------------------------------===//

#include "summary/ThreadEffects.h"

#include "summary/CallerPath.h"

using namespace holdfast;

/// True for what may hold a pointer or a thread: classes and pointers.
bool ThreadEffects::mayPoint(PlaceId P) const {
  TypeId T = B.Places[P].Type;
  return T && (Prog.Types[T].IsHandle || Prog.Types[T].IsClass);
}

/// Something of an argument's goes into the object, the result or another
/// argument.
void ThreadEffects::noteStored(PlaceId From, PlaceId To, bool IsMove) {
  if (To && B.Places[B.Places.rootOf(From)].Root == RootKind::Param && mayPoint(From) && callerPath(B, From, true) &&
      callerPath(B, To, false, true))
    (IsMove ? Moved : Copied).insert({From, To});
}

bool ThreadEffects::mayRunHere(uint32_t Thread) const {
  EventRef At = R.Borrowed.threads()[Thread].Where;
  return R.Blocks[At.Block].Events[At.Index].MayNotHappen;
}

void ThreadEffects::noteReturn(const Loans::State &Threads, const Aliases::State &Names) {
  for (auto [Handle, Thread] : Threads.Running)
    for (uint32_t L : R.Borrowed.threads()[Thread].Loans)
      if (R.Borrowed[L].OfArgument)
        Spawned.insert({B.Places[R.Borrowed[L].Place].Ordinal, Handle, mayRunHere(Thread)});
  // An argument by value that has gone into what the caller sees, however.
  for (auto [Holder, L] : Threads.Held)
    if (PlaceId P = R.Borrowed[L].Place; R.Borrowed[L].OfArgument && P != Holder && !callerPath(B, P))
      noteStored(P, Holder, true);
  for (const auto &[Pointer, Targets] : Names)
    if (Pointer != B.Return && Targets.size() == 1 && callerPath(B, Pointer, false, true))
      if (auto Target = callerPath(B, Targets[0]); Target && Target->Base >= 0)
        Borrowed.insert({Targets[0], Pointer});
}

void ThreadEffects::note(const Event &E, const Loans::State &Threads, const Aliases::State &Names) {
  switch (E.Kind) {
  case EventKind::Join: {
    std::set<PlaceId> Handles = R.Borrowed.handlesOf(E, Threads);
    Joined.insert(Handles.begin(), Handles.end());
    return;
  }
  case EventKind::Detach: {
    std::set<PlaceId> Handles = R.Borrowed.handlesOf(E, Threads);
    Detached.insert(Handles.begin(), Handles.end());
    return;
  }
  case EventKind::Move:
    for (PlaceId P : R.Moves.placesOf(E))
      noteStored(P, E.Other, true);
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
    std::optional<EffectPath> Subject = callerPath(B, P, true);
    if (!Subject || Out.Effects.size() >= MaxEffects)
      return;
    Effect E;
    E.Kind = Kind;
    E.Subject = *Subject;
    E.Target = std::move(Target);
    Out.Effects.push_back(std::move(E));
  };
  // First, while the argument still holds what the thread runs with.
  for (auto [Parameter, Handle, MayRunHere] : Spawned) {
    Effect E;
    E.Kind = EffectKind::Spawns;
    E.May = MayRunHere;
    E.Subject.Base = int(Parameter);
    if (!Handle)
      E.Detached = true;
    else if (std::optional<EffectPath> Path = callerPath(B, Handle, false, true))
      E.Target = *Path;
    else
      continue; // held by a local: ended by now
    if (Out.Effects.size() < MaxEffects)
      Out.Effects.push_back(std::move(E));
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
  for (PlaceId P : Joined)
    Add(EffectKind::Joins, P);
  for (PlaceId P : Detached)
    if (!Joined.count(P))
      Add(EffectKind::Detaches, P);
}
