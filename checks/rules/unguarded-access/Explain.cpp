//===- Explain.cpp - unguarded-access: the words --------------------------===//

#include "rules/unguarded-access/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::unguarded_access;

static Finding begin(const RuleContext &C, Span Where) {
  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Where = C.Sources.resolve(Where);
  F.Function = C.Answers.Source.Name;
  F.Instantiation = C.Answers.Source.Instantiation;
  return F;
}

static Finding explainDeclared(const GuardedAccess &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &E = R.Blocks[V.Where.Block].Events[V.Where.Index];
  const std::string Lock = describePlace(C.Prog, R.Source, V.Lock);
  const bool IsRead = V.Is == GuardedAccess::Held::SharedOnly;

  Finding F = begin(C, V.Data ? E.Where : R.Source.Calls[E.From.index()].Where);
  if (V.Data) {
    F.Subject = describePlace(C.Prog, R.Source, V.Data);
    F.Message = (V.OfPointee ? "what '" + F.Subject + "' points to" : "'" + F.Subject + "'") + " is " +
                (V.IsWrite ? "written" : "read") + (IsRead ? " with '" + Lock + "' held for reading only" : " without '" + Lock + "', which guards it");
  } else {
    const Call &By = R.Source.Calls[E.From.index()];
    F.Subject = C.Prog.Symbols.display(C.Prog.Callees[By.Target.index()].Name).str();
    F.Message = "'" + F.Subject + "' is called " + (IsRead ? "with '" + Lock + "' held for reading only" : "without '" + Lock + "', which it wants held");
  }
  F.Help = IsRead ? "hold '" + Lock + "' exclusively here" : "hold '" + Lock + "' here, or say with an annotation that the caller does";
  return F;
}

/// "a.mu" for the lock "mu" that guards "a.n".
static std::string lockName(const std::string &Data, const InferredGuard &G) {
  if (G.OfGlobalLock || !llvm::StringRef(Data).ends_with(G.Data))
    return G.Lock;
  return Data.substr(0, Data.size() - G.Data.size()) + G.Lock;
}

static std::string counted(unsigned Held, unsigned All, const std::string &What) {
  return std::to_string(Held) + " of " + std::to_string(All) + " " + What;
}

static Finding explainInferred(const StrayAccess &V, RuleContext &C) {
  const InferredGuard &G = C.Guards.Guards[V.Guard];
  Finding F = begin(C, V.Where);
  F.Level = Severity::Warning;
  if (!V.Called.empty()) {
    F.Subject = V.Called;
    F.Message = "'" + V.Called + "' is called without '" + G.Lock + "', which " + counted(V.CallsHeld, V.Calls, "calls of it hold");
    F.Notes.push_back({C.Sources.resolve(G.Example), "it uses '" + G.Data + "', which '" + G.Lock + "' guards: " +
                                                         counted(G.Held, G.All, "accesses hold it, as here")});
    F.Help = "hold '" + G.Lock + "' here";
    return F;
  }
  F.Subject = describePlace(C.Prog, C.Answers.Source, V.Data);
  const std::string Lock = lockName(F.Subject, G);
  F.Message = "'" + F.Subject + "' is " + (V.IsWrite ? "written" : "read") +
              (V.SharedOnly ? " with '" + Lock + "' held for reading only" : " without '" + Lock + "'");
  F.Notes.push_back({C.Sources.resolve(G.Example), counted(G.Held, G.All, "accesses hold '") + G.Lock + "', as here"});
  if (V.CalledFrom.isValid())
    F.Notes.push_back({C.Sources.resolve(V.CalledFrom), "called here"});
  F.Help = V.SharedOnly ? "hold '" + Lock + "' exclusively here" : "hold '" + Lock + "' here";
  return F;
}

Finding unguarded_access::explain(const Violation &V, RuleContext &C) {
  if (const auto *Declared = std::get_if<GuardedAccess>(&V))
    return explainDeclared(*Declared, C);
  return explainInferred(std::get<StrayAccess>(V), C);
}
