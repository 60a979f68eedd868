//===- Find.cpp - not-send: which events meet -----------------------------===//
//
// Looks at each start of a thread for what goes along: the closure with its
// captures, the arguments, and the addresses among what they borrow. Where the
// type is decided by the caller of a template, the caller is told; else the
// one who starts the thread. What may run in this very thread is left out.
//
//===----------------------------------------------------------------------===//

#include "rules/not-send/Rule.h"

#include "analysis/Origins.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace holdfast;
using namespace holdfast::not_send;

namespace {

class Finder {
public:
  explicit Finder(RuleContext &C) : C(C), R(C.Answers), B(C.Answers.Source) {}

  std::vector<Violation> run() {
    for (const SpawnedThread &T : R.Borrowed.threads()) {
      const Event &Spawn = R.Blocks[T.Where.Block].Events[T.Where.Index];
      if (Spawn.MayNotHappen || isSaidInCallee(Spawn))
        continue;
      for (PlaceId P : T.Ran)
        given(P, T.Where, Spawn);
      for (uint32_t Held : T.Loans)
        lent(R.Borrowed[Held], T.Where);
    }
    return std::move(Found);
  }

private:
  bool isTemplate(const Body &Of) const { return !Of.Instantiation.empty(); }
  /// True for what a template was given: its caller decides the type.
  bool isOfCaller(PlaceId P) const {
    if (!isTemplate(B))
      return false;
    for (unsigned Steps = 0; P && Steps < 4; ++Steps) {
      if (B.Places[B.Places.rootOf(P)].Root == RootKind::Param)
        return true;
      P = findArrival(R.Blocks, P).From;
    }
    return false;
  }
  /// A function that is no template has been told itself what it sends.
  bool isSaidInCallee(const Event &Spawn) const {
    if (!Spawn.From || !B.Calls[Spawn.From.index()].Target)
      return false;
    const Callee &Target = C.Prog.Callees[B.Calls[Spawn.From.index()].Target.index()];
    return !Target.Row && (Target.Elsewhere || (Target.Body && !isTemplate(C.Prog.Bodies[Target.Body.index()])));
  }

  /// What hides its contents is as what was put into it, where that is known.
  void given(PlaceId P, EventRef At, const Event &Spawn, unsigned Steps = 0) {
    TypeId T = B.Places[P].Type;
    std::optional<Stay> What = T ? findStay(C.Prog, T) : std::nullopt;
    if (!What && T && C.Prog.Types[T].Crosses == Crossing::Unknown && Steps < 4)
      if (std::vector<PlaceId> From = findOrigins(C.Prog, B, R.Blocks, P); !From.empty()) {
        for (PlaceId Each : From)
          given(Each, At, Spawn, Steps + 1);
        return;
      }
    if (!What && T && C.IsStrict)
      What = findUnknown(C.Prog, T);
    if (!What)
      return;
    Violation V{At, P, Spawn.Where, *What};
    Arrival Came{P, Spawn.Where};
    if (!V.What.Path.empty() && V.What.Path[0].first.Kind == ProjectionKind::Capture) {
      V.Subject = B.Places.project(P, V.What.Path[0].first, V.What.Path[0].second);
      V.What.Path.erase(V.What.Path.begin());
      Came = findArrival(R.Blocks, V.Subject);
      if (Came.Where.isValid())
        V.Where = Came.Where;
    }
    if (isOfCaller(Came.From) || isOfCaller(P))
      return;
    if (V.What.Why == StayReason::Guard && V.What.Path.empty() && !mayHold(V.Subject, Came.From, At))
      return;
    if (Seen.insert(V.Where).second)
      Found.push_back(std::move(V));
  }

  /// True where the guard may hold its lock when it goes: as its own events say,
  /// else as it is made.
  bool mayHold(PlaceId Guard, PlaceId Before, EventRef At) const {
    std::optional<bool> Holds;
    R.Guarded.forEachEvent(R.Blocks, [&](EventRef Here, const Event &, const Locks::State &Now) {
      auto IsOf = [&](const auto &Each) { return Each.Guard == Guard; };
      if (Here == At && llvm::any_of(Now.Bindings, IsOf))
        Holds = llvm::any_of(R.Guarded.held(Now), IsOf);
    });
    return Holds ? *Holds : !isMadeUnheld(C.Prog, B, Before ? Before : Guard);
  }

  void lent(const Loan &L, EventRef At) {
    const PlaceTable::Node &Root = B.Places[B.Places.rootOf(L.Place)];
    if (L.OfArgument || Root.Root != RootKind::Global || !C.Prog.Symbols.isPerThread(Root.Name))
      return;
    for (PlaceId P = L.Place; B.Places[P].Parent; P = B.Places[P].Parent)
      if (B.Places[P].Step.Kind == ProjectionKind::Deref)
        return; // what a pointer leads to is not the thread's own
    if (Seen.insert(L.Where).second)
      Found.push_back({At, L.Place, L.Where, {}, true});
  }

  RuleContext &C;
  Results &R;
  Body &B;
  std::vector<Violation> Found;
  std::set<Span> Seen;
};

} // namespace

std::vector<Violation> not_send::find(RuleContext &C) { return Finder(C).run(); }
