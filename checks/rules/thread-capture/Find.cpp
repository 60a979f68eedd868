//===- Find.cpp - thread-capture: which events meet -----------------------===//
//
// Looks at each end of storage for the threads that may still run with a loan
// of it, and at each return for detached threads with a loan of what is not
// the function's own. What a handle that outlives the function holds of the
// caller's is the caller's to judge, from the summary. Strict mode also looks
// at each start of a thread for loans of a loop's variables.
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
    if (C.IsStrict)
      borrowsLoopVariables();
    return detail(std::move(Found), C);
  }

private:
  void dies(PlaceId Owner, EventRef At, const Loans::State &Now) {
    for (auto [Handle, Thread] : Now.Running) {
      if (!Now.Reading.count(Thread) || (Handle && R.Source.Places.isWithin(Handle, Owner)))
        continue; // its own destructor has the last word
      for (uint32_t Held : L.threads()[Thread].Loans)
        if (isBorrowed(Held) && L.diesWith(L[Held].Place, Owner))
          report({Thread, Held, At, false, !Handle, false});
    }
  }

  /// Strict mode: a loop variable belongs to its loop, joined or not.
  void borrowsLoopVariables() {
    for (uint32_t T = 0; T < L.threads().size(); ++T)
      for (uint32_t Held : L.threads()[T].Loans)
        if (isBorrowed(Held) && !Seen.count({T, Held}) && isOfLoopAround(L[Held].Place, L.threads()[T].Where)) {
          Violation V{T, Held, L.threads()[T].Where};
          V.IsJoinedInTime = true;
          C.Told->insert({T, L[Held].Place});
          Found.push_back(V);
        }
  }

  /// A variable of a loop that gives it a value before and after `Spawn`.
  bool isOfLoopAround(PlaceId P, EventRef Spawn) const {
    if (llvm::none_of(R.Source.LoopVariables, [&](const LoopVariable &Each) { return Each.Variable == P; }))
      return false;
    for (uint32_t I = 0; I < R.Blocks.size(); ++I)
      for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J) {
        const Event &E = R.Blocks[I].Events[J];
        bool Gives = E.Kind == EventKind::Init || (E.Kind == EventKind::Use && E.Mode != UseKind::Read && E.Mode != UseKind::Ask);
        if (Gives && E.Place == P && mayFollow(R, {I, J}, Spawn) && mayFollow(R, Spawn, {I, J}))
          return true;
      }
    return false;
  }

  /// What is left to the caller: a detached thread may outlive all of it, one
  /// that is held elsewhere what the caller made for the call.
  void returns(EventRef At, const Loans::State &Now) {
    for (auto [Handle, Thread] : Now.Running) {
      if (!Now.Reading.count(Thread))
        continue;
      for (uint32_t Held : L.threads()[Thread].Loans) {
        PlaceId P = L[Held].Place;
        bool IsShort = (!Handle || isOfCaller(Handle)) && diesWithTheCall(Held);
        bool IsOfCaller = !Handle && isBorrowed(Held) && isOfCaller(P) && !isKeptAlive(Thread, P) && !isImmortal(P);
        if (IsShort || IsOfCaller)
          report({Thread, Held, At, true, !Handle, false});
      }
      if (PlaceId Part = lateMember(Thread, Handle); Part)
        for (uint32_t Held : L.threads()[Thread].Loans)
          if (isBorrowed(Held) && R.Source.Places.isWithin(Part, L[Held].Place))
            report({Thread, Held, At, true, false, false, Part});
    }
  }

  /// A parameter that is a view, or a reference that often binds to what the
  /// call itself makes.
  bool diesWithTheCall(uint32_t Held) const {
    PlaceId P = L[Held].Place;
    const PlaceTable::Node &Root = R.Source.Places[P];
    if (Root.Parent || Root.Root != RootKind::Param)
      return false;
    if (L[Held].OfArgument)
      return !Root.IsReference && Root.Type && C.Prog.Types[Root.Type].IsView;
    return isBorrowed(Held) && Root.IsReference && Root.Ordinal < R.Source.TakesTemporaries.size() &&
           R.Source.TakesTemporaries[Root.Ordinal];
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

  /// A member of the object that dies before its member thread is joined.
  PlaceId lateMember(uint32_t Thread, PlaceId Handle) {
    if (!Handle || !R.Source.This || !R.Source.Places.isWithin(Handle, R.Source.This))
      return PlaceId();
    return lateMemberOf(C, Thread, Handle);
  }

  void report(Violation V) {
    if (Seen.count({V.Thread, V.Loan}) || !mayStillRead(R, V.Thread, V.Death))
      return;
    Seen.insert({V.Thread, V.Loan});
    C.Told->insert({V.Thread, L[V.Loan].Place});
    EventRef Spawn = L.threads()[V.Thread].Where;
    V.EachIteration = !V.OfCaller && mayFollow(R, V.Death, Spawn);
    Found.push_back(V);
  }

  RuleContext &C;
  Results &R;
  const Loans &L;
  std::vector<Violation> Found;
  std::set<std::pair<uint32_t, uint32_t>> Seen; ///< thread, loan
};

} // namespace

std::vector<Violation> thread_capture::find(RuleContext &C) { return Finder(C).run(); }
