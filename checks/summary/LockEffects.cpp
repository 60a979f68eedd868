//===- LockEffects.cpp ----------------------------------------------------===//

#include "summary/LockEffects.h"

#include "summary/CallerPath.h"

using namespace holdfast;

void LockEffects::note(const Event &E, const Locks::State &Now) {
  if (E.Kind == EventKind::Return) {
    std::optional<bool> Truth;
    if (E.Value && B.Terms[E.Value].Kind == TermKind::Constant)
      Truth = B.Terms[E.Value].Constant != 0;
    Returns.push_back({Now, Truth});
    return;
  }
  if (E.Kind != EventKind::Acquire && E.Kind != EventKind::Release)
    return;
  // What asserts that a lock is held changes nothing.
  if (E.How == Taking::Deferred || E.How == Taking::Disowned || (E.How == Taking::Adopted && !E.Other))
    return;
  for (PlaceId Lock : R.Guarded.locksOf(E, Now)) {
    if (!Lock || B.Places.isUnknownElement(Lock))
      continue;
    Known &K = Of[Lock];
    const bool Takes = E.Kind == EventKind::Acquire && E.How != Taking::Adopted;
    K.Shared |= Takes && E.How == Taking::Shared;
    if (R.Guarded.leavesAsItWas(E, Lock, Now)) {
      K.Restored = true;
      continue;
    }
    for (const Locks::Fact &F : R.Guarded.factsOf(Lock, Now))
      if (R.Guarded.isAsAtEntry(F))
        (Takes ? K.TakenFirst : K.GivenFirst) = true;
  }
}

/// What is true of a lock where the body returns.
void LockEffects::finish(PlaceId Lock, Known &K) const {
  for (const auto &[Now, Truth] : Returns)
    for (const Locks::Fact &F : R.Guarded.factsOf(Lock, Now)) {
      const bool IsAlone = R.Guarded.isAsAtEntry(F), IsHeld = !IsAlone && F.Is == Locks::Was::Held;
      K.LeftHeld |= IsHeld;
      K.LeftReleased |= F.Is == Locks::Was::Released;
      K.LeftAlone |= IsAlone;
      if (IsHeld)
        K.Guards.insert(F.Guard);
      if (!Truth)
        K.Untold = true;
      else
        (*Truth ? (IsHeld ? K.HeldIfTrue : K.OtherIfTrue) : (IsHeld ? K.HeldIfFalse : K.OtherIfFalse)) = true;
    }
}

/// The guard of the caller's by which the lock is left held, if it is one.
EffectPath LockEffects::guardOf(const Known &K) const {
  if (K.Guards.size() == 1 && *K.Guards.begin())
    if (std::optional<EffectPath> Path = callerPath(B, *K.Guards.begin(), false, true))
      return *Path;
  return {EffectPath::None, {}};
}

void LockEffects::append(PlaceId Lock, const Known &K, CallEffects &Out) const {
  std::optional<EffectPath> Subject = callerPath(B, Lock, false, false, true);
  if (!Subject || Out.Effects.size() + 4 > MaxEffects)
    return;
  auto Add = [&](EffectKind Kind, bool May) -> Effect & {
    Effect E;
    E.Kind = Kind;
    E.Subject = *Subject;
    E.May = May;
    Out.Effects.push_back(std::move(E));
    return Out.Effects.back();
  };
  const EffectKind Takes = K.Shared ? EffectKind::LocksShared : EffectKind::Locks;
  if (K.Restored && !K.GivenFirst && !K.TakenFirst) {
    Add(EffectKind::Unlocks, true);
    Add(Takes, true);
  }
  if (K.GivenFirst)
    Add(EffectKind::Unlocks, K.LeftAlone || K.TakenFirst);
  if (K.LeftHeld) {
    Effect &E = Add(Takes, K.LeftAlone || K.LeftReleased);
    E.Target = guardOf(K);
    if (E.May && !K.Untold && !K.OtherIfTrue && !K.HeldIfFalse)
      E.WhenResult = true;
    else if (E.May && !K.Untold && !K.OtherIfFalse && !K.HeldIfTrue)
      E.WhenResult = false;
    if (E.WhenResult)
      E.May = false;
  } else if (K.TakenFirst) {
    Add(Takes, K.LeftAlone);
    Add(EffectKind::Unlocks, K.LeftAlone);
  }
}

void LockEffects::appendTo(CallEffects &Out) {
  for (auto &[Lock, K] : Of) {
    finish(Lock, K);
    append(Lock, K, Out);
  }
}
