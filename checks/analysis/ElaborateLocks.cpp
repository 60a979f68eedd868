//===- ElaborateLocks.cpp -------------------------------------------------===//

#include "analysis/ElaborateLocks.h"

#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace holdfast;

bool holdfast::isAboutLocks(EffectKind Kind) {
  switch (Kind) {
  case EffectKind::Locks:
  case EffectKind::LocksShared:
  case EffectKind::Defers:
  case EffectKind::Adopts:
  case EffectKind::Unlocks:
  case EffectKind::Disowns:
  case EffectKind::Waits:
  case EffectKind::Needs:
  case EffectKind::NeedsShared:
  case EffectKind::Excludes:
  case EffectKind::TellsHeld: return true;
  default: return false;
  }
}

bool holdfast::isDemand(EffectKind Kind) {
  return Kind == EffectKind::Needs || Kind == EffectKind::NeedsShared || Kind == EffectKind::Excludes;
}

bool holdfast::saysLocks(const CallEffects *Annotated) {
  return Annotated && llvm::any_of(Annotated->Effects, [](const Effect &E) { return isAboutLocks(E.Kind) && !isDemand(E.Kind); });
}

bool holdfast::isSaidOfLocks(const Program &Prog, const Body &B, const Event &E) {
  const CalleeId Target = E.From ? B.Calls[E.From.index()].Target : CalleeId();
  return Target && (Prog.Callees[Target.index()].Row || saysLocks(Prog.Callees[Target.index()].Annotated));
}

/// The lock that `lock()` on an object of the user's takes: the one that its
/// body says, or the object itself.
static PlaceId lockWithin(const LockSite &Site, PlaceId Object) {
  TypeId T = Site.B.Places[Object].Type;
  FunctionId F = T ? Site.Prog.Types[T].LockMember : FunctionId();
  if (!F || F.index() >= Site.Known.size() || !Site.Known[F.index()])
    return Object;
  for (const Effect &Said : Site.Known[F.index()]->Effects)
    if (Said.Kind == EffectKind::Locks && Said.Subject.Base == EffectPath::Object) {
      PlaceId P = Object;
      for (const Projection &Step : Said.Subject.Steps)
        P = Site.B.Places.project(P, Step, Site.Prog.Symbols.type(Step.Name));
      return P;
    }
  return Object;
}

static EventKind eventOf(EffectKind Kind) {
  switch (Kind) {
  case EffectKind::Unlocks:
  case EffectKind::Disowns: return EventKind::Release;
  case EffectKind::Waits: return EventKind::Wait;
  case EffectKind::Needs:
  case EffectKind::NeedsShared:
  case EffectKind::Excludes: return EventKind::Need;
  default: return EventKind::Acquire;
  }
}

static Taking howOf(EffectKind Kind) {
  switch (Kind) {
  case EffectKind::LocksShared:
  case EffectKind::NeedsShared: return Taking::Shared;
  case EffectKind::Defers: return Taking::Deferred;
  case EffectKind::Adopts: return Taking::Adopted;
  case EffectKind::Disowns: return Taking::Disowned;
  default: return Taking::Exclusive;
  }
}

void holdfast::elaborateLock(const LockSite &Site, const Effect &Said, PlaceId Subject, PlaceId Guard,
                             std::vector<Event> &Out) {
  if (Said.Kind == EffectKind::TellsHeld)
    return; // lowering has asked
  Event E;
  E.Kind = eventOf(Said.Kind);
  E.How = howOf(Said.Kind);
  E.Place = E.Kind == EventKind::Acquire ? lockWithin(Site, Subject) : Subject;
  E.Other = Guard;
  E.Where = Site.Where;
  E.Negated = Said.Kind == EffectKind::Excludes;
  E.From = Site.From;
  E.MayNotHappen = Said.May;
  if (Said.WhenResult && Site.Result) {
    Condition Is{*Said.WhenResult ? Comparison::NotEqual : Comparison::Equal, Site.B.Terms.value(Site.Result),
                 Site.B.Terms.constant(0), 0};
    E.Assumed = Site.B.Terms.intern(Is);
    E.IfTested = Said.IfTested;
    E.MayNotHappen = !Said.IfTested; // else it is believed until the answer is asked for
  }
  Out.push_back(E);
}

void holdfast::markRestored(llvm::MutableArrayRef<Event> OfCall) {
  auto Is = [](const Event &E, EventKind Kind) {
    return E.Kind == Kind && !E.Other && (E.How == Taking::Exclusive || E.How == Taking::Shared);
  };
  std::map<PlaceId, std::pair<Event *, Event *>> Ends; // the first and the last of each lock
  for (Event &E : OfCall)
    if (Is(E, EventKind::Release) || Is(E, EventKind::Acquire))
      Ends.try_emplace(E.Place, &E, &E).first->second.second = &E;
  for (Event &E : OfCall)
    if (auto It = Ends.find(E.Place); It != Ends.end() && Is(*It->second.first, EventKind::Release) && Is(*It->second.second, EventKind::Acquire))
      E.IsRestored = Is(E, EventKind::Release) || Is(E, EventKind::Acquire);
}
