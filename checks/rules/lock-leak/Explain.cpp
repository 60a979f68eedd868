//===- Explain.cpp - lock-leak: the words ---------------------------------===//

#include "rules/lock-leak/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::lock_leak;

Finding lock_leak::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  auto At = [&](EventRef E) { return C.Sources.resolve(R.Blocks[E.Block].Events[E.Index].Where); };
  const std::string Lock = describePlace(C.Prog, R.Source, V.Lock);

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Message = "'" + Lock + "' is still held where this " + (V.ByThrow ? "throws" : "returns") + "; another way out gives it back";
  F.Where = At(V.Exit);
  F.Notes.push_back({At(V.Taken), "locked here"});
  F.Notes.push_back({At(V.Given), "unlocked here on another way"});
  F.Help = "let a guard hold it, which gives it back on every way out";
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Lock;
  return F;
}
