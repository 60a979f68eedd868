//===- LockTransfer.cpp - what each event does to what is held ------------===//

#include "analysis/Locks.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

/// `F` may be true besides what is.
void Locks::add(Fact F, State &S) const {
  for (const Fact &Each : factsOf(F.Lock, S))
    S.Facts.insert(Each);
  S.Facts.insert(F);
}

/// `F` is what is true of the lock from here on.
void Locks::put(Fact F, State &S) const {
  std::erase_if(S.Facts, [&](const Fact &Each) { return Each.Lock == F.Lock; });
  S.Facts.insert(F);
}

/// The guard that knows the lock, if just one does: it gives back what is taken
/// by hand, too.
PlaceId Locks::guardOf(PlaceId Lock, const State &S) const {
  PlaceId Guard;
  for (const Binding &Each : S.Bindings)
    if (Each.Lock == Lock) {
      if (Guard)
        return PlaceId();
      Guard = Each.Guard;
    }
  return Guard;
}

/// Somebody says that the lock is held: since the entry, where no event of this
/// body has taken it.
void Locks::assertHeld(PlaceId Lock, State &S) const {
  std::vector<Fact> Facts = factsOf(Lock, S);
  if (llvm::none_of(Facts, [](const Fact &F) { return F.Is == Was::Held; }))
    return put({Lock, Was::Held, 0, false, PlaceId()}, S);
  std::erase_if(S.Facts, [&](const Fact &F) { return F.Lock == Lock && F.Is != Was::Held; });
}

void Locks::acquire(const Event &E, State &S) const {
  const uint32_t Site = SiteOf.lookup(&E);
  const bool Surely = isOne(E, S);
  for (PlaceId P : Names.placesOf(E)) {
    const bool IsGuard = llvm::any_of(S.Bindings, [&](const Binding &Each) { return Each.Guard == P; });
    for (PlaceId Lock : locksOf(P, S)) {
      if (leavesAsItWas(E, Lock, S))
        continue;
      if (E.Other)
        S.Bindings.insert({E.Other, Lock});
      if (E.How == Taking::Deferred)
        continue;
      if (E.How == Taking::Adopted && !E.Other) {
        assertHeld(Lock, S);
        continue;
      }
      Fact F{Lock, Was::Held, Site, E.How == Taking::Shared, E.Other ? E.Other : IsGuard ? P : guardOf(Lock, S)};
      if (!Surely) {
        // What this very call has given back on some paths, it takes again on them.
        std::erase_if(S.Facts, [&](const Fact &Each) {
          return Each.Lock == Lock && Each.Is == Was::Released && E.From && CallOf[Each.Site] == E.From;
        });
        add(F, S);
      } else if (E.How != Taking::Adopted && (E.How == Taking::Shared || !locksOnce(Lock))) {
        // It may be held twice, and then be given back once.
        std::erase_if(S.Facts, [&](const Fact &Each) { return Each.Lock == Lock && Each.Is != Was::Held; });
        S.Facts.insert(F);
      } else {
        put(F, S);
      }
    }
  }
  if (E.Assumed) {
    const Condition &C = B.Terms[E.Assumed];
    S.Open.insert({C.Left, Site, C.Op == Comparison::NotEqual});
  }
}

/// What `Guard` holds of `Lock` (or, without a guard, what was taken last by
/// hand) is given back.
void Locks::letGo(PlaceId Guard, PlaceId Lock, uint32_t Site, State &S) const {
  std::vector<Fact> Mine;
  bool HeldOtherwise = false;
  for (const Fact &F : factsOf(Lock, S)) {
    if (F.Is != Was::Held)
      continue;
    if (F.Guard == Guard)
      Mine.push_back(F);
    else
      HeldOtherwise = true;
  }
  if (Mine.empty())
    return;
  if (!Guard && Mine.size() > 1 && !locksOnce(Lock)) {
    S.Facts.erase(Mine.back());
    return;
  }
  for (const Fact &F : Mine)
    S.Facts.erase(F);
  if (!HeldOtherwise)
    S.Facts.insert({Lock, Was::Released, Site, false, PlaceId()});
}

void Locks::release(const Event &E, State &S) const {
  const uint32_t Site = SiteOf.lookup(&E);
  const bool Surely = isOne(E, S);
  for (PlaceId P : Names.placesOf(E)) {
    const bool IsGuard = llvm::any_of(S.Bindings, [&](const Binding &Each) { return Each.Guard == P; });
    if (E.How == Taking::Disowned) {
      std::vector<Fact> Mine;
      for (const Fact &F : S.Facts)
        if (F.Guard == P)
          Mine.push_back(F);
      for (Fact F : Mine)
        S.Facts.erase(F), F.Guard = PlaceId(), S.Facts.insert(F);
      std::erase_if(S.Bindings, [&](const Binding &Each) { return Each.Guard == P; });
      continue;
    }
    for (PlaceId Lock : locksOf(P, S)) {
      if (leavesAsItWas(E, Lock, S))
        continue;
      const bool Nests = !locksOnce(Lock) && llvm::count_if(factsOf(Lock, S), [](const Fact &F) { return F.Is == Was::Held; }) > 1;
      const bool IsKnown = llvm::any_of(factsOf(Lock, S), [](const Fact &F) { return F.Is != Was::AtEntry; });
      // Of an object that was asserted to be held.
      std::erase_if(S.Facts, [&](const Fact &F) { return F.Lock && F.Lock != Lock && F.Is == Was::Held && !F.Site && B.Places.isWithin(Lock, F.Lock); });
      if (Surely && !Nests) {
        put({Lock, Was::Released, Site, false, PlaceId()}, S);
      } else if (Surely) {
        letGo(IsGuard ? P : PlaceId(), Lock, Site, S);
      } else {
        // What this very call has taken on some paths, it gives back on them.
        std::erase_if(S.Facts, [&](const Fact &F) {
          return F.Lock == Lock && F.Is == Was::Held && E.From && CallOf[F.Site] == E.From;
        });
        add({Lock, Was::Released, Site, false, PlaceId()}, S);
      }
      // A lock by another name may be any that is held.
      if (!IsKnown && !IsGuard && isReachedThroughPointer(Lock))
        loseSight(Lock, S);
    }
  }
}

/// Somebody may have given back, or taken, what is another name of `P`.
void Locks::loseSight(PlaceId P, State &S) const {
  std::vector<Fact> Given;
  for (const Fact &F : S.Facts)
    if (F.Is == Was::Held && !F.Guard && F.Lock && F.Lock != P &&
        (!B.Places[F.Lock].Type || !B.Places[P].Type || B.Places[F.Lock].Type == B.Places[P].Type))
      Given.push_back({F.Lock, Was::AtEntry, 0, false, PlaceId()});
  S.Facts.insert(Given.begin(), Given.end());
}

/// What is reached through `Pointer`, or with its value as an index, is another
/// object from here on: the locks among it are held under no name.
void Locks::loseNames(PlaceId Pointer, bool AllBelow, State &S) const {
  auto IsStale = [&](PlaceId P) {
    if (!P)
      return false;
    if (B.Places.isIndexedBy(P, Pointer))
      return true;
    if (!B.Places.isWithin(P, Pointer))
      return false;
    if (AllBelow)
      return P == Pointer || B.Places.leavesObject(P, Pointer);
    for (; P != Pointer; P = B.Places[P].Parent)
      if (B.Places[P].Parent == Pointer && B.Places[P].Step.Kind == ProjectionKind::Deref)
        return true;
    return false;
  };
  std::vector<Fact> Stale;
  for (const Fact &F : S.Facts)
    if (F.Lock && IsStale(F.Lock))
      Stale.push_back(F);
  for (Fact F : Stale) {
    S.Facts.erase(F);
    F.Lock = PlaceId();
    if (F.Is == Was::Held)
      add(F, S);
  }
  std::vector<Binding> Bound;
  for (const Binding &Each : S.Bindings)
    if (Each.Lock && IsStale(Each.Lock))
      Bound.push_back(Each);
  for (Binding Each : Bound)
    S.Bindings.erase(Each), S.Bindings.insert({Each.Guard, PlaceId()});
}

void Locks::init(const Event &E, State &S) const {
  for (PlaceId P : Names.placesOf(E)) {
    if (E.MayNotHappen) {
      // Given to a callee of which nothing is known.
      for (const Fact &F : std::set<Fact>(S.Facts))
        if (F.Lock == P || F.Guard == P)
          add({F.Lock, Was::AtEntry, 0, false, PlaceId()}, S);
      loseNames(P, false, S);
      continue;
    }
    loseNames(P, true, S);
    std::vector<Fact> Lost;
    for (const Fact &F : S.Facts) // an assignment does not change who holds a lock in the object
      if ((F.Lock && E.IsFresh && B.Places.isWithin(F.Lock, P)) || (F.Guard && B.Places.isWithin(F.Guard, P)))
        Lost.push_back(F);
    for (const Fact &F : Lost) {
      add({F.Lock, Was::AtEntry, 0, false, PlaceId()}, S);
      S.Facts.erase(F);
    }
    std::erase_if(S.Bindings, [&](const Binding &Each) { return B.Places.isWithin(Each.Guard, P); });
    std::erase_if(S.Open, [&](const Pending &Each) { return isOf(Each.Answer, P); });
    if (E.Value)
      for (const Pending &Each : std::set<Pending>(S.Open))
        if (Each.Answer == E.Value)
          S.Open.insert({B.Terms.value(P), Each.Site, Each.IfHeld});
  }
}

bool Locks::isOf(TermId T, PlaceId P) const {
  return B.Terms[T].Kind == TermKind::Value && B.Places.isWithin(B.Terms[T].Place, P);
}

/// The guards within `P` end.
void Locks::drop(PlaceId P, uint32_t Site, State &S) const {
  std::set<std::pair<PlaceId, PlaceId>> Ended; // guard, lock
  for (const Fact &F : S.Facts)
    if (F.Guard && F.Is == Was::Held && B.Places.isWithin(F.Guard, P))
      Ended.insert({F.Guard, F.Lock});
  for (auto [Guard, Lock] : Ended)
    letGo(Guard, Lock, Site, S);
  std::erase_if(S.Bindings, [&](const Binding &Each) { return B.Places.isWithin(Each.Guard, P); });
}

void Locks::storageDead(PlaceId P, State &S) const {
  // What a parameter points to keeps its name to the end of the body.
  if (B.Places[P].Root != RootKind::Param)
    loseNames(P, true, S);
  std::erase_if(S.Facts, [&](const Fact &F) {
    return F.Lock && B.Places.isWithin(F.Lock, P) && !B.Places.leavesObject(F.Lock, P);
  });
  std::erase_if(S.Bindings, [&](const Binding &Each) {
    return B.Places.isWithin(Each.Guard, P) || (Each.Lock && B.Places.isWithin(Each.Lock, P));
  });
  std::erase_if(S.Open, [&](const Pending &Each) { return isOf(Each.Answer, P); });
}

/// A guard takes over what another has known and held; where nobody knows who,
/// nobody knows whether it is held.
void Locks::move(const Event &E, State &S) const {
  const PlaceId To = E.Other;
  if (To && !E.IsFresh && !E.MayNotHappen)
    drop(To, SiteOf.lookup(&E), S);
  if (To)
    loseNames(To, false, S);
  llvm::ArrayRef<PlaceId> From = Names.placesOf(E);
  std::vector<Fact> Held;
  std::vector<Binding> Bound;
  for (PlaceId P : From) {
    for (const Fact &F : S.Facts)
      if (F.Guard && F.Is == Was::Held && B.Places.isWithin(F.Guard, P))
        Held.push_back(F);
    for (const Binding &Each : S.Bindings)
      if (B.Places.isWithin(Each.Guard, P))
        Bound.push_back(Each);
  }
  const bool Surely = To && !E.MayNotHappen && From.size() == 1;
  for (Fact F : Held) {
    if (!Surely) {
      add({F.Lock, Was::AtEntry, 0, false, PlaceId()}, S);
      continue;
    }
    S.Facts.erase(F);
    F.Guard = B.Places.rebase(F.Guard, From[0], To);
    S.Facts.insert(F);
  }
  for (const Binding &Each : Bound)
    if (Surely) {
      S.Bindings.erase(Each);
      S.Bindings.insert({B.Places.rebase(Each.Guard, From[0], To), Each.Lock});
    }
}

/// The Acquire at `Site` has worked, or has not.
void Locks::settle(uint32_t Site, bool IsHeld, State &S) const {
  std::set<PlaceId> Of;
  for (const Fact &F : S.Facts)
    if (F.Is == Was::Held && F.Site == Site)
      Of.insert(F.Lock);
  for (PlaceId Lock : Of) {
    std::erase_if(S.Facts, [&](const Fact &F) {
      return F.Lock == Lock && (F.Is == Was::Held && F.Site == Site) != IsHeld;
    });
    if (!IsHeld && factsOf(Lock, S).size() == 1 && factsOf(Lock, S)[0].Is == Was::AtEntry)
      S.Facts.insert({Lock, Was::AtEntry, 0, false, PlaceId()});
  }
}

/// What a condition over the answer to an attempt, or to a question that a
/// guard answers, tells.
void Locks::assume(const Event &E, State &S) const {
  const Condition &C = B.Terms[E.Assumed];
  if ((C.Op != Comparison::Equal && C.Op != Comparison::NotEqual) || C.Offset ||
      (C.Right && B.Terms[C.Right].Kind != TermKind::Constant))
    return;
  const int64_t With = C.Right ? B.Terms[C.Right].Constant : 0;
  const bool IsEqual = (C.Op == Comparison::Equal) != E.Negated;
  if (With != 0 && !IsEqual)
    return;
  const bool IsTrue = With != 0 || !IsEqual;
  for (const Pending &Each : std::set<Pending>(S.Open))
    if (Each.Answer == C.Left) {
      settle(Each.Site, IsTrue == Each.IfHeld, S);
      S.Open.erase(Each);
    }
  for (const HeldAnswer &A : B.HeldAnswers)
    if (A.Question == C.Left)
      settleGuard(A.Object, IsTrue == A.Answer, S);
}

/// The guard holds its lock, or does not.
void Locks::settleGuard(PlaceId Guard, bool IsHeld, State &S) const {
  for (const Binding &Each : S.Bindings) {
    if (Each.Guard != Guard)
      continue;
    auto IsMine = [&](const Fact &F) { return F.Is == Was::Held && F.Guard == Guard; };
    std::vector<Fact> Known = factsOf(Each.Lock, S);
    if (IsHeld && llvm::none_of(Known, IsMine))
      continue;
    std::erase_if(S.Facts, [&](const Fact &F) { return F.Lock == Each.Lock && IsMine(F) != IsHeld; });
    if (llvm::all_of(Known, IsMine) && !IsHeld)
      S.Facts.insert({Each.Lock, Was::AtEntry, 0, false, PlaceId()});
  }
}

void Locks::transfer(const Event &E, State &S) const {
  switch (E.Kind) {
  case EventKind::Acquire: return acquire(E, S);
  case EventKind::Release: return release(E, S);
  case EventKind::Move: return move(E, S);
  case EventKind::Init: return init(E, S);
  case EventKind::Drop:
    for (PlaceId P : Names.placesOf(E))
      drop(P, SiteOf.lookup(&E), S);
    return;
  case EventKind::StorageDead: return storageDead(E.Place, S);
  case EventKind::Assume: return assume(E, S);
  case EventKind::Use:
    if (E.Mode == UseKind::Write || E.Mode == UseKind::CallOn)
      for (PlaceId P : Names.placesOf(E))
        loseNames(P, false, S);
    return;
  case EventKind::Borrow:
  case EventKind::Flow:
    loseNames(E.Other, false, S);
    return;
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
  case EventKind::Suspend: return;
  }
}
