//===- Explain.cpp - unguarded-access: the words --------------------------===//

#include "rules/unguarded-access/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::unguarded_access;

Finding unguarded_access::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &E = R.Blocks[V.Where.Block].Events[V.Where.Index];
  const std::string Lock = describePlace(C.Prog, R.Source, V.Lock);
  const bool IsRead = V.Is == GuardedAccess::Held::SharedOnly;

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Where = C.Sources.resolve(E.Where);
  if (V.Data) {
    F.Subject = describePlace(C.Prog, R.Source, V.Data);
    F.Message = (V.OfPointee ? "what '" + F.Subject + "' points to" : "'" + F.Subject + "'") + " is " +
                (V.IsWrite ? "written" : "read") + (IsRead ? " with '" + Lock + "' held for reading only" : " without '" + Lock + "', which guards it");
  } else {
    const Call &By = R.Source.Calls[E.From.index()];
    F.Subject = C.Prog.Symbols.display(C.Prog.Callees[By.Target.index()].Name).str();
    F.Where = C.Sources.resolve(By.Where);
    F.Message = "'" + F.Subject + "' is called " + (IsRead ? "with '" + Lock + "' held for reading only" : "without '" + Lock + "', which it wants held");
  }
  F.Help = IsRead ? "hold '" + Lock + "' exclusively here" : "hold '" + Lock + "' here, or say with an annotation that the caller does";
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  return F;
}
