//===- MoveState.cpp ------------------------------------------------------===//

#include "analysis/MoveState.h"

#include "dataflow/Solve.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

MoveState::MoveState(const Program &Prog, const Summaries &Known, Body &B, llvm::ArrayRef<Block> Blocks,
                     const Aliases &Names, bool ForSummary)
    : Prog(Prog), Known(Known), B(B) {
  collect(Blocks, Names, ForSummary);
  if (Tracked.empty()) {
    Before.resize(Blocks.size());
    return;
  }
  Before = solveForward<State>(Blocks, *this);
}

/// Resolves every event once, finds the sites, decides what is tracked and
/// numbers the bits.
void MoveState::collect(llvm::ArrayRef<Block> Blocks, const Aliases &Names, bool ForSummary) {
  llvm::BitVector Mentioned(B.Places.size());
  auto Mention = [&](PlaceId P) {
    if (P.index() >= Mentioned.size())
      Mentioned.resize(B.Places.size()); // resolving makes places
    Mentioned.set(P.index());
  };
  std::vector<std::pair<const Event *, EventRef>> Moves;
  for (uint32_t I = 0; I < Blocks.size(); ++I) {
    if (!Names.before(I))
      continue;
    Aliases::State Now = *Names.before(I);
    for (uint32_t J = 0; J < Blocks[I].Events.size(); ++J) {
      const Event &E = Blocks[I].Events[J];
      if (E.Place) {
        Targets T = Names.resolve(E.Place, Now);
        for (PlaceId P : T)
          Mention(P);
        if (T.size() != 1 || T[0] != E.Place) {
          // With several candidates the reference itself is what is known.
          if (T.size() > 1)
            Mention(E.Place), T.push_back(E.Place);
          Resolved[&E] = T;
        }
        if (E.Kind == EventKind::Move)
          Moves.push_back({&E, {I, J}});
      }
      if (E.Other)
        Mention(E.Other);
      Names.transfer(E, Now);
    }
  }
  for (auto &[E, Where] : Moves)
    for (PlaceId P : placesOf(*E)) {
      if (B.Places.isUnknownElement(P))
        continue; // which element was moved is not known
      SitesOf[E].push_back(uint32_t(Sites.size()));
      Sites.push_back({Where, P});
    }
  auto IsOfCaller = [&](PlaceId P) {
    const PlaceTable::Node &Root = B.Places[B.Places.rootOf(P)];
    return Root.Root == RootKind::This || (Root.Root == RootKind::Param && B.Places[P].Depth + Root.IsReference > 0);
  };
  for (unsigned Index : Mentioned.set_bits()) {
    const PlaceId P(Index);
    bool Wanted = ForSummary && IsOfCaller(P);
    for (size_t I = 0; I < Sites.size() && !Wanted; ++I)
      Wanted = B.Places.isWithin(P, Sites[I].Place) || B.Places.isWithin(Sites[I].Place, P);
    if (Wanted) {
      TrackedIndex[P.index()] = uint32_t(Tracked.size());
      TrackedOfRoot[B.Places.rootOf(P).index()].push_back(uint32_t(Tracked.size()));
      if (B.Places.hasIndexPlace(P))
        Indexed.push_back(uint32_t(Tracked.size()));
      Tracked.push_back(P);
    }
  }
  BitCount = uint32_t(2 * Tracked.size());
  MovedBits.resize(Tracked.size());
  SiteBits.resize(Sites.size());
  for (uint32_t S = 0; S < Sites.size(); ++S)
    for (uint32_t T = 0; T < Tracked.size(); ++T)
      if (isTakenBy(Tracked[T], Sites[S].Place)) {
        MovedBits[T].push_back({BitCount, S});
        SiteBits[S].push_back({T, BitCount});
        ++BitCount;
      }
}

/// True where the moves of `Class` leave the value of this part of it, as far
/// as can be seen: they go part by part, or their bodies do not touch it. Where
/// none can be seen they may reset a number or a pointer, but hardly a member
/// of a class of its own, of which a move is a copy.
bool MoveState::isKeptBy(TypeId Class, llvm::ArrayRef<Projection> Part, TypeId Member) const {
  const TypeInfo &Info = Prog.Types[Class];
  if (Info.HidesMoves)
    return Info.OwnMoves.empty() && Part.front().Kind == ProjectionKind::Field && Member && Prog.Types[Member].IsClass &&
           Prog.Types[Member].IsKeptByMove;
  auto IsOfAll = [](const Effect &E) {
    return E.Kind == EffectKind::Moves && E.Subject.Base == 0 && E.Subject.Steps.empty();
  };
  // A constructor that assigns `std::move(other)` does what the assignment,
  // part by part, says that it does.
  bool IsToldByParts = llvm::any_of(Info.OwnMoves, [&](FunctionId F) {
    return F.index() < Known.size() && Known[F.index()] && llvm::none_of(Known[F.index()]->Effects, IsOfAll);
  });
  auto Touches = [&](const Effect &E) {
    if (E.Subject.Base != 0 || (E.Kind != EffectKind::Moves && E.Kind != EffectKind::Reinits && E.Kind != EffectKind::Writes))
      return false;
    if (IsToldByParts && IsOfAll(E))
      return false;
    size_t Common = std::min(E.Subject.Steps.size(), Part.size());
    return std::equal(Part.begin(), Part.begin() + Common, E.Subject.Steps.begin());
  };
  for (FunctionId F : Info.OwnMoves)
    if (F.index() >= Known.size() || !Known[F.index()] || llvm::any_of(Known[F.index()]->Effects, Touches))
      return false;
  return true;
}

/// False for what the moved value only points to, and for a part, an integer
/// say, that keeps its value: its own move is a copy, and the classes around
/// it leave it alone.
bool MoveState::isTakenBy(PlaceId Part, PlaceId Moved) const {
  if (!B.Places.isWithin(Part, Moved) || B.Places.leavesObject(Part, Moved))
    return false;
  TypeId T = B.Places[Part].Type;
  if (Part == Moved || !T || !Prog.Types[T].IsKeptByMove)
    return true;
  llvm::SmallVector<Projection, 4> Steps;
  do {
    Steps.insert(Steps.begin(), B.Places[Part].Step);
    const TypeId Member = B.Places[Part].Type;
    Part = B.Places[Part].Parent;
    T = B.Places[Part].Type;
    if (!T || !isKeptBy(T, Steps, Member))
      return true;
  } while (Part != Moved);
  return false;
}

bool MoveState::isReset(PlaceId Moved) const {
  const TypeId T = B.Places[Moved].Type;
  if (!T || Prog.Types[T].OwnMoves.empty())
    return false; // of a template those have bodies that the unit uses
  return llvm::all_of(Prog.Types[T].OwnMoves, [&](FunctionId F) {
    if (F.index() >= Known.size() || !Known[F.index()])
      return false;
    auto Does = [&](EffectKind Kind) {
      return llvm::any_of(Known[F.index()]->Effects, [&](const Effect &E) { return E.Subject.Base == 0 && E.Kind == Kind; });
    };
    return Does(EffectKind::Reinits) && !Does(EffectKind::Moves) && !Does(EffectKind::Writes);
  });
}

llvm::ArrayRef<PlaceId> MoveState::placesOf(const Event &E) const {
  auto It = Resolved.find(&E);
  return It == Resolved.end() ? llvm::ArrayRef<PlaceId>(E.Place) : llvm::ArrayRef<PlaceId>(It->second);
}

MoveState::State MoveState::entry() const {
  State S(BitCount);
  for (uint32_t T = 0; T < Tracked.size(); ++T)
    S.set(2 * T);
  return S;
}

bool MoveState::join(State &Into, const State &From) const {
  if (!From.test(Into)) // nothing in From that Into lacks
    return false;
  State Old = Into;
  Into |= From;
  return Into != Old;
}

void MoveState::clearMoved(uint32_t T, State &S) const {
  bool Had = false;
  for (auto [Bit, Site] : MovedBits[T]) {
    Had |= S.test(Bit);
    S.reset(Bit);
  }
  if (Had)
    S.set(2 * T + 1);
}

void MoveState::setMoved(uint32_t Site, bool Surely, State &S) const {
  for (auto [T, Bit] : SiteBits[Site]) {
    if (Surely) {
      for (auto [Other, Unused] : MovedBits[T])
        S.reset(Other);
      S.reset(2 * T);
      S.reset(2 * T + 1);
    }
    S.set(Bit);
  }
}

template <class Wants, class Fn> void MoveState::forEachOfRoot(PlaceId P, Wants IsWanted, Fn Do) const {
  auto It = TrackedOfRoot.find(B.Places.rootOf(P).index());
  if (It != TrackedOfRoot.end())
    for (uint32_t T : It->second)
      if (IsWanted(T))
        Do(T, B.Places.compare(Tracked[T], P));
}

/// With a new index it is another element.
void MoveState::clearIndexedBy(PlaceId P, State &S) const {
  for (uint32_t T : Indexed)
    if (B.Places.isIndexedBy(Tracked[T], P))
      clearMoved(T, S);
}

void MoveState::setFresh(PlaceId P, State &S, bool PointeesToo) const {
  clearIndexedBy(P, S);
  auto IsChanged = [&](uint32_t T) { return isMovedSomewhere(T) || S.test(2 * T) || !S.test(2 * T + 1); };
  forEachOfRoot(P, IsChanged, [&](uint32_t T, Relation R) {
    if (R == Relation::Equal || R == Relation::Inside) {
      if (!PointeesToo && B.Places.leavesObject(Tracked[T], P))
        return;
      for (auto [Bit, Unused] : MovedBits[T])
        S.reset(Bit);
      S.reset(2 * T);
      S.set(2 * T + 1);
    } else if (R == Relation::MayOverlap || (R == Relation::Contains && !B.Places.leavesObject(P, Tracked[T]))) {
      clearMoved(T, S);
    }
  });
}

/// After a use the place counts as live: it has been reported, once.
void MoveState::setUsed(PlaceId P, bool PartsToo, State &S) const {
  if (PartsToo)
    clearIndexedBy(P, S);
  forEachOfRoot(P, [&](uint32_t T) { return isMovedSomewhere(T); }, [&](uint32_t T, Relation R) {
    if (R == Relation::Equal || R == Relation::Contains)
      clearMoved(T, S);
    else if (R == Relation::Inside && (PartsToo || !B.Places.leavesObject(Tracked[T], P)))
      clearMoved(T, S);
    else if (PartsToo && R == Relation::MayOverlap)
      clearMoved(T, S);
  });
}

void MoveState::transfer(const Event &E, State &S) const {
  switch (E.Kind) {
  case EventKind::Move: {
    bool Surely = !E.MayNotHappen && placesOf(E).size() == 1;
    for (uint32_t Site : SitesOf.lookup(&E))
      setMoved(Site, Surely, S);
    if (E.Other)
      setFresh(E.Other, S, true);
    return;
  }
  case EventKind::Init:
    for (PlaceId P : placesOf(E))
      setFresh(P, S, true);
    return;
  case EventKind::Drop:
  case EventKind::StorageDead: // what it points to lives on
    setFresh(E.Place, S, false);
    return;
  case EventKind::Use:
    for (PlaceId P : placesOf(E))
      if (E.Mode != UseKind::Ask)
        setUsed(P, E.Mode == UseKind::Write || E.Mode == UseKind::CallOn, S);
    return;
  case EventKind::Borrow:
  case EventKind::Flow:
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

llvm::SmallVector<MoveHit, 2> MoveState::movesReaching(PlaceId P, const State &S) const {
  llvm::SmallVector<MoveHit, 2> Hits;
  forEachOfRoot(P, [&](uint32_t T) { return isMovedSomewhere(T); }, [&](uint32_t T, Relation R) {
    PlaceId Q = Tracked[T];
    if (R != Relation::Equal && !(R == Relation::Inside && !B.Places.leavesObject(Q, P)))
      return;
    for (auto [Bit, Site] : MovedBits[T])
      if (S.test(Bit))
        Hits.push_back({Site, Q, S.test(2 * T) || S.test(2 * T + 1)});
  });
  return Hits;
}

bool MoveState::mayBeAsAtEntry(PlaceId P, const State &S) const {
  auto It = TrackedIndex.find(P.index());
  return It != TrackedIndex.end() && S.test(2 * It->second);
}

bool MoveState::mayBeFresh(PlaceId P, const State &S) const {
  auto It = TrackedIndex.find(P.index());
  return It != TrackedIndex.end() && S.test(2 * It->second + 1);
}

bool MoveState::mayBeMoved(PlaceId P, const State &S) const {
  auto It = TrackedIndex.find(P.index());
  if (It == TrackedIndex.end())
    return false;
  for (auto [Bit, Unused] : MovedBits[It->second])
    if (S.test(Bit))
      return true;
  return false;
}
