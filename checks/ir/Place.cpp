//===- Place.cpp ----------------------------------------------------------===//

#include "ir/Place.h"

using namespace holdfast;

PlaceId PlaceTable::makeRoot(RootKind Kind, SymbolId Name, uint32_t Ordinal,
                             TypeId Type, bool IsReference) {
  Node N;
  N.Root = Kind;
  N.Name = Name;
  N.Ordinal = Ordinal;
  N.Type = Type;
  N.IsReference = IsReference;
  Nodes.push_back(N);
  return PlaceId(size() - 1);
}

PlaceId PlaceTable::globalRoot(SymbolId Name, TypeId Type) {
  for (uint32_t I = 0; I < size(); ++I)
    if (const Node &N = Nodes[I]; !N.Parent && N.Root == RootKind::Global && N.Name == Name)
      return PlaceId(I);
  return makeRoot(RootKind::Global, Name, size(), Type);
}

PlaceId PlaceTable::findPart(PlaceId Parent, const Projection &Step) const {
  const Node &Above = Nodes[Parent.index()];
  if (Above.Parts < Crowd) {
    for (PlaceId P = Above.FirstPart; P; P = Nodes[P.index()].NextPart)
      if (Nodes[P.index()].Step == Step)
        return P;
    return PlaceId();
  }
  auto Known = Crowded.find({Parent, Step});
  return Known == Crowded.end() ? PlaceId() : Known->second;
}

PlaceId PlaceTable::project(PlaceId Parent, Projection Step, TypeId Type) {
  if (PlaceId Known = findPart(Parent, Step))
    return Known;
  Node &Above = Nodes[Parent.index()];
  Node N;
  N.Parent = Parent;
  N.Root = Above.Root;
  N.Step = Step;
  N.Depth = Above.Depth + 1;
  N.Type = Type;
  N.NextPart = Above.FirstPart;
  Above.FirstPart = PlaceId(size());
  bool IsCrowded = ++Above.Parts >= Crowd, BecomesCrowded = Above.Parts == Crowd;
  Nodes.push_back(N);
  if (BecomesCrowded)
    for (PlaceId P = PlaceId(size() - 1); P; P = Nodes[P.index()].NextPart)
      Crowded[{Parent, Nodes[P.index()].Step}] = P;
  else if (IsCrowded)
    Crowded[{Parent, Step}] = PlaceId(size() - 1);
  return PlaceId(size() - 1);
}

PlaceId PlaceTable::rootOf(PlaceId P) const {
  while (Nodes[P.index()].Parent)
    P = Nodes[P.index()].Parent;
  return P;
}

bool PlaceTable::isWithin(PlaceId P, PlaceId Outer) const {
  while (P && Nodes[P.index()].Depth > Nodes[Outer.index()].Depth)
    P = Nodes[P.index()].Parent;
  return P == Outer;
}

Relation PlaceTable::compare(PlaceId A, PlaceId B) const {
  if (A == B)
    return Relation::Equal;
  if (isWithin(A, B))
    return Relation::Inside;
  if (isWithin(B, A))
    return Relation::Contains;
  // Climb to the step where the two paths part. They can only meet where that
  // step is an element whose index is not known to differ.
  while (Nodes[A.index()].Depth > Nodes[B.index()].Depth)
    A = Nodes[A.index()].Parent;
  while (Nodes[B.index()].Depth > Nodes[A.index()].Depth)
    B = Nodes[B.index()].Parent;
  while (Nodes[A.index()].Parent != Nodes[B.index()].Parent) {
    A = Nodes[A.index()].Parent;
    B = Nodes[B.index()].Parent;
  }
  if (!Nodes[A.index()].Parent)
    return Relation::Disjoint;
  const Projection &X = Nodes[A.index()].Step, &Y = Nodes[B.index()].Step;
  if (X.Kind != ProjectionKind::Element || Y.Kind != ProjectionKind::Element)
    return Relation::Disjoint;
  auto IsConstant = [](const Projection &E) {
    return !E.IndexPlace && E.Index != Projection::UnknownElement;
  };
  return IsConstant(X) && IsConstant(Y) ? Relation::Disjoint : Relation::MayOverlap;
}

bool PlaceTable::leavesObject(PlaceId P, PlaceId Outer) const {
  for (; P != Outer; P = Nodes[P.index()].Parent) {
    ProjectionKind Kind = Nodes[P.index()].Step.Kind;
    if (Kind == ProjectionKind::Deref || Kind == ProjectionKind::Element)
      return true;
  }
  return false;
}

bool PlaceTable::isUnknownElement(PlaceId P) const {
  for (; Nodes[P.index()].Parent; P = Nodes[P.index()].Parent) {
    const Projection &Step = Nodes[P.index()].Step;
    if (Step.Kind == ProjectionKind::Element && !Step.IndexPlace && Step.Index == Projection::UnknownElement)
      return true;
  }
  return false;
}

PlaceId PlaceTable::rebase(PlaceId P, PlaceId From, PlaceId To) {
  if (P == From)
    return To;
  Node N = Nodes[P.index()];
  return project(rebase(N.Parent, From, To), N.Step, N.Type);
}

bool PlaceTable::isCapturedByArgument(PlaceId P) const {
  if (Nodes[rootOf(P).index()].Root != RootKind::Param)
    return false;
  for (; Nodes[P.index()].Parent; P = Nodes[P.index()].Parent)
    if (Nodes[P.index()].Step.Kind == ProjectionKind::Capture)
      return true;
  return false;
}

bool PlaceTable::hasIndexPlace(PlaceId P) const {
  for (; P; P = Nodes[P.index()].Parent)
    if (Nodes[P.index()].Parent && Nodes[P.index()].Step.IndexPlace)
      return true;
  return false;
}

bool PlaceTable::isIndexedBy(PlaceId P, PlaceId Index) const {
  for (; P && Nodes[P.index()].Parent; P = Nodes[P.index()].Parent)
    if (Nodes[P.index()].Step.Kind == ProjectionKind::Element &&
        Nodes[P.index()].Step.IndexPlace == Index)
      return true;
  return false;
}
