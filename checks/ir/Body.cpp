//===- Body.cpp -----------------------------------------------------------===//

#include "ir/Body.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

/// True where the last of `Names` are those of `List`.
static bool endsWith(llvm::ArrayRef<SymbolId> Names, llvm::ArrayRef<SymbolId> List) {
  return Names.size() >= List.size() && Names.take_back(List.size()) == List;
}

bool Program::isAnnotatedLock(const Body &B, PlaceId Lock) const {
  // A lock's or guard's own functions take and give back one that it knows.
  auto IsOwn = [&](const RequiredLock &Each) { return Each.Lock == B.This; };
  if (B.This && (llvm::any_of(B.Required, IsOwn) || llvm::any_of(B.Promised, IsOwn) || llvm::is_contained(B.Tried, B.This)))
    return false;
  const PlaceTable::Node &N = B.Places[Lock];
  const SymbolId Name = N.Parent ? (N.Step.Kind == ProjectionKind::Field ? N.Step.Name : SymbolId())
                        : N.Root == RootKind::Global ? N.Name : SymbolId();
  return Name && N.Type && Types[N.Type].IsCapability && AnnotatedLocks.count(Name);
}

PlaceId Program::drainedPart(const Body &B, PlaceId P, const DrainedMember **By) const {
  if (Drained.empty())
    return PlaceId();
  llvm::SmallVector<PlaceId, 8> Path;
  for (PlaceId At = P; At; At = B.Places[At].Parent)
    Path.push_back(At);
  llvm::SmallVector<SymbolId, 4> Names;
  for (PlaceId At : llvm::reverse(Path)) {
    const PlaceTable::Node &N = B.Places[At];
    SymbolId Name = !N.Parent ? (N.Root == RootKind::Global ? N.Name : SymbolId())
                    : N.Step.Kind == ProjectionKind::Field ? N.Step.Name
                                                           : SymbolId();
    if (!Name)
      continue;
    Names.push_back(Name);
    for (const DrainedMember &Each : Drained)
      if (endsWith(Names, Each.Names)) {
        if (By)
          *By = &Each;
        return At;
      }
  }
  return PlaceId();
}
