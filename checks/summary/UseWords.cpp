//===- UseWords.cpp -------------------------------------------------------===//

#include "summary/UseWords.h"

#include "summary/LockUse.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

/// Longer paths have no words.
static constexpr size_t MaxPath = 8;

UseWords::UseWords(const Program &Prog, const Results &R, LockUses &All) : Prog(Prog), B(R.Source), All(All) {
  for (const Block &Each : R.Blocks)
    for (const Event &E : Each.Events)
      if ((E.Kind == EventKind::Init || E.Kind == EventKind::Move) && !E.IsFresh)
        if (PlaceId P = E.Kind == EventKind::Init ? E.Place : E.Other)
          Changed.insert(P);
}

bool UseWords::hasLock(PlaceId P) const {
  TypeId T = B.Places[P].Type;
  return T && Prog.Types[T].HoldsLock;
}

bool UseWords::isData(PlaceId P) const {
  TypeId T = B.Places[P].Type;
  return T && Prog.Types[T].InThreads == Sharing::Data && !Prog.Types[T].IsLock;
}

PlaceId UseWords::withoutBases(PlaceId P) const {
  while (B.Places[P].Parent && B.Places[P].Step.Kind == ProjectionKind::Base)
    P = B.Places[P].Parent;
  return P;
}

/// The steps of `P` from its root down, without those to bases.
std::vector<Projection> UseWords::stepsOf(PlaceId P) const {
  std::vector<Projection> Steps;
  for (; B.Places[P].Parent; P = B.Places[P].Parent)
    if (B.Places[P].Step.Kind != ProjectionKind::Base)
      Steps.push_back(B.Places[P].Step);
  std::reverse(Steps.begin(), Steps.end());
  return Steps;
}

Projection UseWords::inWords(Projection S) const {
  switch (S.Kind) {
  case ProjectionKind::Field: return {S.Kind, S.Name ? All.nameOf(S.Name) : SymbolId(), S.Index, {}};
  case ProjectionKind::Capture: return {S.Kind, {}, S.Index, {}};
  case ProjectionKind::Element: return {S.Kind, {}, S.IndexPlace ? Projection::UnknownElement : S.Index, {}};
  case ProjectionKind::Base:
  case ProjectionKind::Deref:
  case ProjectionKind::Payload: return {S.Kind, {}, 0, {}};
  }
  return S;
}

/// A lock's own innards have no name outside of it: the lock itself, where `P`
/// is what its `lock()` takes.
PlaceId UseWords::asLocked(PlaceId P, PlaceId Outer) const {
  PlaceId Found = P;
  for (PlaceId Q = B.Places[P].Parent; Q && Q != Outer && B.Places[Q].Parent; Q = B.Places[Q].Parent)
    if (B.Places[Q].Step.Kind == ProjectionKind::Field && B.Places[Q].Type && Prog.Types[B.Places[Q].Type].IsLock)
      Found = Q;
  return Found;
}

std::optional<UsePath> UseWords::below(PlaceId P, PlaceId Outer, UsePath Prefix) const {
  P = asLocked(P, Outer);
  if (B.Places.rootOf(P) != B.Places.rootOf(Outer))
    return std::nullopt;
  std::vector<Projection> Inner = stepsOf(P), From = stepsOf(Outer);
  if (Inner.size() < From.size() || !std::equal(From.begin(), From.end(), Inner.begin()))
    return std::nullopt;
  for (size_t I = From.size(); I < Inner.size(); ++I) {
    if (Inner[I].Kind != ProjectionKind::Field && Inner[I].Kind != ProjectionKind::Deref)
      return std::nullopt;
    Prefix.Steps.push_back(inWords(Inner[I]));
  }
  return Prefix;
}

std::optional<UsePath> UseWords::global(PlaceId P) const {
  PlaceId Root = B.Places.rootOf(P);
  if (B.Places[Root].Root != RootKind::Global || !B.Places[Root].Name)
    return std::nullopt;
  return below(P, Root, {UsePath::Global, All.nameOf(B.Places[Root].Name), {}});
}

UsePath UseWords::ofCaller(PlaceId P) const {
  UsePath Out;
  for (PlaceId Q = P; B.Places[Q].Parent; Q = B.Places[Q].Parent)
    if (B.Places[Q].Step.Kind == ProjectionKind::Deref && Changed.count(B.Places[Q].Parent) &&
        !B.Places[B.Places[Q].Parent].Parent)
      return Out;
  const PlaceTable::Node &Root = B.Places[B.Places.rootOf(P)];
  std::vector<Projection> Steps = stepsOf(P);
  if (Steps.size() > MaxPath)
    return Out;
  const bool IsOthers = Root.IsReference || llvm::any_of(Steps, [](const Projection &S) { return S.Kind == ProjectionKind::Deref; });
  if (Root.Root == RootKind::This)
    Out.Base = UsePath::Object;
  else if (Root.Root == RootKind::Param && IsOthers)
    Out.Base = int(Root.Ordinal);
  else if (Root.Root == RootKind::Global && Root.Name)
    Out.Base = UsePath::Global, Out.Name = All.nameOf(Root.Name);
  else
    return Out;
  for (const Projection &S : Steps)
    Out.Steps.push_back(inWords(S));
  return Out;
}

bool UseWords::isVague(PlaceId Lock, PlaceId Object) const {
  auto IsLocal = [&](PlaceId P) {
    const RootKind Root = B.Places[B.Places.rootOf(P)].Root;
    return Root == RootKind::Local || Root == RootKind::Temporary || Root == RootKind::Heap;
  };
  return IsLocal(Lock) || IsLocal(Object) || B.Places.isUnknownElement(Lock) || B.Places.isUnknownElement(Object) ||
         B.Places.hasIndexPlace(Lock) || B.Places.hasIndexPlace(Object);
}

SymbolId UseWords::lastName(PlaceId Lock) const {
  for (; B.Places[Lock].Parent; Lock = B.Places[Lock].Parent)
    if (B.Places[Lock].Step.Kind == ProjectionKind::Field && B.Places[Lock].Step.Name)
      return All.nameOf(B.Places[Lock].Step.Name);
  return SymbolId();
}
