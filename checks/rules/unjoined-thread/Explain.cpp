//===- Explain.cpp - unjoined-thread: the words ---------------------------===//

#include "rules/unjoined-thread/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::unjoined_thread;

/// The callee as the user calls it, in quotes.
static std::string calleeOf(const Event &E, RuleContext &C) {
  const Call &By = C.Answers.Source.Calls[E.From.index()];
  std::string Name = By.Target ? C.Prog.Symbols.display(C.Prog.Callees[By.Target.index()].Name).str() : "";
  return Name.empty() ? "the call" : "'" + Name + "'";
}

/// "destroyed here, when 'f' returns".
static std::string endOf(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  if (V.IsOverwritten)
    return "overwritten here";
  const std::vector<Event> &Events = R.Blocks[V.End.Block].Events;
  Span Where = Events[V.End.Index].Where;
  for (size_t I = V.End.Index; I < Events.size() && Events[I].Where == Where; ++I)
    if (Events[I].Kind == EventKind::Return)
      return llvm::StringRef(R.Source.Name).contains("(lambda)") ? "destroyed here, when the lambda returns"
                                                                  : "destroyed here, when '" + R.Source.Name + "' returns";
  return "destroyed here";
}

Finding unjoined_thread::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  EventRef At = R.Borrowed.threads()[V.Thread].Where;
  const Event &Spawn = R.Blocks[At.Block].Events[At.Index];
  const Event &End = R.Blocks[V.End.Block].Events[V.End.Index];
  std::string Name = describePlace(C.Prog, R.Source, R.Source.Places.rootOf(V.Handle));
  std::string Handle = Name.empty() ? "a thread" : "'" + Name + "'";

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Where = C.Sources.resolve(Spawn.Where);
  const Event *Late = R.Borrowed.lateEnd(V.Thread);
  if (V.IsImplied) {
    std::string Callee = calleeOf(End, C);
    F.Message = Handle + " is destroyed while its thread is still joinable if " + Callee + " throws, which ends the program";
    F.Notes.push_back({C.Sources.resolve(End.Where), Callee + " may throw here"});
  } else {
    F.Message = Handle + (V.IsOverwritten ? " is given a new value" : " is destroyed") + " while its thread " +
                (V.May ? "may still be" : "is still") + " joinable, which ends the program";
    F.Notes.push_back({C.Sources.resolve(End.Where), endOf(V, C)});
  }
  if ((V.May || V.IsImplied) && Late && Late->Kind == EventKind::Join)
    F.Notes.push_back({C.Sources.resolve(Late->Where), "the thread is joined only here"});
  F.Help = V.IsOverwritten      ? "join the thread before that"
           : Name.empty()       ? "give the thread a name and join it, or make it a std::jthread"
           : V.IsImplied        ? "make it a std::jthread, or join the thread in a guard's destructor"
                                : "join the thread on every path to there, or make it a std::jthread";
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Name;
  return F;
}
