//===- Blocking.cpp -------------------------------------------------------===//

#include "analysis/Blocking.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

static SymbolId bySummary(const Summaries &Known, FunctionId F) {
  return F && F.index() < Known.size() && Known[F.index()] ? Known[F.index()]->BlocksIn : SymbolId();
}

static bool takesLock(const CallEffects *Said) {
  return Said && llvm::any_of(Said->Effects, [](const Effect &E) {
           return E.Kind == EffectKind::Locks || E.Kind == EffectKind::LocksShared || E.Kind == EffectKind::Waits;
         });
}

SymbolId holdfast::blockedIn(const Program &Prog, const Summaries &Known, const Body &B, const Call &C) {
  if (!C.Target)
    return SymbolId();
  const Callee &Target = Prog.Callees[C.Target.index()];
  const CallEffects *OfBody = Target.Body && Target.Body.index() < Known.size() && Known[Target.Body.index()] ? &*Known[Target.Body.index()] : nullptr;
  if (Target.Blocks)
    return takesLock(Target.Row) || takesLock(Target.Annotated) || takesLock(OfBody) ? SymbolId() : Target.Name;
  if (Target.Row) {
    for (const Effect &Said : Target.Row->Effects) {
      if (Said.Kind != EffectKind::RunsNow || Said.Subject.Base < 0 || size_t(Said.Subject.Base) >= C.Args.size())
        continue;
      const PlaceId Closure = C.Args[size_t(Said.Subject.Base)].Place;
      if (const TypeId T = Closure ? B.Places[Closure].Type : TypeId())
        if (SymbolId In = bySummary(Known, Prog.Types[T].CallOperator))
          return In;
    }
    return SymbolId();
  }
  return Target.MayDispatch ? SymbolId() : bySummary(Known, Target.Body);
}
