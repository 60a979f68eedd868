//===- CallEvents.cpp -----------------------------------------------------===//

#include "analysis/CallEvents.h"

using namespace holdfast;

Event &CallEvents::emit(EventKind Kind, PlaceId P, Span Where) {
  Event E;
  E.Kind = Kind;
  E.Place = P;
  E.Where = Where;
  E.From = Source;
  E.Unsequenced = IsUnsequenced;
  Into->push_back(E);
  return Into->back();
}

const Argument *CallEvents::base(const EffectPath &Path, const Call &C) const {
  if (Path.Base == EffectPath::Object)
    return C.Object.Place ? &C.Object : nullptr;
  if (Path.Base >= 0 && size_t(Path.Base) < C.Args.size() && C.Args[Path.Base].Place)
    return &C.Args[Path.Base];
  return nullptr;
}

PlaceId CallEvents::place(const EffectPath &Path, const Call &C) {
  const bool IsConstruction = C.Target && Prog.Callees[C.Target.index()].IsConstructor;
  PlaceId P;
  if (Path.Base == EffectPath::Result)
    P = C.Result ? C.Result : IsConstruction ? C.Object.Place : PlaceId(); // a constructor makes its object
  else if (Path.Base == EffectPath::Global && Path.Name == Prog.Tasks && C.Tasks)
    P = C.Tasks; // of the task that the call is in
  else if (Path.Base == EffectPath::Global)
    P = B.Places.globalRoot(Path.Name, Prog.Symbols.type(Path.Name));
  else if (const Argument *A = base(Path, C))
    P = A->Place;
  if (P)
    for (Projection Step : Path.Steps) {
      if (Step.Kind == ProjectionKind::Element && Step.Index >= ElementAtArgument)
        Step.Index = Projection::UnknownElement;
      P = B.Places.project(P, Step, Prog.Symbols.type(Step.Name));
    }
  return P;
}
