//===- Paths.cpp ----------------------------------------------------------===//

#include "analysis/Paths.h"

#include "dataflow/Feasibility.h"

using namespace holdfast;

bool holdfast::mayMoveReach(Results &R, EventRef From, EventRef To, PlaceId Place) {
  const Event &Move = R.Blocks[From.Block].Events[From.Index];
  PathQuestion Q;
  Q.From = {From.Block, From.Index};
  Q.To = {To.Block, To.Index};
  Q.Holds = Move.Assumed;
  if (Move.IfTested && Move.From)
    Q.Untested = R.Source.Calls[Move.From.index()].Result;
  Q.Ends = [&R, Place](const Event &E) {
    if (E.Kind == EventKind::Move && E.Other && R.Source.Places.isWithin(Place, E.Other))
      return true; // a value moved in
    if (E.Kind != EventKind::Init && E.Kind != EventKind::StorageDead)
      return false;
    for (PlaceId P : R.Moves.placesOf(E))
      if (R.Source.Places.isWithin(Place, P))
        return true;
    return false;
  };
  return isFeasible(R.Source, R.Blocks, Q);
}
