//===- Elaborate.cpp ------------------------------------------------------===//

#include "analysis/Elaborate.h"

#include "analysis/ElaborateLocks.h"
#include "analysis/ElaborateQueues.h"
#include "analysis/Elaborator.h"
#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace holdfast;

Elaborator::Elaborator(const Program &Prog, Body &B, const Summaries &Known) : CallEvents(Prog, B, Known) {
  std::set<PlaceId> Found;
  auto Note = [&](PlaceId P) {
    if (P && B.Places[B.Places.rootOf(P)].Root == RootKind::Global)
      Found.insert(B.Places.rootOf(P));
  };
  for (const Block &Each : B.Blocks)
    for (const Event &E : Each.Events)
      if (E.Kind == EventKind::Move)
        Note(E.Place);
  for (const Call &C : B.Calls) {
    for (const Argument &A : C.Args)
      if (A.How == Passing::RvalueReference)
        Note(A.Place);
    if (const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr; Target && Target->Row)
      for (const Effect &Each : Target->Row->Effects)
        if (const Argument *A = base(Each.Subject, C); A && Each.Kind == EffectKind::Moves)
          Note(A->Place);
  }
  MovedGlobals.assign(Found.begin(), Found.end());
}

bool Elaborator::call(const Event &E, std::vector<Event> &Out) {
  Into = &Out;
  Source = E.From;
  IsUnsequenced = E.Unsequenced;
  const Call &C = B.Calls[E.From.index()];
  const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
  bool IsRow = Target && Target->Row;
  const CallEffects *Said = IsRow ? Target->Row : Target ? inferred(*Target) : nullptr;
  // First, so that what the effects say of the result stays true.
  if (C.Result)
    emit(EventKind::Init, C.Result, C.Where).IsFresh = true;
  const CallEffects *Annotated = Target ? Target->Annotated : nullptr;
  annotated(Annotated, C, true);
  if (Said)
    make(*Said, C);
  if (!Prog.Drained.empty() && (IsRow || !Said))
    queueInserted(*this, C, Said);
  const size_t First = Out.size();
  if (Said)
    for (const Effect &Each : Said->Effects) {
      if (isAboutLocks(Each.Kind) && saysLocks(Annotated))
        continue;
      if (!IsRow && !Prog.Drained.empty())
        queueHandedOn(*this, *Said, Each, C);
      effect(Each, C, IsRow);
    }
  markRestored(llvm::MutableArrayRef(Out).drop_front(First));
  if (Said && IsRow && !Said->Effects.empty())
    unnamedArguments(*Said, C);
  if (!Said)
    unknownCallee(C, Target);
  annotated(Annotated, C, false);
  for (const CallEffects *By : {Said, Annotated})
    if (By)
      for (const Effect &Each : By->Effects)
        results(Each, C);
  if (!IsRow) // a function of the user's may refill what everyone can reach
    for (PlaceId Global : MovedGlobals)
      if (!isMovedBy(C, Global))
        emit(EventKind::Init, Global, C.Where).MayNotHappen = true;
  return !(Said && Said->NeverReturns);
}

static bool isOfThreads(const Effect &E) {
  return E.Kind == EffectKind::Joins || E.Kind == EffectKind::Detaches || E.Kind == EffectKind::Abandons;
}

/// What a destructor does to the object itself, nobody asks for.
static bool isSeenAfterDrop(const Effect &E) {
  if (isAboutLocks(E.Kind) || isOfThreads(E))
    return true;
  return llvm::any_of(E.Subject.Steps, [](const Projection &S) { return S.Kind == ProjectionKind::Deref; });
}

void Elaborator::drop(const Event &E, PlaceId P, TypeId T, std::vector<Event> &Out, bool RowsOnly, unsigned Depth) {
  if (!T || Depth > 4)
    return;
  const TypeInfo &Info = Prog.Types[T];
  const CallEffects *Said = Info.DropRow ? Info.DropRow : RowsOnly ? nullptr : Info.DropElsewhere;
  if (!RowsOnly && Info.Destructor && Info.Destructor.index() < Known.size() && Known[Info.Destructor.index()])
    Said = &*Known[Info.Destructor.index()];
  Into = &Out;
  Source = CallId();
  const size_t First = Out.size();
  Call Dropped;
  Dropped.Object.Place = P;
  Dropped.Object.How = Passing::Reference;
  Dropped.Object.Where = Dropped.Where = E.Where;
  if (Said)
    for (const Effect &Each : Said->Effects)
      if (isSeenAfterDrop(Each) && !(isAboutLocks(Each.Kind) && Info.IsGuard)) {
        effect(Each, Dropped, false);
        // A library's handle waits for its own thread.
        if (Info.DropRow && !Into->empty() && Into->back().Kind == EventKind::Join)
          Into->back().IsOwn = true;
      }
  if (Info.Deleter && Info.Deleter.index() < Known.size() && Known[Info.Deleter.index()]) {
    Dropped.Args.push_back(Dropped.Object);
    for (const Effect &Each : Known[Info.Deleter.index()]->Effects)
      if (Each.Subject.Base == 0 && isOfThreads(Each))
        effect(Each, Dropped, false);
  }
  for (size_t I = First; I < Out.size(); ++I)
    Out[I].OfDestructor = true;
  for (auto &[Step, Part] : Info.DropParts)
    drop(E, B.Places.project(P, Step, Part), Part, Out, RowsOnly, Depth + 1);
}

bool Elaborator::isSaidByRow(const Event &E, const Event &Before) const {
  if (E.Kind != EventKind::Init || E.IsFresh || Before.Kind != EventKind::Call)
    return false;
  const Call &C = B.Calls[Before.From.index()];
  const CallEffects *Row = C.Target ? Prog.Callees[C.Target.index()].Row : nullptr;
  return Row && C.Object.Place == E.Place && llvm::any_of(Row->Effects, [](const Effect &Said) {
           return Said.Kind == EffectKind::Reinits && Said.Subject.Base == EffectPath::Object && Said.Subject.Steps.empty();
         });
}

void Elaborator::stored(const Event &E, std::vector<Event> &Out) {
  Into = &Out;
  Source = CallId();
  queueStored(*this, E);
}

/// What must be true before a call comes first, what is true after it last.
void Elaborator::annotated(const CallEffects *Said, const Call &C, bool IsBefore) {
  if (Said)
    for (const Effect &Each : Said->Effects)
      if (isDemand(Each.Kind) == IsBefore)
        effect(Each, C, true);
}

/// True where an argument of this very call has moved it.
bool Elaborator::isMovedBy(const Call &C, PlaceId Global) const {
  for (const Event &E : *Into)
    if (E.Kind == EventKind::Move && B.Places.rootOf(E.Place) == Global && E.Where.Begin >= C.Where.Begin &&
        E.Where.Begin <= C.Where.End)
      return true;
  return false;
}

const CallEffects *Elaborator::inferred(const Callee &Target) const {
  if (!Target.Body || Target.MayDispatch || Target.Body.index() >= Known.size())
    return Target.Elsewhere;
  const auto &S = Known[Target.Body.index()];
  return S ? &*S : nullptr;
}

std::vector<Block> holdfast::elaborate(const Program &Prog, Body &B, const Summaries &Known) {
  Elaborator E(Prog, B, Known);
  std::vector<Block> Out(B.Blocks.size());
  for (size_t I = 0; I < B.Blocks.size(); ++I) {
    Out[I].Successors = B.Blocks[I].Successors;
    Out[I].Where = B.Blocks[I].Where;
    Out[I].Events.reserve(2 * B.Blocks[I].Events.size());
    for (size_t J = 0; J < B.Blocks[I].Events.size(); ++J) {
      const Event Each = B.Blocks[I].Events[J];
      if (J && E.isSaidByRow(Each, B.Blocks[I].Events[J - 1]))
        continue;
      if (Each.Kind == EventKind::Move && Each.Other && !Each.IsFresh)
        E.drop(Each, Each.Other, B.Places[Each.Other].Type, Out[I].Events, true);
      if (!Prog.Drained.empty() && Each.Other && (Each.Kind == EventKind::Move || Each.Kind == EventKind::Flow))
        E.stored(Each, Out[I].Events);
      Out[I].Events.push_back(Each);
      if (Each.Kind == EventKind::Drop)
        E.drop(Each, Each.Place, B.Places[Each.Place].Type, Out[I].Events, false);
      if (Each.Kind == EventKind::Call && !E.call(Each, Out[I].Events)) {
        Out[I].Successors.clear();
        break;
      }
    }
  }
  return Out;
}
