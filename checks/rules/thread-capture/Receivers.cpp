//===- Receivers.cpp - thread-capture: `this` in another object's hands ---===//
//
// A closure with `this` that somebody keeps whose life is not the object's:
// nothing says that it is not run when the object has died. A warning that says
// "may", since a program can see to that by other means.
//
//===----------------------------------------------------------------------===//

#include "rules/thread-capture/Rule.h"

#include "ir/Print.h"

using namespace holdfast;
using namespace holdfast::thread_capture;

/// What the user calls the receiver.
static std::string nameOf(const KeptClosure &V, RuleContext &C) {
  const Body &B = C.Answers.Source;
  const Event &E = C.Answers.Blocks[V.Where.Block].Events[V.Where.Index];
  if (V.GivenBy)
    return "'" + C.Prog.Symbols.display(C.Prog.Callees[V.GivenBy.index()].Name).str() + "()'";
  PlaceId Receiver = V.Receiver ? V.Receiver : B.Calls[E.From.index()].Object.Place;
  std::string Name = Receiver ? describePlace(C.Prog, B, Receiver) : "";
  return Name.empty() ? "who keeps it" : "'" + Name + "'";
}

std::vector<KeptClosure> thread_capture::findReceivers(RuleContext &C) {
  std::vector<KeptClosure> Out = keptClosures(C.Prog, C.Answers);
  if (!C.IsStrict)
    std::erase_if(Out, [](const KeptClosure &Each) { return Each.How == Keeping::Unseen; });
  return Out;
}

Finding thread_capture::explainReceiver(const KeptClosure &V, RuleContext &C) {
  const Body &B = C.Answers.Source;
  const Event &E = C.Answers.Blocks[V.Where.Block].Events[V.Where.Index];
  const std::string Name = nameOf(V, C);
  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Severity::Warning;
  F.Message = "'this' may be used by " + Name + " after the object has died";
  F.Where = C.Sources.resolve(V.By->IsImplied ? V.Lambda->List : V.By->Where);
  F.Function = B.Name;
  F.Instantiation = B.Instantiation;
  F.Subject = "this";
  if (V.By->IsImplied && V.By->FirstUse.isValid())
    F.Labels.push_back({C.Sources.resolve(V.By->FirstUse), "the object is used here"});
  F.Notes.push_back({C.Sources.resolve(E.Where), V.How == Keeping::Posted ? "the closure runs later, wherever " + Name + " runs what it is given"
                                                 : V.How == Keeping::Stored ? "the closure is given away here"
                                                                            : "the closure is given away here, to code that is not seen"});
  if (V.StoredAt.isValid())
    F.Notes.push_back({C.Sources.resolve(V.StoredAt), "and kept here"});
  F.Help = "let the closure hold a shared or weak pointer to the object, or let the destructor take it back from " + Name;
  return F;
}
