//===- Explain.cpp - unguarded-access: the words --------------------------===//

#include "rules/unguarded-access/Rule.h"

#include "ir/Print.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;
using namespace holdfast::unguarded_access;

static Finding begin(Severity Level, Location Where, const std::string &Function, const std::string &Instantiation) {
  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Level;
  F.Where = std::move(Where);
  F.Function = Function;
  F.Instantiation = Instantiation;
  return F;
}

/// The path, or the last name of one that begins at what a call has returned.
static std::string nameOf(PlaceId P, const RuleContext &C) {
  const Body &B = C.Answers.Source;
  std::string Path = describePlace(C.Prog, B, P);
  return Path.empty() ? C.Prog.Symbols.display(B.Places[P].Step.Name).str() : Path;
}

Finding unguarded_access::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &E = R.Blocks[V.Where.Block].Events[V.Where.Index];
  const std::string Lock = nameOf(V.Lock, C);
  const bool IsRead = V.Is == GuardedAccess::Held::SharedOnly, IsMaybe = V.Is == GuardedAccess::Held::Maybe;

  Finding F = begin(Info.DefaultLevel, C.Sources.resolve(V.Data ? E.Where : R.Source.Calls[E.From.index()].Where), R.Source.Name,
                    R.Source.Instantiation);
  if (V.Data) {
    F.Subject = nameOf(V.Data, C);
    F.Message = (V.OfPointee ? "what '" + F.Subject + "' points to" : "'" + F.Subject + "'") + " is " +
                (V.IsLent ? "passed by reference" : V.IsWrite ? "written" : "read") +
                (IsRead    ? " with '" + Lock + "' held for reading only"
                 : IsMaybe ? " where '" + Lock + "', which guards it, may not be held"
                           : " without '" + Lock + "', which guards it");
  } else {
    const Call &By = R.Source.Calls[E.From.index()];
    F.Subject = C.Prog.Symbols.display(C.Prog.Callees[By.Target.index()].Name).str();
    F.Message = "'" + F.Subject + "' is called " +
                (IsRead    ? "with '" + Lock + "' held for reading only"
                 : IsMaybe ? "where '" + Lock + "', which it wants held, may not be"
                           : "without '" + Lock + "', which it wants held");
  }
  if (V.GivenBack) {
    const EventRef Given = R.Guarded.site(V.GivenBack->Site);
    F.Notes.push_back({C.Sources.resolve(R.Blocks[Given.Block].Events[Given.Index].Where), "'" + Lock + "' is given back here"});
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

/// Of further accesses in one function.
constexpr size_t MostLabels = 4;

/// An access in a closure, against a declaration.
static Finding explainDeclared(const StrayAccess &V) {
  Finding F = begin(Info.DefaultLevel, V.Where, V.Function, V.Instantiation);
  F.Subject = V.Data;
  F.Message = "'" + V.Data + "' is " + (V.IsWrite ? "written" : "read") +
              (V.SharedOnly ? " with '" + V.DeclaredLock + "' held for reading only" : " without '" + V.DeclaredLock + "', which guards it");
  F.Help = "hold '" + V.DeclaredLock + (V.SharedOnly ? "' exclusively here" : "' here");
  if (V.CalledFrom.isValid())
    F.Notes.push_back({V.CalledFrom, "run here"});
  return F;
}

Finding unguarded_access::explainStray(const StrayAccess &V, const InferredGuards &Of) {
  if (!V.DeclaredLock.empty())
    return explainDeclared(V);
  const InferredGuard &G = Of.Guards[V.Guard];
  Finding F = begin(Severity::Warning, V.Where, V.Function, V.Instantiation);
  const std::string Evidence = shareOf(G) + (G.Functions ? " functions that use it hold " : " accesses hold ");
  if (!V.Called.empty()) {
    F.Subject = V.Called;
    F.Message = "'" + V.Called + "' is called without '" + G.Lock + "', which " + std::to_string(V.CallsHeld) + " of " + std::to_string(V.Calls) + " calls of it hold";
    F.Notes.push_back({G.Example, "it uses '" + G.Data + "', which '" + G.Lock + "' guards: " + Evidence + "it, as here"});
    F.Help = "hold '" + G.Lock + "' here";
    return F;
  }
  F.Subject = V.Data;
  const std::string Lock = lockName(F.Subject, G);
  F.Message = "'" + F.Subject + "' is " + (V.IsWrite ? "written" : "read") +
              (V.SharedOnly ? " with '" + Lock + "' held for reading only" : " without '" + Lock + "'");
  std::vector<FurtherAccess> Further = V.Further;
  llvm::sort(Further, [](const FurtherAccess &A, const FurtherAccess &B) { return A.Where.Offset < B.Where.Offset; });
  for (const FurtherAccess &Each : Further)
    if (F.Labels.size() < MostLabels)
      F.Labels.push_back({Each.Where, Each.IsWrite ? "written here" : "read here"});
  F.Notes.push_back({G.Example, Evidence + "'" + G.Lock + "', as here"});
  if (V.CalledFrom.isValid())
    F.Notes.push_back({V.CalledFrom, "called here"});
  F.Help = V.SharedOnly ? "hold '" + Lock + "' exclusively here" : "hold '" + Lock + "' here";
  return F;
}
