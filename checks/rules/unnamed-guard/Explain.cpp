//===- Explain.cpp - unnamed-guard: the words -----------------------------===//

#include "rules/unnamed-guard/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::unnamed_guard;

Finding unnamed_guard::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &Taken = R.Blocks[V.Taken.Block].Events[V.Taken.Index];
  const std::string Lock = describePlace(C.Prog, R.Source, Taken.Place);

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Message = "the guard of '" + Lock + "' has no name and ends at once, so that it protects nothing";
  F.Where = C.Sources.resolve(R.Source.Calls[Taken.From.index()].Where);
  F.Help = "give it a name, so that it lives until the end of the block";
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Lock;
  return F;
}
