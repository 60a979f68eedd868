//===- Receivers.cpp - thread-capture: `this` in another object's hands ---===//
//
// A closure with `this` that somebody keeps whose life is not the object's:
// nothing says that it is not run when the object has died. A warning that says
// "may", since a program can see to that by other means.
//
//===----------------------------------------------------------------------===//

#include "rules/thread-capture/Rule.h"

#include "ir/Print.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;
using namespace holdfast::thread_capture;

/// "loop" for what `loop.` and `loop->` lead to.
static std::string nameOf(PlaceId P, RuleContext &C) {
  const Body &B = C.Answers.Source;
  while (P && P != B.This && B.Places[P].Step.Kind == ProjectionKind::Deref && B.Places[P].Parent)
    P = B.Places[P].Parent;
  return P ? describePlace(C.Prog, B, P) : "";
}

/// "Loop::instance()", "session->context()".
static std::string nameOf(const Call &By, RuleContext &C) {
  const Body &B = C.Answers.Source;
  const Callee &Target = C.Prog.Callees[By.Target.index()];
  const std::string Name = C.Prog.Symbols.display(Target.Name).str() + "()";
  const PlaceId Object = By.Object.Place;
  if (!Object || Target.IsStatic) {
    const std::string Class = C.Prog.OwnerName ? C.Prog.OwnerName(Target.Name) : "";
    return Class.empty() ? Name : Class + "::" + Name;
  }
  const std::string Of = Object == B.This ? "" : nameOf(Object, C);
  const bool IsPointer = B.Places[Object].Parent && B.Places[Object].Step.Kind == ProjectionKind::Deref && B.Places[Object].Step.Index != 1;
  return Of.empty() ? Name : Of + (IsPointer ? "->" : ".") + Name;
}

/// What the user calls the receiver.
static std::string nameOf(const KeptClosure &V, RuleContext &C) {
  const Body &B = C.Answers.Source;
  const Event &E = C.Answers.Blocks[V.Where.Block].Events[V.Where.Index];
  const std::string Name = V.GivenBy ? nameOf(B.Calls[V.GivenBy.index()], C)
                                     : nameOf(V.Receiver ? V.Receiver : B.Calls[E.From.index()].Object.Place, C);
  return Name.empty() ? "who keeps it" : "'" + Name + "'";
}

/// One for each receiver: what mends one closure mends the others.
std::vector<KeptClosure> thread_capture::findReceivers(RuleContext &C) {
  std::vector<KeptClosure> All = keptClosures(C.Prog, C.Answers);
  if (!C.IsStrict)
    std::erase_if(All, [](const KeptClosure &Each) { return Each.How == Keeping::Unseen; });
  std::vector<KeptClosure> Out;
  for (KeptClosure &Each : All) {
    auto Same = llvm::find_if(Out, [&](const KeptClosure &Other) { return Other.How == Each.How && nameOf(Other, C) == nameOf(Each, C); });
    if (Same == Out.end())
      Out.push_back(std::move(Each));
    else
      Same->Others.push_back(Each.Lambda->List);
  }
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
  for (Span Other : V.Others)
    F.Notes.push_back({C.Sources.resolve(Other), "so may it by this closure"});
  F.Help = "let the closure hold a shared or weak pointer to the object, or let the destructor take it back from " + Name;
  return F;
}
