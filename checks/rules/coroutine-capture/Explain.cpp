//===- Explain.cpp - coroutine-capture: the words -------------------------===//
//
// Says what is lent to the coroutine, where that dies, and where the coroutine
// uses it all the same.
//
//===----------------------------------------------------------------------===//

#include "rules/coroutine-capture/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::coroutine_capture;

/// What the user calls it; a temporary has the name of its type.
static std::string nameOf(const Violation &V, RuleContext &C) {
  const Body &B = C.Answers.Source;
  if (V.IsClosure) {
    const Callee &Target = C.Prog.Callees[B.Calls[V.By.index()].Target.index()];
    const PlaceTable &Places = C.Prog.Bodies[Target.Body.index()].Places;
    std::string Name = C.Prog.Symbols.display(Places[V.Use.Lent].Step.Name).str();
    return Name.empty() ? "this" : Name;
  }
  const PlaceId P = namedWhole(B, V.Borrowed);
  std::string Name = describePlace(C.Prog, B, P);
  TypeId T = B.Places[P].Type;
  if (Name.empty() && T)
    Name = C.Prog.Types[T].Name;
  return Name.empty() ? "a temporary" : Name;
}

Finding coroutine_capture::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &Death = R.Blocks[V.Death.Block].Events[V.Death.Index];
  std::string Name = "'" + nameOf(V, C) + "'";
  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Message = V.IsClosure ? Name + " is captured by a coroutine that may outlive its closure"
                          : Name + " is borrowed by a coroutine that may outlive it";
  F.Where = C.Sources.resolve(V.Where);
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = nameOf(V, C);
  F.Notes.push_back({C.Sources.resolve(Death.Where), (V.IsClosure ? "the closure" : Name) + " dies here"});
  F.Notes.push_back({C.Sources.resolve(V.Use.Where), "used here, where the coroutine may have been suspended before"});
  F.Help = V.IsClosure ? "give the coroutine " + Name + " as a parameter by value, or await it in the same expression"
                       : "take the parameter by value, or await the coroutine before " + Name + " dies";
  return F;
}
