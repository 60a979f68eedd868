//===- ObjectChanges.cpp --------------------------------------------------===//

#include "summary/ObjectChanges.h"

#include "model/CallEffects.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

/// Longer chains of calls are not followed.
static constexpr unsigned MaxDepth = 3;

static bool isOwn(const Body &B, PlaceId P) { return P && B.Places[B.Places.rootOf(P)].Root == RootKind::This; }

bool ObjectChanges::isChangingCall(const Body &B, const Call &Inner, unsigned Depth) {
  for (const Argument &A : Inner.Args)
    if (A.How == Passing::Reference && isOwn(B, A.Place))
      return true;
  const Callee *Target = Inner.Target ? &Prog.Callees[Inner.Target.index()] : nullptr;
  if (!Target || !isOwn(B, Inner.Object.Place))
    return false;
  if (!Target->Row)
    return mayChange(*Target, Depth + 1);
  return llvm::any_of(Target->Row->Effects, [](const Effect &Said) {
    return Said.Subject.Base == EffectPath::Object &&
           (Said.Kind == EffectKind::Writes || Said.Kind == EffectKind::Reinits || Said.Kind == EffectKind::Moves);
  });
}

bool ObjectChanges::isChange(const Body &B, const Event &E, unsigned Depth) {
  switch (E.Kind) {
  case EventKind::Init: return !E.IsFresh && isOwn(B, E.Place);
  case EventKind::Move: return isOwn(B, E.Place) || isOwn(B, E.Other);
  case EventKind::Use: return E.Mode != UseKind::Read && E.Mode != UseKind::Ask && isOwn(B, E.Place);
  case EventKind::Call: return isChangingCall(B, B.Calls[E.From.index()], Depth);
  default: return false;
  }
}

bool ObjectChanges::readsOnlyConstants(const Callee &C) const {
  if (!C.Body || C.Row || C.MayDispatch || !C.IsConst)
    return false;
  const Body &B = Prog.Bodies[C.Body.index()];
  auto IsConstant = [&](const Event &E) {
    if (E.Kind == EventKind::Call)
      return false;
    if (!isOwn(B, E.Place))
      return true;
    const bool IsRead = E.Kind == EventKind::Flow || (E.Kind == EventKind::Use && E.Mode == UseKind::Read);
    return IsRead && Prog.Symbols.isConstant(B.Places[E.Place].Step.Name);
  };
  return !B.Blocks.empty() && llvm::all_of(B.Blocks, [&](const Block &Each) { return llvm::all_of(Each.Events, IsConstant); });
}

bool ObjectChanges::mayChange(const Callee &C, unsigned Depth) {
  if (C.IsConst || C.IsStatic)
    return false;
  if (!C.Body || Depth > MaxDepth)
    return true;
  auto [It, New] = Known.try_emplace(C.Body, false);
  if (!New)
    return It->second;
  const Body &B = Prog.Bodies[C.Body.index()];
  const bool Found = llvm::any_of(B.Blocks, [&](const Block &Each) {
    return llvm::any_of(Each.Events, [&](const Event &E) { return isChange(B, E, Depth); });
  });
  return Known[C.Body] = Found;
}
