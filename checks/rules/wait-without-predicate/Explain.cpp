//===- Explain.cpp - wait-without-predicate: the words --------------------===//

#include "rules/wait-without-predicate/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::wait_without_predicate;

Finding wait_without_predicate::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &Wait = R.Blocks[V.Wait.Block].Events[V.Wait.Index];
  const Call &By = R.Source.Calls[Wait.From.index()];

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Subject = By.Object.Place ? describePlace(C.Prog, R.Source, By.Object.Place) : std::string();
  F.Message = "this wait " + (F.Subject.empty() ? std::string() : "on '" + F.Subject + "' ") +
              "has neither a predicate nor a loop around it: it may return without a signal, or miss one that came before";
  F.Where = C.Sources.resolve(By.Where);
  F.Help = "wait with a predicate that says what is waited for";
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  return F;
}
