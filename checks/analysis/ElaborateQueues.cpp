//===- ElaborateQueues.cpp ------------------------------------------------===//

#include "analysis/ElaborateQueues.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

bool holdfast::mayRun(const CallEvents &In, PlaceId P) {
  TypeId T = P ? In.B.Places[P].Type : TypeId();
  return T && (In.Prog.Types[T].IsClass || In.Prog.Types[T].IsHandle);
}

static void queue(CallEvents &Out, PlaceId P, PlaceId Into, Span Where) {
  if (mayRun(Out, P) && !Out.Prog.drainedPart(Out.B, P))
    Out.emit(EventKind::Spawn, P, Where).Other = Into;
}

void holdfast::queueStored(CallEvents &Out, const Event &E) {
  if (PlaceId Queue = Out.Prog.drainedPart(Out.B, E.Other))
    queue(Out, E.Place, Queue, E.Where);
}

void holdfast::queueInserted(CallEvents &Out, const Call &C, const CallEffects *Row) {
  if (!C.Object.Place || C.Object.How == Passing::ConstReference)
    return;
  PlaceId Queue = Out.Prog.drainedPart(Out.B, C.Object.Place);
  if (!Queue)
    return;
  const bool Changes = !Row || llvm::any_of(Row->Effects, [](const Effect &E) {
    return E.Subject.Base == EffectPath::Object && E.Subject.Steps.empty() &&
           (E.Kind == EffectKind::Writes || E.Kind == EffectKind::Reinits);
  });
  if (Changes)
    for (const Argument &A : C.Args)
      if (A.How != Passing::Reference || A.IsForwarded || Row)
        queue(Out, A.Place, Queue, A.Where);
}

void holdfast::queueHandedOn(CallEvents &Out, const CallEffects &Said, const Effect &Each, const Call &C) {
  if ((Each.Kind != EffectKind::Moves && Each.Kind != EffectKind::Flows) || Each.Target.Base == EffectPath::None)
    return;
  for (const Effect &Other : Said.Effects)
    if (Other.Kind == EffectKind::Spawns && Other.Subject.Base == Each.Subject.Base)
      return;
  PlaceId Target = Out.place(Each.Target, C), P = Out.place(Each.Subject, C);
  const Argument *A = Out.base(Each.Subject, C);
  PlaceId Queue = Target ? Out.Prog.drainedPart(Out.B, Target) : PlaceId();
  if (Queue && A && P)
    queue(Out, P, Queue, A->Where);
}
