//===- HalfKnown.cpp ------------------------------------------------------===//

#include "summary/HalfKnown.h"

#include "analysis/ElaborateLocks.h"
#include "model/CallEffects.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

bool holdfast::isElsewhere(const Callee &C) {
  return C.isOfOtherUnit() && (!C.Row || C.IsConvention) && !C.NeverReturns && !saysLocks(C.Annotated);
}

/// The destructors with a visible body that run where a `T` ends.
void HalfKnown::addEnd(TypeId T, std::vector<FunctionId> &Calls, unsigned Depth) const {
  constexpr unsigned MaxDepth = 4; // a list is a part of itself
  if (!T || Depth == MaxDepth)
    return;
  if (FunctionId Destructor = Prog.Types[T].Destructor)
    Calls.push_back(Destructor);
  for (const auto &[Step, Part] : Prog.Types[T].DropParts)
    addEnd(Part, Calls, Depth + 1);
}

void HalfKnown::addOwn(const Body &B, std::vector<FunctionId> &Calls) {
  llvm::BitVector &Classes = OfBody[B.Id.index()];
  auto Note = [&](PlaceId P) {
    if (!P || !B.Places[P].Type)
      return;
    Classes.resize(Prog.Types.size());
    Classes.set(B.Places[P].Type.index());
  };
  for (const Call &C : B.Calls) {
    if (!C.Target)
      continue;
    const Callee &Target = Prog.Callees[C.Target.index()];
    if (Target.Body)
      Calls.push_back(Target.Body);
    if (!isElsewhere(Target) || Target.Elsewhere)
      continue;
    Note(C.Object.Place);
    for (const Argument &A : C.Args)
      if (A.How == Passing::Reference)
        Note(A.Place);
      else if (A.How == Passing::Pointer && A.Place)
        Note(B.Places.findPart(A.Place, {ProjectionKind::Deref, {}, 0, {}}));
  }
  for (const Block &Each : B.Blocks)
    for (const Event &E : Each.Events)
      if (E.Kind == EventKind::Drop)
        addEnd(B.Places[E.Place].Type, Calls);
}

HalfKnown::HalfKnown(const Program &Prog) : Prog(Prog), OfBody(Prog.Bodies.size()) {
  std::vector<std::vector<FunctionId>> Callers(Prog.Bodies.size());
  for (const Body &B : Prog.Bodies) {
    std::vector<FunctionId> Calls;
    addOwn(B, Calls);
    for (FunctionId Callee : Calls)
      Callers[Callee.index()].push_back(B.Id);
  }
  std::vector<FunctionId> Work;
  for (const Body &B : Prog.Bodies)
    if (OfBody[B.Id.index()].any())
      Work.push_back(B.Id);
  while (!Work.empty()) {
    const FunctionId F = Work.back();
    Work.pop_back();
    for (FunctionId Caller : Callers[F.index()])
      if (OfBody[F.index()].test(OfBody[Caller.index()])) { // has some that the caller lacks
        OfBody[Caller.index()] |= OfBody[F.index()];
        Work.push_back(Caller);
      }
  }
}

bool HalfKnown::isOn(const Body &B, const EffectPath &Path) const {
  const llvm::BitVector &Classes = OfBody[B.Id.index()];
  if (Classes.none())
    return false;
  auto Has = [&](TypeId T) { return T && Classes.test(T.index()); };
  if (Path.Base == EffectPath::Global)
    return Has(Prog.Symbols.type(Path.Name));
  const bool IsParameter = Path.Base >= 0 && size_t(Path.Base) < B.Params.size();
  PlaceId P = IsParameter ? B.Params[size_t(Path.Base)] : Path.Base == EffectPath::Object ? B.This : PlaceId();
  for (const Projection &Step : Path.Steps) {
    if (!P || Has(B.Places[P].Type))
      break;
    P = B.Places.findPart(P, Step);
  }
  return P && Has(B.Places[P].Type);
}
