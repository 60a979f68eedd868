//===- ElaborateEffects.cpp - the events of one effect of a callee --------===//
//
// A part of Elaborator: each effect as the events that it stands for, and what is
// true of the result and of what the callee constructs.
//
//===----------------------------------------------------------------------===//

#include "analysis/Elaborator.h"

#include "analysis/ElaborateLocks.h"
#include "analysis/ElaborateQueues.h"
#include "analysis/Makers.h"

using namespace holdfast;

/// A row that constructs an object does to threads what the constructor's
/// row says: `emplace_back` on a vector of threads spawns one.
void Elaborator::make(const CallEffects &Said, const Call &C) {
  for (const Invocation &One : Said.Invocations) {
    if (!One.Makes)
      continue;
    Call Inner = C;
    Inner.Object.Place = place(One.Subject, C);
    // What a smart pointer alone points to.
    if (Inner.Object.Place && One.Subject.Base == EffectPath::Result && !One.Subject.Steps.empty())
      emit(EventKind::Borrow, Inner.Object.Place, C.Where).Other = C.Result;
    if (Inner.Object.Place && C.Made)
      for (const Effect &Each : C.Made->Effects)
        if (Each.Kind == EffectKind::Spawns)
          effect(Each, Inner, true);
    if (Inner.Object.Place)
      for (const Effect &Each : keptByMaker(Prog, Known, C)) {
        effect(Each, Inner, false);
        results(Each, Inner);
      }
  }
}

/// The result, or what the row makes behind that pointer.
PlaceId Elaborator::madeIn(const Call &C) {
  const CallEffects &Row = *Prog.Callees[C.Target.index()].Row;
  for (const Invocation &One : Row.Invocations)
    if (One.Makes && One.Subject.Base == EffectPath::Result)
      return place(One.Subject, C);
  return C.Result;
}

/// What a row's `moves(P)` moves: one row serves overloads that take it by
/// rvalue, by const reference or by value, and templates that forward it.
static bool isMovedFrom(const Argument &A, const Effect &Said) {
  return A.How == Passing::RvalueReference || (A.How == Passing::Reference && !A.IsForwarded && !Said.IfRvalue);
}

void Elaborator::move(PlaceId P, const Argument &A, const Effect &Said, const Call &C) {
  Event &E = emit(EventKind::Move, P, A.Where);
  E.Whole = A.Whole;
  E.MayNotHappen = Said.May;
  E.IfTested = Said.IfTested && C.Result;
  E.Other = place(Said.Target, C);
  if (Said.WhenResult && C.Result) {
    Condition Is{*Said.WhenResult ? Comparison::NotEqual : Comparison::Equal, B.Terms.value(C.Result),
                 B.Terms.constant(0), 0};
    E.Assumed = B.Terms.intern(Is);
    E.MayNotHappen = true;
  }
}

/// The guard that holds what is locked: as the effect says, or the one that the
/// function returns.
PlaceId Elaborator::guardOf(const Effect &Said, const Call &C) {
  const PlaceId Named = place(Said.Target, C);
  const bool Takes = Said.Kind == EffectKind::Locks || Said.Kind == EffectKind::LocksShared;
  const TypeId T = Takes && C.Result ? B.Places[C.Result].Type : TypeId();
  return !Named && T && Prog.Types[T].IsGuard ? C.Result : Named;
}

void Elaborator::effect(const Effect &Said, const Call &C, bool IsRow) {
  const Argument *A = base(Said.Subject, C);
  PlaceId P = place(Said.Subject, C);
  if (P && isAboutLocks(Said.Kind))
    return elaborateLock({Prog, B, Known, A ? A->Where : C.Where, Source, C.Result}, Said, P, guardOf(Said, C), *Into);
  if (P && Said.Kind == EffectKind::Joins && Said.Subject.Base == EffectPath::Global) {
    emit(EventKind::Join, P, C.Where).IsOwn = true; // of OpenMP's tasks
    return;
  }
  if (!P || !A)
    return;
  switch (Said.Kind) {
  case EffectKind::Reads:
    use(P, UseKind::Read, A->Where);
    Into->back().MayNotHappen = Said.May;
    Into->back().Whole = A->Whole;
    break;
  case EffectKind::Asks: use(P, UseKind::Ask, A->Where); break;
  case EffectKind::Writes: use(P, UseKind::CallOn, A->Where); break;
  case EffectKind::Moves:
    if (IsRow && Said.Subject.Steps.empty() && !isMovedFrom(*A, Said)) {
      if (A->How != Passing::Value && A->How != Passing::Pointer && A->How != Passing::ConstPointer)
        use(P, UseKind::Read, A->Where);
      if (!C.Object.Place && C.Result && mayRun(*this, P) && mayRun(*this, C.Result)) // as std::bind keeps it
        if (PlaceId Keeper = madeIn(C); Keeper != P)
          emit(EventKind::Flow, P, A->Where).Other = Keeper;
      break;
    }
    move(P, *A, Said, C);
    if (Said.Again)
      move(P, *A, Said, C);
    break;
  case EffectKind::Reinits: emit(EventKind::Init, P, A->Where); break;
  case EffectKind::RunsNow: runs(P, *A, C, Said.Once); break;
  case EffectKind::Keeps: emit(EventKind::Escape, P, A->Where); break;
  case EffectKind::Spawns:
    if (Said.OnlyWhere == GivenValue() || isGiven(Said.OnlyWhere, C))
      spawn(P, *A, Said, C);
    break;
  case EffectKind::Joins: emit(EventKind::Join, P, A->Where).OfSign = Said.OfSign; break;
  case EffectKind::Detaches: emit(EventKind::Detach, P, A->Where); break;
  case EffectKind::Abandons: emit(EventKind::Abandon, P, A->Where); break;
  case EffectKind::Flows:
    if (PlaceId Target = place(Said.Target, C))
      emit(EventKind::Flow, P, A->Where).Other = Target;
    break;
  case EffectKind::Aliases:
  case EffectKind::Borrows: break; // after the result's Init
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
  case EffectKind::TellsHeld: break; // above
  }
}

void Elaborator::results(const Effect &Said, const Call &C) {
  if (Said.Kind == EffectKind::Spawns && Said.Subject.Base == EffectPath::Result) {
    if (PlaceId Handle = place(Said.Target, C)) {
      PlaceId Closure = B.Places.makeRoot(RootKind::Temporary, SymbolId(), 0, TypeId()); // the callee's own
      emit(EventKind::Spawn, Closure, C.Where).Other = Handle;
    }
    return;
  }
  if (Said.Kind != EffectKind::Aliases && Said.Kind != EffectKind::Borrows)
    return;
  PlaceId Pointer = place(Said.Subject, C);
  const Argument *A = base(Said.Target, C);
  if (A && Pointer && (A->How == Passing::Pointer || A->How == Passing::ConstPointer) && !Said.Target.Steps.empty() &&
      Said.Target.Steps[0].Kind == ProjectionKind::Element) {
    emit(EventKind::Flow, A->Place, C.Where).Other = Pointer; // the elements are not the pointer's own
    return;
  }
  if (PlaceId Target = place(Said.Target, C); Target && Pointer)
    emit(EventKind::Borrow, Target, A ? A->Where : C.Where).Other = Pointer;
}
