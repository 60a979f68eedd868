//===- Makers.cpp ---------------------------------------------------------===//

#include "analysis/Makers.h"

using namespace holdfast;

std::vector<Effect> holdfast::keptByMaker(const Program &Prog, const Summaries &Known, const Call &C) {
  std::vector<Effect> Out;
  FunctionId F = C.Maker && !Prog.Drained.empty() ? Prog.Callees[C.Maker.index()].Body : FunctionId();
  if (!F || F.index() >= Known.size() || !Known[F.index()])
    return Out;
  for (Effect Each : Known[F.index()]->Effects) {
    const bool IsBorrow = Each.Kind == EffectKind::Borrows && Each.Subject.Base == EffectPath::Object && Each.Target.Base >= 0;
    const bool IsKept = (Each.Kind == EffectKind::Moves || Each.Kind == EffectKind::Flows) && Each.Subject.Base >= 0 &&
                        Each.Target.Base == EffectPath::Object;
    if (IsKept)
      Each.Kind = EffectKind::Flows; // that the argument is moved, the row says
    if (IsBorrow || IsKept)
      Out.push_back(std::move(Each));
  }
  return Out;
}
