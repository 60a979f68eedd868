//===- Find.cpp - thread-capture: which events meet -----------------------===//
//
// Looks at each end of storage for the threads that may still run with a loan
// of it, and at each return for detached threads with a loan of what is not
// the function's own. What a handle that outlives the function holds of the
// caller's is the caller's to judge, from the summary.
//
//===----------------------------------------------------------------------===//

#include "rules/thread-capture/Rule.h"

#include "analysis/Paths.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

using namespace holdfast;
using namespace holdfast::thread_capture;

namespace {

class Finder {
public:
  explicit Finder(RuleContext &C) : C(C), R(C.Answers), L(R.Borrowed) {}

  std::vector<Violation> run() {
    L.forEachEvent(R.Blocks, [&](EventRef At, const Event &E, const Loans::State &Now) {
      if (E.Kind == EventKind::StorageDead)
        dies(E.Place, At, Now);
      else if (E.Kind == EventKind::Return)
        returns(At, Now);
    });
    return std::move(Found);
  }

private:
  void dies(PlaceId Owner, EventRef At, const Loans::State &Now) {
    for (auto [Handle, Thread] : Now.Running) {
      if (Handle && R.Source.Places.isWithin(Handle, Owner))
        continue; // its own destructor has the last word
      for (uint32_t Held : L.threads()[Thread].Loans)
        if (isBorrowed(Held) && L.diesWith(L[Held].Place, Owner))
          report({Thread, Held, At, false, !Handle, false});
    }
  }

  /// What is left to the caller: a detached thread may outlive all of it.
  void returns(EventRef At, const Loans::State &Now) {
    for (auto [Handle, Thread] : Now.Running)
      for (uint32_t Held : L.threads()[Thread].Loans)
        if (!Handle && isBorrowed(Held) && isOfCaller(L[Held].Place) && !isKeptAlive(Thread, L[Held].Place) &&
            !isImmortal(L[Held].Place))
          report({Thread, Held, At, true, true, false});
  }

  /// An object whose destructor ends the program never dies.
  bool isImmortal(PlaceId P) const {
    TypeId T = R.Source.Places[R.Source.Places.rootOf(P)].Type;
    FunctionId Destructor = T ? C.Prog.Types[T].Destructor : FunctionId();
    return Destructor && Destructor.index() < R.Known.size() && R.Known[Destructor.index()] &&
           R.Known[Destructor.index()]->NeverReturns;
  }
  /// The thread also holds a shared pointer to the object.
  bool isKeptAlive(uint32_t Thread, PlaceId P) const {
    const PlaceTable &Places = R.Source.Places;
    return llvm::any_of(L.threads()[Thread].Loans, [&](uint32_t Other) {
      return L[Other].IsOwned && Places.rootOf(L[Other].Place) == Places.rootOf(P);
    });
  }
  bool isBorrowed(uint32_t Held) const { return !L[Held].OfArgument && !L[Held].IsOwned; }
  bool isOfCaller(PlaceId P) const {
    const PlaceTable::Node &Root = R.Source.Places[R.Source.Places.rootOf(P)];
    return Root.Root == RootKind::This || (Root.Root == RootKind::Param && Root.IsReference);
  }

  void report(Violation V) {
    if (Seen.count({V.Thread, V.Loan}) || !mayStillRun(R, V.Thread, V.Death))
      return;
    Seen.insert({V.Thread, V.Loan});
    C.Told->insert({V.Thread, L[V.Loan].Place});
    EventRef Spawn = L.threads()[V.Thread].Where;
    V.EachIteration = !V.OfCaller && reaches(V.Death.Block, Spawn.Block);
    Found.push_back(V);
  }

  bool reaches(uint32_t From, uint32_t To) const {
    std::set<uint32_t> Reached;
    std::vector<uint32_t> Work{From};
    while (!Work.empty()) {
      uint32_t At = Work.back();
      Work.pop_back();
      for (const Edge &E : R.Blocks[At].Successors) {
        if (E.To.index() == To)
          return true;
        if (Reached.insert(E.To.index()).second)
          Work.push_back(E.To.index());
      }
    }
    return false;
  }

  RuleContext &C;
  Results &R;
  const Loans &L;
  std::vector<Violation> Found;
  std::set<std::pair<uint32_t, uint32_t>> Seen; ///< thread, loan
};

} // namespace

std::vector<Violation> thread_capture::find(RuleContext &C) { return Finder(C).run(); }
