//===- Origins.cpp --------------------------------------------------------===//

#include "analysis/Origins.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

/// Longer ways from the closure to the place say nothing.
static constexpr unsigned MaxSteps = 4;

/// True where a library makes `P` of what the event reads or moves.
static bool isMadeOf(const Program &Prog, const Body &B, const Event &E, PlaceId P) {
  bool IsGiven = (E.Kind == EventKind::Use && E.Mode == UseKind::Read) || (E.Kind == EventKind::Move && !E.Other);
  if (!IsGiven || !E.From)
    return false;
  const Call &By = B.Calls[E.From.index()];
  const Callee *Target = By.Target ? &Prog.Callees[By.Target.index()] : nullptr;
  return By.Object.Place == P && Target && Target->Row && Target->IsConstructor;
}

std::vector<PlaceId> holdfast::findOrigins(const Program &Prog, const Body &B, llvm::ArrayRef<Block> Blocks, PlaceId P) {
  std::vector<PlaceId> Out;
  for (const Block &Each : Blocks)
    for (const Event &E : Each.Events) {
      bool Goes = (E.Kind == EventKind::Move || E.Kind == EventKind::Flow) && E.Other == P;
      if (E.Place && E.Place != P && (Goes || isMadeOf(Prog, B, E, P)) && !llvm::is_contained(Out, E.Place))
        Out.push_back(E.Place);
    }
  return Out;
}

/// The call that has bound its arguments into `P`, behind what it is to run.
static const Call *boundInto(const Body &B, PlaceId P, PlaceId Closure) {
  for (const Call &C : B.Calls)
    if (C.Result == P && !C.Object.Place && C.Args.size() > 1 && C.Args[0].Place == Closure)
      return &C;
  return nullptr;
}

std::optional<Runnable> holdfast::findRunnable(const Program &Prog, const Body &B, llvm::ArrayRef<Block> Blocks, PlaceId P) {
  const Call *With = nullptr;
  for (unsigned Steps = 0; Steps <= MaxSteps; ++Steps) {
    if (TypeId T = B.Places[P].Type; T && Prog.Types[T].CallOperator)
      return Runnable{Prog.Types[T].CallOperator, P, With};
    std::vector<PlaceId> From = findOrigins(Prog, B, Blocks, P);
    if (From.size() > 1)
      if (const Call *Bound = boundInto(B, P, From[0]))
        With = Bound, From.resize(1);
    if (From.size() != 1)
      return std::nullopt;
    P = From[0];
  }
  return std::nullopt;
}
