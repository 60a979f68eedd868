//===- LastUses.cpp -------------------------------------------------------===//

#include "analysis/LastUses.h"

using namespace holdfast;

bool LastUses::isUsedFrom(PlaceId Root, EventRef From) {
  const RootKind Kind = R.Source.Places[Root].Root;
  if (Kind != RootKind::Local && Kind != RootKind::Param)
    return true;
  auto It = Known.find(Root);
  if (It == Known.end())
    It = Known.emplace(Root, solve(Root)).first;
  return It->second[From.Block][From.Index];
}

LastUses::Does LastUses::whatDoes(const Event &E, PlaceId Root) const {
  const PlaceTable &Places = R.Source.Places;
  auto IsOf = [&](PlaceId P) { return P && Places.rootOf(P) == Root; };
  const bool Fills = E.Kind == EventKind::Borrow || E.Kind == EventKind::Flow ||
                     E.Kind == EventKind::Move;
  switch (E.Kind) {
  case EventKind::StorageDead:
    return E.Place == Root ? Does::Ends : Does::Nothing;
  case EventKind::Init:
    if (E.Place == Root)
      return Does::Ends;
    return IsOf(E.Place) ? Does::Uses : Does::Nothing;
  case EventKind::Call: {
    const Call &C = R.Source.Calls[E.From.index()];
    const bool IsGiven =
        IsOf(C.Object.Place) ||
        llvm::any_of(C.Args, [&](const Argument &A) { return IsOf(A.Place); });
    return IsGiven ? Does::Uses : Does::Nothing;
  }
  default:
    if (IsOf(E.Place))
      return Does::Uses;
    return Fills && E.Other == Root && !E.MayNotHappen ? Does::Ends
                                                       : Does::Nothing;
  }
}

LastUses::Answers LastUses::solve(PlaceId Root) const {
  Answers Out;
  for (const Block &Each : R.Blocks)
    Out.emplace_back(Each.Events.size() + 1, false);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (size_t I = R.Blocks.size(); I-- > 0;) {
      bool Is = llvm::any_of(R.Blocks[I].Successors, [&](const Edge &To) {
        return Out[To.To.index()][0];
      });
      for (size_t J = R.Blocks[I].Events.size() + 1; J-- > 0;) {
        if (J < R.Blocks[I].Events.size())
          if (const Does What = whatDoes(R.Blocks[I].Events[J], Root);
              What != Does::Nothing)
            Is = What == Does::Uses;
        Changed |= Out[I][J] != Is;
        Out[I][J] = Is;
      }
    }
  }
  return Out;
}
