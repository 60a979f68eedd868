//===- UseWords.cpp -------------------------------------------------------===//

#include "summary/UseWords.h"

#include "analysis/GuardedAccess.h"
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

Datum UseWords::datumOf(PlaceId P) const {
  Datum D;
  for (; P; P = B.Places[P].Parent) {
    const PlaceTable::Node &N = B.Places[P];
    if (!N.Parent) {
      if (N.Root == RootKind::Global && N.Name && All.hasGlobalLocks() && !Prog.Symbols.isPerThread(N.Name))
        D.Object = P;
      return D;
    }
    switch (N.Step.Kind) {
    case ProjectionKind::Field: {
      D.Fields.push_back(P);
      PlaceId Object = N.Parent;
      bool HasLock = hasLock(Object);
      for (; B.Places[Object].Parent && B.Places[Object].Step.Kind == ProjectionKind::Base; HasLock |= hasLock(Object))
        Object = B.Places[Object].Parent;
      if (HasLock) {
        D.Object = Object;
        return D;
      }
      break;
    }
    case ProjectionKind::Base: break;
    case ProjectionKind::Element:
    case ProjectionKind::Payload: D.Fields.clear(); break;
    case ProjectionKind::Deref: return D; // reading the pointer is an event of its own
    case ProjectionKind::Capture: return D;
    }
  }
  return D;
}

bool UseWords::isOfGlobal(const Datum &D) const {
  return !B.Places[D.Object].Parent && B.Places[D.Object].Root == RootKind::Global && !hasLock(D.Object);
}

std::optional<UsePath> UseWords::pathOf(const Datum &D) const {
  UsePath Out;
  Out.Base = isOfGlobal(D) ? UsePath::Global : UsePath::Object;
  if (isOfGlobal(D))
    Out.Name = All.nameOf(B.Places[D.Object].Name);
  for (PlaceId F : llvm::reverse(D.Fields)) {
    if (!B.Places[F].Step.Name)
      return std::nullopt;
    Out.Steps.push_back(inWords(B.Places[F].Step));
  }
  return Out;
}

bool UseWords::isDeclared(const Datum &D) const {
  auto Is = [&](PlaceId P) { return declaredGuards(Prog, B, P) != nullptr; };
  return llvm::any_of(D.Fields, Is) || (isOfGlobal(D) && Is(D.Object));
}

FunctionId UseWords::operatorOf(PlaceId Closure) const {
  TypeId T = Closure ? B.Places[Closure].Type : TypeId();
  return T ? Prog.Types[T].CallOperator : FunctionId();
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

std::vector<std::pair<UsePath, PlaceId>> UseWords::reachedFrom(const UsePath &Base, PlaceId P) const {
  std::vector<std::pair<UsePath, PlaceId>> Out{{Base, P}};
  const TypeId T = B.Places[P].Type;
  if (!T)
    return Out;
  const Projection ToPointee{ProjectionKind::Deref, {}, 0, {}};
  UsePath Inner = Base;
  if (Prog.Types[T].IsHandle) {
    Inner.Steps.push_back(ToPointee);
    Out.push_back({Inner, B.Places.project(P, ToPointee)});
    return Out;
  }
  if (!Prog.Types[T].CallOperator)
    return Out;
  std::vector<PlaceId> Captured;
  for (PlaceId Part = B.Places[P].FirstPart; Part; Part = B.Places[Part].NextPart)
    if (B.Places[Part].Step.Kind == ProjectionKind::Capture)
      Captured.push_back(Part);
  for (PlaceId Part : Captured) {
    Inner = Base;
    Inner.Steps.push_back(inWords(B.Places[Part].Step));
    Inner.Steps.push_back(ToPointee);
    Out.push_back({Inner, B.Places.project(Part, ToPointee)});
  }
  return Out;
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
