//===- Explain.cpp - unsynchronized-share: the words ----------------------===//
//
// Says a violation in one sentence: what the two threads do to which place.
// No logic beyond the choice of words.
//
//===----------------------------------------------------------------------===//

#include "rules/unsynchronized-share/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::unsynchronized_share;

static std::string verb(const Access &A) { return A.IsWrite ? "written" : "read"; }

/// The function's own name, without its scopes; of a lambda: where it stands.
static std::string functionName(llvm::StringRef Name) {
  if (Name.consume_back("::(lambda)::operator()"))
    return "a lambda in '" + (Name.contains(':') ? Name.rsplit(':').second : Name).str() + "'";
  return "'" + (Name.contains("::") ? Name.rsplit(':').second : Name).str() + "'";
}

/// " under 'm'" where the side holds it; else " without 'm'" where the other
/// does, or " without it" where that has been named.
static std::string lockWords(PlaceId Own, PlaceId Others, bool IsNamed, RuleContext &C) {
  auto Quoted = [&](PlaceId P) { return "'" + describePlace(C.Prog, C.Answers.Source, P) + "'"; };
  if (Own)
    return " under " + (IsNamed && !Others ? "it" : Quoted(Own));
  return Others ? " without " + (IsNamed ? "it" : Quoted(Others)) : "";
}

/// Of two threads that do the same: what the one lacks.
static std::string lackOfOne(const Violation &V, RuleContext &C) {
  if (!V.FirstLock == !V.SecondLock)
    return "";
  return ", by one of them" + lockWords(PlaceId(), V.FirstLock ? V.FirstLock : V.SecondLock, false, C);
}

/// What the user calls the place; of a closure that is an argument, the variable
/// that it has captured.
static std::string nameOf(PlaceId P, const RuleContext &C) {
  const PlaceTable &Places = C.Answers.Source.Places;
  for (PlaceId At = P; Places.isCapturedByArgument(P) && Places[At].Parent; At = Places[At].Parent)
    if (Places[At].Step.Kind == ProjectionKind::Capture && Places[At].Step.Name)
      return C.Prog.Symbols.display(Places[At].Step.Name).str();
  return describePlace(C.Prog, C.Answers.Source, P);
}

static std::string messageOf(const Violation &V, const std::string &Name, RuleContext &C) {
  const Access &First = V.Pair.First, &Second = V.Pair.Second;
  const bool BothWrite = First.IsWrite && Second.IsWrite;
  const std::string Place = "'" + Name + "' is ", Then = " at the same time";
  const std::string By = V.IsDeep ? " by " + functionName(C.Prog.Bodies[First.In.index()].Name) : "";
  if (V.IsDeep && First.In == Second.In)
    return Place + (BothWrite ? "written" : "used") + By + " in two " + (V.IsJob ? "jobs" : "threads") + Then;
  const std::string One = V.IsJob ? "job" : "thread";
  if (BothWrite && V.OfOneLoop)
    return Place + "written" + By + " by the " + One + "s of the loop" + Then;
  if (BothWrite && V.Pair.Other)
    return Place + "written by two " + One + "s" + Then + lackOfOne(V, C);
  std::string Who = V.Pair.Other  ? "another " + One + (V.OfOneLoop ? " of the loop" : "")
                    : V.ByTheLoop ? "the loop"
                                  : functionName(C.Prog.Bodies[Second.In.index()].Name);
  return Place + verb(First) + (V.IsDeep ? By : " here") + lockWords(V.FirstLock, V.SecondLock, false, C) + ", and " +
         (BothWrite ? "" : verb(Second) + " ") + "by " + Who + lockWords(V.SecondLock, V.FirstLock, true, C) + Then;
}

static std::string helpFor(const Violation &V, const std::string &Name, RuleContext &C) {
  PlaceId Lock = V.FirstLock ? V.FirstLock : V.SecondLock;
  bool IsOne = Lock && (!V.FirstLock || !V.SecondLock);
  std::string Guard = IsOne ? "hold '" + describePlace(C.Prog, C.Answers.Source, Lock) + "' for both" : "guard both with one lock";
  return Guard + ", make '" + Name + "' atomic, or " + (V.IsJob ? "wait for the one job first" : "join the thread first");
}

Finding unsynchronized_share::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const SpawnedThread &T = R.Borrowed.threads()[V.Pair.Thread];
  const Event &Spawn = R.Blocks[T.Where.Block].Events[T.Where.Index];
  std::string Name = nameOf(V.Pair.First.Place, C);

  const std::string One = V.IsJob ? "job" : "thread";

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Message = messageOf(V, Name, C);
  F.Where = C.Sources.resolve(V.IsDeep ? Spawn.Where : V.Pair.First.Where);
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Name;
  if (V.IsDeep)
    F.Notes.push_back({C.Sources.resolve(V.Pair.First.Where), "it is " + verb(V.Pair.First) + " here, in the " + One});
  else
    F.Notes.push_back({C.Sources.resolve(Spawn.Where), V.IsJob ? "the pool gets the job here" : "the thread starts here"});
  if (V.Pair.Other && !V.OfOneLoop) {
    EventRef At = R.Borrowed.threads()[*V.Pair.Other].Where;
    F.Notes.push_back({C.Sources.resolve(R.Blocks[At.Block].Events[At.Index].Where), V.IsJob ? "the pool gets the other job here" : "the other thread starts here"});
  }
  if (!V.OfOneLoop || V.Pair.Second.Where != V.Pair.First.Where)
    F.Notes.push_back({C.Sources.resolve(V.Pair.Second.Where), "it is " + verb(V.Pair.Second) + " here meanwhile"});
  F.Help = helpFor(V, Name, C);
  return F;
}
