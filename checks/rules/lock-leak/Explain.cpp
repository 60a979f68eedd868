//===- Explain.cpp - lock-leak: the words ---------------------------------===//

#include "rules/lock-leak/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::lock_leak;

Finding lock_leak::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  auto At = [&](EventRef E) { return C.Sources.resolve(R.Blocks[E.Block].Events[E.Index].Where); };
  const std::string Lock = describePlace(C.Prog, R.Source, V.Lock);

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  const std::string Where = std::string(" where this ") + (V.ByThrow ? "throws" : "returns");
  const std::string StillHeld = "'" + Lock + "' " + (V.May ? "may still be" : "is still") + " held" + Where;
  F.Where = At(V.Exit);
  if (V.What != Violation::Against::Promise && !Locks::isEntry(V.Taken))
    F.Notes.push_back({At(V.Taken), "locked here"});
  switch (V.What) {
  case Violation::Against::AnotherWay:
    F.Message = StillHeld + "; another way out gives it back";
    F.Notes.push_back({At(V.Given), "unlocked here on another way"});
    F.Help = "let a guard hold it, which gives it back on every way out";
    break;
  case Violation::Against::Silence:
    F.Message = StillHeld + ", and no annotation says so";
    F.Help = "unlock it, or say with an annotation that this function acquires it";
    break;
  case Violation::Against::Release:
    F.Message = StillHeld + ", but its annotation says that it is given back";
    F.Help = "unlock it, or change the annotation";
    break;
  case Violation::Against::Promise:
    F.Message = "'" + Lock + "' is not held" + Where + ", but its annotation says that it is";
    F.Notes.push_back({At(V.Given), "unlocked here"});
    F.Help = "lock it again, or change the annotation";
    break;
  }
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Lock;
  return F;
}
