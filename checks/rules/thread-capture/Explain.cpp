//===- Explain.cpp - thread-capture: the words ----------------------------===//

#include "rules/thread-capture/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::thread_capture;

/// What the user calls it: `this` for the object itself.
static std::string nameOf(PlaceId P, const Body &B, RuleContext &C) {
  while (B.Places.isUnknownElement(P)) // a view is of the whole
    P = B.Places[P].Parent;
  std::string Name = describePlace(C.Prog, B, P);
  if (!Name.empty() && B.Places.rootOf(P) != P)
    return Name;
  if (B.Places[P].Root == RootKind::This)
    return "this";
  return Name.empty() ? "a temporary" : Name;
}

/// True where nothing but the ends of locals stands between `At` and a return.
static bool isAtReturn(EventRef At, const Results &R) {
  for (size_t I = At.Index; I < R.Blocks[At.Block].Events.size(); ++I)
    switch (R.Blocks[At.Block].Events[I].Kind) {
    case EventKind::Return: return true;
    case EventKind::Drop:
    case EventKind::StorageDead:
    case EventKind::Join:
    case EventKind::Abandon: break;
    default: return false;
    }
  return false;
}

static std::string deathOf(const Violation &V, const std::string &Name, RuleContext &C) {
  const Results &R = C.Answers;
  std::string Function = llvm::StringRef(R.Source.Name).contains("(lambda)") ? "the lambda" : "'" + R.Source.Name + "'";
  if (V.OfCaller)
    return Function + " returns here, and the thread runs on";
  std::string Dies = "'" + Name + "' dies here";
  if (V.EachIteration)
    return Dies + ", at the end of the iteration";
  if (isAtReturn(V.Death, R))
    return Dies + ", when " + Function + " returns";
  const Event *Late = R.Borrowed.lateEnd(V.Thread);
  return Late && Late->Kind == EventKind::Join ? Dies + ", before the thread is joined" : Dies;
}

Finding thread_capture::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Loan &L = R.Borrowed[V.Loan];
  const SpawnedThread &T = R.Borrowed.threads()[V.Thread];
  const Event &Spawn = R.Blocks[T.Where.Block].Events[T.Where.Index];
  const Event &Death = R.Blocks[V.Death.Block].Events[V.Death.Index];
  std::string Name = nameOf(L.Place, R.Source, C);

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Message = "'" + Name + "' is borrowed by a thread that may outlive it";
  F.Where = C.Sources.resolve(L.Where.isValid() ? L.Where : Spawn.Where);
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = Name;
  F.Notes.push_back({C.Sources.resolve(Death.Where), deathOf(V, Name, C)});
  if (const Event *Late = R.Borrowed.lateEnd(V.Thread))
    F.Notes.push_back({C.Sources.resolve(Late->Where), Late->Kind == EventKind::Detach ? "the thread is detached here"
                                                                                      : "the thread is joined only here"});
  else
    F.Notes.push_back({C.Sources.resolve(Spawn.Where), "the thread starts here, and is not joined here"});
  F.Help = Name == "this" ? "keep the object alive with the thread, or join the thread before the object dies"
                          : "give the thread a copy of '" + Name + "', or join the thread before '" + Name + "' dies";
  return F;
}
