//===- Explain.cpp - guard-escape: the words ------------------------------===//

#include "rules/guard-escape/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::guard_escape;

static std::string nameOf(PlaceId P, RuleContext &C) {
  const Body &B = C.Answers.Source;
  while (B.Places.isUnknownElement(P)) // a view is of the whole
    P = B.Places[P].Parent;
  return describePlace(C.Prog, B, P);
}

Finding guard_escape::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &Taken = R.Blocks[V.Taken.Block].Events[V.Taken.Index], &Where = R.Blocks[V.Where.Block].Events[V.Where.Index];
  const std::string Lock = "'" + nameOf(V.Lock, C) + "'", Holder = nameOf(V.Holder, C), Data = nameOf(V.Data, C);
  const std::string What = V.OfGuard || Data.empty() ? "what " + Lock + " guards" : "'" + Data + "'";
  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Data;
  F.Where = C.Sources.resolve(V.How == GuardEscape::Way::Used ? Where.Where : Taken.Where);
  switch (V.How) {
  case GuardEscape::Way::Returned:
    F.Message = "what is returned here leads to " + What + " when " + Lock + " is held no more";
    F.Help = "return a copy, or let the caller say what to do with it under the lock";
    break;
  case GuardEscape::Way::Stored:
    F.Message = "the caller is given a way to " + What + " when " + Lock + " is held no more";
    F.Help = "give the caller a copy";
    break;
  case GuardEscape::Way::Used:
    F.Message = (Holder.empty() ? "what leads to " + What : "'" + Holder + "', which leads to " + What + ",") +
                " is used when " + Lock + " is held no more";
    F.Notes.push_back({C.Sources.resolve(Taken.Where), "it was taken here, under the lock"});
    F.Help = "use it under the lock, or copy what it leads to";
    break;
  }
  if (V.LetGo.isValid())
    F.Notes.push_back({C.Sources.resolve(V.LetGo), Lock + " is given back here"});
  return F;
}
