//===- Aliases.cpp --------------------------------------------------------===//

#include "analysis/Aliases.h"

#include "dataflow/Solve.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

static auto lowerBound(const std::vector<TargetMap::Entry> &Entries, PlaceId P) {
  return llvm::lower_bound(Entries, P, [](const TargetMap::Entry &E, PlaceId Q) { return E.first < Q; });
}

const Targets *TargetMap::find(PlaceId P) const {
  auto It = lowerBound(Entries, P);
  return It != Entries.end() && It->first == P ? &It->second : nullptr;
}

Targets &TargetMap::operator[](PlaceId P) {
  auto At = lowerBound(Entries, P) - Entries.begin();
  if (size_t(At) == Entries.size() || Entries[At].first != P)
    Entries.insert(Entries.begin() + At, Entry(P, Targets()));
  return Entries[At].second;
}

void TargetMap::erase(PlaceId P) {
  auto It = lowerBound(Entries, P);
  if (It != Entries.end() && It->first == P)
    Entries.erase(It);
}

Aliases::Aliases(Body &B, llvm::ArrayRef<Block> Blocks) : B(B) {
  if (!Blocks.empty())
    Before = solveForward<State>(Blocks, *this);
}

bool Aliases::join(State &Into, const State &From) const {
  bool Changed = false;
  Changed |= Into.eraseIf([&](TargetMap::Entry &E) {
    const Targets *Other = From.find(E.first);
    if (!Other)
      return true;
    for (PlaceId T : *Other)
      if (!llvm::is_contained(E.second, T)) {
        E.second.push_back(T);
        llvm::sort(E.second);
        Changed = true;
      }
    return false;
  });
  return Changed;
}

void Aliases::resolveInto(PlaceId P, const State &S, Targets &Out, unsigned Steps) const {
  // The longest prefix that is known to denote something else is followed;
  // what follows may be followed again.
  if (Steps < 8)
    for (PlaceId Q = P; Q; Q = B.Places[Q].Parent) {
      PlaceId Key = Q;
      if (B.Places[Q].Parent && B.Places[Q].Step.Kind == ProjectionKind::Deref)
        Key = B.Places[Q].Parent;
      else if (B.Places[Q].Parent || !B.Places[Q].IsReference)
        continue;
      const Targets *Known = S.find(Key);
      if (!Known)
        continue;
      for (PlaceId T : *Known)
        resolveInto(B.Places.rebase(P, Q, T), S, Out, Steps + 1);
      return;
    }
  if (!llvm::is_contained(Out, P))
    Out.push_back(P);
}

Targets Aliases::resolve(PlaceId P, const State &S) const {
  Targets Out;
  if (S.empty())
    Out.push_back(P);
  else
    resolveInto(P, S, Out, 0);
  return Out;
}

/// `P` has a new value: what it pointed to, and what was reached through it or
/// by its value as an index, is no longer known.
void Aliases::forget(PlaceId P, State &S) const {
  S.eraseIf([&](const TargetMap::Entry &E) {
    bool Stale = B.Places.isWithin(E.first, P);
    for (PlaceId T : E.second)
      Stale |= B.Places.isIndexedBy(T, P) || (B.Places.isWithin(T, P) && B.Places.leavesObject(T, P));
    return Stale;
  });
}

void Aliases::copy(PlaceId From, PlaceId To, State &S) const {
  std::vector<TargetMap::Entry> Copied;
  for (const auto &[Key, Set] : S)
    if (B.Places.isWithin(Key, From))
      Copied.push_back({B.Places.rebase(Key, From, To), Set});
  for (auto &[Key, Set] : Copied)
    S[Key] = std::move(Set);
}

void Aliases::transfer(const Event &E, State &S) const {
  switch (E.Kind) {
  case EventKind::Borrow: {
    Targets T = resolve(E.Place, S);
    llvm::sort(T);
    // A pointer that borrows what is reached through itself knows nothing new;
    // a reference to some element is better known by its own name.
    bool IsElement = B.Places[E.Other].IsReference && llvm::any_of(T, [&](PlaceId P) { return B.Places.isUnknownElement(P); });
    if (llvm::is_contained(T, E.Other) || T.size() > 4 || IsElement)
      S.erase(E.Other);
    else
      S[E.Other] = std::move(T);
    return;
  }
  case EventKind::Flow: copy(E.Place, E.Other, S); return;
  case EventKind::Move:
    if (E.Other) {
      forget(E.Other, S);
      copy(E.Place, E.Other, S);
    }
    return;
  case EventKind::Init:
    if (!S.empty())
      for (PlaceId P : resolve(E.Place, S))
        forget(P, S);
    return;
  case EventKind::Use:
    if (!S.empty() && (E.Mode == UseKind::Write || E.Mode == UseKind::CallOn))
      for (PlaceId P : resolve(E.Place, S))
        forget(P, S);
    return;
  case EventKind::StorageDead: forget(E.Place, S); return;
  case EventKind::Drop:
  case EventKind::Acquire:
  case EventKind::Release:
  case EventKind::Wait:
  case EventKind::Need:
  case EventKind::Spawn:
  case EventKind::Join:
  case EventKind::Detach:
  case EventKind::Abandon:
  case EventKind::Call:
  case EventKind::Invalidate:
  case EventKind::Escape:
  case EventKind::Return:
  case EventKind::Assume:
  case EventKind::Suspend: return;
  }
}
