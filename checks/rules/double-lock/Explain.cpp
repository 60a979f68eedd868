//===- Explain.cpp - double-lock: the words -------------------------------===//

#include "rules/double-lock/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::double_lock;

Finding double_lock::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &Second = R.Blocks[V.Second.Block].Events[V.Second.Index];
  auto NameOf = [&](CalleeId Callee) { return C.Prog.Symbols.display(C.Prog.Callees[Callee.index()].Name).str(); };
  const std::string Lock = describePlace(C.Prog, R.Source, V.Lock);
  const std::string Held = std::string(V.May ? "may be" : "is") + " held already";

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  const bool IsExcluded = Second.Kind == EventKind::Need;
  F.Message = IsExcluded ? "'" + NameOf(V.By) + "' must be called without '" + Lock + "', which " + Held + " here"
              : V.By     ? "'" + NameOf(V.By) + "' locks '" + Lock + "', which " + Held + " here"
                         : "'" + Lock + "' is locked while it " + Held;
  F.Where = C.Sources.resolve(V.By ? R.Source.Calls[Second.From.index()].Where : Second.Where);
  if (Locks::isEntry(V.First))
    F.Notes.push_back({C.Sources.resolve(R.Source.Where), "its caller holds it, as the annotation of this function says"});
  else
    F.Notes.push_back({C.Sources.resolve(R.Blocks[V.First.Block].Events[V.First.Index].Where),
                       V.FirstBy ? "locked here by '" + NameOf(V.FirstBy) + "'" : "locked here"});
  F.Help = V.By ? "call it without the lock, or move what it does into a function that wants the lock held"
                : "unlock it first, or leave out one of the two";
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Lock;
  return F;
}
