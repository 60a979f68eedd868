//===- Explain.cpp - not-send: the words ----------------------------------===//
//
// Says what goes, the path down to what must stay, and why that must.
//
//===----------------------------------------------------------------------===//

#include "rules/not-send/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::not_send;

static std::string quoted(llvm::StringRef Name) { return "'" + Name.str() + "'"; }

/// "'Job' -> 'cache' -> 'Cache'": members by their names, then their types.
static std::string pathOf(const Stay &What, TypeId From, RuleContext &C) {
  std::string Out = quoted(C.Prog.Types[From].Name);
  for (const auto &[Step, Part] : What.Path) {
    if (Step.Kind == ProjectionKind::Field || Step.Kind == ProjectionKind::Capture)
      Out += " -> " + quoted(C.Prog.Symbols.display(Step.Name));
    Out += " -> " + quoted(C.Prog.Types[Part].Name);
  }
  return Out;
}

/// What is true of the type that must stay.
static std::string reasonOf(StayReason Why, const std::string &Type) {
  switch (Why) {
  case StayReason::Marked: return Type + " must stay in its thread";
  case StayReason::Guard: return Type + " must not cross threads";
  case StayReason::Counted: return Type + " counts its references without atomics";
  case StayReason::Unknown: return Type + " hides what it holds";
  }
  return Type;
}

/// What the user calls it; nothing where it has no name.
static std::string nameOf(PlaceId P, RuleContext &C) {
  const Body &B = C.Answers.Source;
  if (B.Places[P].Parent && B.Places[P].Step.Kind == ProjectionKind::Capture)
    return C.Prog.Symbols.display(B.Places[P].Step.Name).str();
  return describePlace(C.Prog, B, P);
}

static std::string helpFor(const Violation &V, const std::string &Name) {
  if (V.IsAddress)
    return "give the thread a copy of " + Name + ", or let it use its own";
  switch (V.What.Why) {
  case StayReason::Marked: return "make it in the thread that uses it, or give that thread a plain copy of what it needs";
  case StayReason::Guard: return "lock the mutex in the thread that needs it";
  case StayReason::Counted: return "give the thread a value of its own, or count the references with an atomic";
  case StayReason::Unknown: return "say 'send' or 'not-send' of the type in .holdfast.yaml";
  }
  return "";
}

Finding not_send::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &Spawn = R.Blocks[V.Spawn.Block].Events[V.Spawn.Index];
  std::string Plain = nameOf(V.Subject, C);
  TypeId Whole = R.Source.Places[V.Subject].Type;
  TypeId Last = V.What.Path.empty() ? Whole : V.What.Path.back().second;
  std::string Name = quoted(Plain.empty() && Whole ? C.Prog.Types[Whole].Name : Plain);

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = V.What.Why == StayReason::Unknown && !V.IsAddress ? Severity::Warning : Info.DefaultLevel;
  F.Where = C.Sources.resolve(V.Where);
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Plain;
  F.Help = helpFor(V, Name);
  if (V.IsAddress) {
    F.Message = "the address of " + Name + " must not cross threads: it is 'thread_local'";
  } else {
    std::string Reason = reasonOf(V.What.Why, quoted(C.Prog.Types[Last].Name));
    bool IsDirect = V.What.Path.empty();
    if (V.What.Why == StayReason::Unknown)
      F.Message = "nobody knows whether " + Name + " may cross threads: " + (IsDirect ? Reason : pathOf(V.What, Whole, C));
    else if (V.What.Why == StayReason::Guard && IsDirect)
      F.Message = Name + " must be released by the thread that took it: " + Reason;
    else
      F.Message = Name + " must not cross threads: " + (IsDirect ? Reason : pathOf(V.What, Whole, C));
    if (Span Class = C.Prog.Types[Last].Where; Class.isValid() && V.What.Why != StayReason::Unknown)
      F.Notes.push_back({C.Sources.resolve(Class), Reason});
  }
  if (!(Spawn.Where.Begin <= V.Where.Begin && V.Where.Begin <= Spawn.Where.End))
    F.Notes.push_back({C.Sources.resolve(Spawn.Where), "the thread starts here"});
  return F;
}
