//===- Explain.cpp - unjoined-thread: the words ---------------------------===//

#include "rules/unjoined-thread/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::unjoined_thread;

Finding unjoined_thread::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  EventRef At = R.Borrowed.threads()[V.Thread].Where;
  const Event &Spawn = R.Blocks[At.Block].Events[At.Index];
  const Event &End = R.Blocks[V.End.Block].Events[V.End.Index];
  std::string Name = describePlace(C.Prog, R.Source, R.Source.Places.rootOf(V.Handle));

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Message = (Name.empty() ? std::string("a thread") : "'" + Name + "'") + (V.IsOverwritten ? " is given a new value" : " is destroyed") +
              " while its thread " + (V.May ? "may still be" : "is still") + " joinable, which ends the program";
  F.Where = C.Sources.resolve(Spawn.Where);
  F.Notes.push_back({C.Sources.resolve(End.Where), V.IsOverwritten ? "overwritten here" : "destroyed here"});
  F.Help = "join the thread on every path to there, or make it a std::jthread";
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Name;
  return F;
}
