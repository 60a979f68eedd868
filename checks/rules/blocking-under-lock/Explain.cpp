//===- Explain.cpp - blocking-under-lock: the words -----------------------===//

#include "rules/blocking-under-lock/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::blocking_under_lock;

Finding blocking_under_lock::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &E = R.Blocks[V.Where.Block].Events[V.Where.Index];
  auto Quoted = [](const std::string &Name) { return "'" + Name + "'"; };
  const std::string Lock = Quoted(describePlace(C.Prog, R.Source, V.Lock));
  const std::string Called = Quoted(C.Prog.Symbols.display(V.Called).str());

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Where = C.Sources.resolve(R.Source.Calls[E.From.index()].Where);
  if (V.GivenBack)
    F.Message = Called + " gives back " + Quoted(describePlace(C.Prog, R.Source, V.GivenBack)) + " while it waits, but " + Lock + " stays held";
  else
    F.Message = Called + " waits" + (V.In == V.Called ? "" : " in " + Quoted(C.Prog.Symbols.display(V.In).str())) + " while " + Lock +
                " is held: everybody who wants the lock waits as long";
  if (!Locks::isEntry(V.Since)) {
    const Event &Since = R.Blocks[V.Since.Block].Events[V.Since.Index];
    F.Notes.push_back({C.Sources.resolve(Since.Where), Lock + " is locked here"});
  }
  F.Help = "let go of " + Lock + " first, or wait where it is not needed";
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = describePlace(C.Prog, R.Source, V.Lock);
  return F;
}
