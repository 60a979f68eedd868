//===- CallerPath.cpp -----------------------------------------------------===//

#include "summary/CallerPath.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

std::optional<EffectPath> holdfast::callerPath(const Body &B, PlaceId P, bool OwnToo, bool ResultToo,
                                              bool GlobalToo) {
  EffectPath Path;
  PlaceId Root = P;
  for (; B.Places[Root].Parent; Root = B.Places[Root].Parent) {
    Projection Step = B.Places[Root].Step;
    if (Step.Kind == ProjectionKind::Element && Step.IndexPlace)
      return std::nullopt; // an index of ours means nothing to the caller
    Path.Steps.insert(Path.Steps.begin(), Step);
  }
  if (Path.Steps.size() > MaxSteps)
    return std::nullopt;
  const PlaceTable::Node &N = B.Places[Root];
  if (N.Root == RootKind::This)
    Path.Base = EffectPath::Object;
  else if (N.Root == RootKind::Param)
    Path.Base = int(N.Ordinal);
  else if (N.Root == RootKind::Return && ResultToo)
    Path.Base = EffectPath::Result;
  else if (N.Root == RootKind::Global && N.Name && GlobalToo)
    Path.Base = EffectPath::Global, Path.Name = N.Name;
  else
    return std::nullopt;
  if (!OwnToo && N.Root == RootKind::Param && !N.IsReference &&
      llvm::none_of(Path.Steps, [](const Projection &S) { return S.Kind == ProjectionKind::Deref; }))
    return std::nullopt;
  return Path;
}
