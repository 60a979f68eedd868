//===- Explain.cpp - unlock-unheld: the words -----------------------------===//

#include "rules/unlock-unheld/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::unlock_unheld;

Finding unlock_unheld::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &Second = R.Blocks[V.Second.Block].Events[V.Second.Index];
  const std::string Lock = describePlace(C.Prog, R.Source, V.Lock);

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Message = "'" + Lock + "' " + (V.ByWait ? "is waited with" : "is unlocked") + " while it " +
              (V.May ? "may not be" : "is not") + " held";
  F.Where = C.Sources.resolve(Second.Where);
  if (V.HasFirst)
    F.Notes.push_back({C.Sources.resolve(R.Blocks[V.First.Block].Events[V.First.Index].Where), "unlocked here before"});
  F.Help = V.ByWait ? "lock it before the wait" : "unlock it once, where the work under it is done, or let a guard do it";
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Lock;
  return F;
}
