//===- Unshared.cpp -------------------------------------------------------===//

#include "analysis/Unshared.h"

using namespace holdfast;

/// True where the path goes through a smart pointer that was made with its
/// target, as `std::make_unique` does: it denotes what only it points to.
static bool isMadeHere(const Body &B, PlaceId P, const Aliases::State &Now) {
  for (; B.Places[P].Parent; P = B.Places[P].Parent)
    if (B.Places[P].Step.Kind == ProjectionKind::Deref)
      if (const Targets *Known = Now.find(B.Places[P].Parent); Known && Known->size() == 1 && Known->front() == P)
        return true;
  return false;
}

bool holdfast::isOfReturned(const Body &B, PlaceId P) {
  const PlaceTable::Node &Root = B.Places[B.Places.rootOf(P)];
  return Root.Root == RootKind::Temporary && (Root.IsReference || B.Places.leavesObject(P, B.Places.rootOf(P)));
}

bool holdfast::isUnshared(const Body &B, PlaceId P, const Aliases::State &Now) {
  if (isMadeHere(B, P, Now))
    return true;
  const PlaceTable::Node &Root = B.Places[B.Places.rootOf(P)];
  const bool IsGivenAway = Root.Root == RootKind::Param && Root.Ordinal < B.OfRvalue.size() && B.OfRvalue[Root.Ordinal];
  bool ThroughPointer = Root.IsReference && Root.Root != RootKind::This && !IsGivenAway;
  for (PlaceId Q = P; B.Places[Q].Parent; Q = B.Places[Q].Parent)
    ThroughPointer |= B.Places[Q].Step.Kind == ProjectionKind::Deref;
  switch (Root.Root) {
  case RootKind::Local:
  case RootKind::Return: return !ThroughPointer;
  case RootKind::Temporary: return true; // who else knows what a call returns, and by which name?
  case RootKind::Param: return !ThroughPointer || B.MakesOrEnds; // perhaps the source of a move
  case RootKind::Heap: return true;
  case RootKind::This: return B.MakesOrEnds && !ThroughPointer;
  case RootKind::Global: return false;
  }
  return false;
}
