//===- Explain.cpp - guard-escape: the words ------------------------------===//

#include "rules/guard-escape/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::guard_escape;

using Way = GuardEscape::Way;

/// What both kinds of findings say, of names without quotes.
static Finding begin(Way How, const std::string &Holder, const std::string &What, const std::string &Lock) {
  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  const std::string End = " when '" + Lock + "' is held no more";
  switch (How) {
  case Way::Returned:
    F.Message = "what is returned here leads to " + What + End;
    F.Help = "return a copy, or let the caller say what to do with it under the lock";
    break;
  case Way::Stored:
    F.Message = "the caller is given a way to " + What + End;
    F.Help = "give the caller a copy";
    break;
  case Way::Used:
    F.Message = (Holder.empty() ? "what leads to " + What : "'" + Holder + "', which leads to " + What + ",") + " is used" + End;
    F.Help = "use it under the lock, or copy what it leads to";
    break;
  }
  return F;
}

static std::string nameOf(PlaceId P, RuleContext &C) {
  const Body &B = C.Answers.Source;
  return describePlace(C.Prog, B, namedWhole(B, P));
}

Finding guard_escape::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  auto Spot = [&](EventRef At) { return C.Sources.resolve(R.Blocks[At.Block].Events[At.Index].Where); };
  const std::string Lock = nameOf(V.Lock, C), Data = nameOf(V.Data, C);
  Finding F = begin(V.How, nameOf(V.Holder, C), V.OfGuard || Data.empty() ? "what '" + Lock + "' guards" : "'" + Data + "'", Lock);
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Data;
  F.Where = Spot(V.How == Way::Used ? V.Where : V.Taken);
  if (V.How == Way::Used)
    F.Notes.push_back({Spot(V.Taken), "it was taken here, under the lock"});
  if (V.LetGo.isValid())
    F.Notes.push_back({C.Sources.resolve(V.LetGo), "'" + Lock + "' is given back here"});
  return F;
}

Finding guard_escape::explainStray(const StrayLoan &V, const InferredGuards &Of) {
  const InferredGuard &G = Of.Guards[V.Guard];
  const Way How = Way(V.Way);
  Finding F = begin(How, V.Holder, "'" + V.Data + "'", G.Lock);
  F.Level = Severity::Warning;
  F.Function = V.Function;
  F.Instantiation = V.Instantiation;
  F.Subject = V.Data;
  F.Where = How == Way::Used ? V.Where : V.Taken;
  if (How == Way::Used)
    F.Notes.push_back({V.Taken, "it was taken here, under the lock"});
  if (V.LetGo.isValid())
    F.Notes.push_back({V.LetGo, "'" + G.Lock + "' is given back here"});
  F.Notes.push_back({G.Example, shareOf(G) + (G.Functions ? " functions that use '" : " accesses to '") + G.Data + "' hold '" + G.Lock + "', as here"});
  return F;
}
