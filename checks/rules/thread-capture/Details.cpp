//===- Details.cpp - thread-capture: what the words need ------------------===//
//
// For each violation that Find has made: which entry of which capture list
// borrows, whether a loop counts with what is borrowed, where in the text it
// dies, and what the closure could hold instead. An edit is offered only where
// the thread would see the same value: the body only reads it, and nobody
// writes it while the thread runs, but for a loop that counts with it.
//
//===----------------------------------------------------------------------===//

#include "rules/thread-capture/Rule.h"

#include "analysis/Paths.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;
using namespace holdfast::thread_capture;

namespace {

class Detailer {
public:
  explicit Detailer(RuleContext &C) : C(C), R(C.Answers), L(R.Borrowed), Places(R.Source.Places) {}

  void look(Violation &V) {
    Borrowed Of{V.Loan, nullptr, nullptr, false, Mend::None};
    findCapture(Of);
    PlaceId P = L[V.Loan].Place;
    Of.IsCounted = llvm::any_of(R.Source.LoopVariables, [&](const LoopVariable &Each) {
      return Each.Variable == P && Each.IsOfAllRounds;
    }) && mayFollow(R, spawnOf(V), spawnOf(V));
    Of.Instead = insteadOf(V, Of);
    V.What = {Of};
    V.Place = placeOfDeath(V);
    V.LateHandle = handleThatJoins(V);
  }

private:
  EventRef spawnOf(const Violation &V) const { return L.threads()[V.Thread].Where; }

  template <class Fn> bool anyEvent(Fn Is) const {
    for (uint32_t I = 0; I < R.Blocks.size(); ++I)
      for (uint32_t J = 0; J < R.Blocks[I].Events.size(); ++J)
        if (Is(EventRef{I, J}, R.Blocks[I].Events[J]))
          return true;
    return false;
  }

  /// Several entries may stand at one place, that of the default.
  void findCapture(Borrowed &Of) const {
    const Loan &Held = L[Of.Loan];
    for (const Closure &Each : R.Source.Closures)
      for (const Capture &By : Each.Captures) {
        if (By.Where != Held.Where || Of.By)
          continue;
        bool IsIt = anyEvent([&](EventRef, const Event &E) {
          return E.Kind == EventKind::Borrow && E.Other == By.Into && E.Where == By.Where &&
                 llvm::is_contained(R.Moves.placesOf(E), Held.Place);
        });
        if (IsIt)
          Of.Lambda = &Each, Of.By = &By;
      }
  }

  DeathAt placeOfDeath(const Violation &V) const {
    if (V.EachIteration)
      return DeathAt::Iteration;
    // Those that a return ends stand where it stands.
    const std::vector<Event> &Events = R.Blocks[V.Death.Block].Events;
    Span Where = Events[V.Death.Index].Where;
    for (size_t I = V.Death.Index; I < Events.size() && Events[I].Where == Where; ++I)
      if (Events[I].Kind == EventKind::Return)
        return DeathAt::Return;
    return DeathAt::Block;
  }

  PlaceId handleThatJoins(const Violation &V) const {
    PlaceId Handle;
    const Event *Late = L.lateEnd(V.Thread);
    if (Late && Late->Kind == EventKind::Join)
      anyEvent([&](EventRef, const Event &E) {
        if (E.Kind == EventKind::Drop && E.Where == Late->Where && Places.isWithin(Late->Place, E.Place))
          Handle = E.Place;
        return bool(Handle);
      });
    return Handle;
  }

  Mend insteadOf(const Violation &V, const Borrowed &Of) const {
    if (!Of.By || Of.By->IsInit || !Of.By->IsOnlyRead)
      return Mend::None;
    PlaceId P = L[Of.Loan].Place;
    if (!Of.By->Name)
      return Of.By->CanCopy ? Mend::CopyOfObject : Mend::None;
    TypeId T = Places[P].Type;
    bool IsCheap = T && C.Prog.Types[T].IsKeptByMove;
    if (Of.By->CanMove && !IsCheap && !Places[P].Parent && !V.OfCaller && !isUsedAfter(V, P))
      return Mend::Move;
    return Of.By->CanCopy && !isShared(Of, P) && (Of.IsCounted || !isWrittenAfter(V, P)) ? Mend::Copy : Mend::None;
  }

  bool isAbout(const Event &E, PlaceId P) const {
    return llvm::any_of(R.Moves.placesOf(E), [&](PlaceId Q) { return Places.compare(Q, P) != Relation::Disjoint; });
  }

  bool isUsedAfter(const Violation &V, PlaceId P) const {
    return anyEvent([&](EventRef At, const Event &E) {
      bool IsUse = E.Kind == EventKind::Use || E.Kind == EventKind::Init || E.Kind == EventKind::Move ||
                   E.Kind == EventKind::Borrow || E.Kind == EventKind::Flow;
      return IsUse && isAbout(E, P) && mayFollow(R, spawnOf(V), At);
    });
  }

  bool isWrittenAfter(const Violation &V, PlaceId P) const {
    return anyEvent([&](EventRef At, const Event &E) {
      bool IsWrite = E.Kind == EventKind::Move || (E.Kind == EventKind::Init && !E.IsFresh) ||
                     (E.Kind == EventKind::Use && (E.Mode == UseKind::Write || E.Mode == UseKind::CallOn));
      return IsWrite && isAbout(E, P) && mayFollow(R, spawnOf(V), At);
    });
  }

  /// Something else has its address, and may write it for all we know.
  bool isShared(const Borrowed &Of, PlaceId P) const {
    auto OnlyReads = [&](PlaceId Into) {
      return Into == Of.By->Into || llvm::any_of(R.Source.Closures, [&](const Closure &Each) {
               return llvm::any_of(Each.Captures, [&](const Capture &By) { return By.Into == Into && By.IsOnlyRead; });
             });
    };
    return anyEvent([&](EventRef, const Event &E) {
      return E.Kind == EventKind::Borrow && isAbout(E, P) && !OnlyReads(E.Other);
    });
  }

  RuleContext &C;
  const Results &R;
  const Loans &L;
  const PlaceTable &Places;
};

} // namespace

/// True for what the user would call one cause: what one default captures, or
/// two iterators of one container.
static bool isOneCause(const Violation &X, const Violation &Y, const Results &R) {
  auto CallOf = [&](const Violation &V) { // each argument has its own Spawn
    EventRef At = R.Borrowed.threads()[V.Thread].Where;
    return R.Blocks[At.Block].Events[At.Index].From;
  };
  if ((X.Thread != Y.Thread && (!CallOf(X) || CallOf(X) != CallOf(Y))) || X.OfCaller != Y.OfCaller || X.IsJoinedInTime != Y.IsJoinedInTime)
    return false;
  const Borrowed &A = X.What.front(), &B = Y.What.front();
  if (A.By && B.By)
    return A.Lambda == B.Lambda && A.By->IsImplied && B.By->IsImplied;
  auto Whole = [&](PlaceId P) {
    while (R.Source.Places.isUnknownElement(P))
      P = R.Source.Places[P].Parent;
    return P;
  };
  return Whole(R.Borrowed[A.Loan].Place) == Whole(R.Borrowed[B.Loan].Place);
}

std::vector<Violation> thread_capture::detail(std::vector<Violation> Found, RuleContext &C) {
  Detailer D(C);
  std::vector<Violation> Out;
  for (Violation &V : Found) {
    D.look(V);
    auto Known = llvm::find_if(Out, [&](const Violation &Other) { return isOneCause(Other, V, C.Answers); });
    if (Known == Out.end())
      Out.push_back(std::move(V));
    else if (V.What.front().By)
      Known->What.push_back(V.What.front());
  }
  for (Violation &V : Out) // in the order in which the lambda names them
    if (V.What.size() > 1)
      llvm::sort(V.What, [](const Borrowed &X, const Borrowed &Y) { return X.By->FirstUse < Y.By->FirstUse; });
  return Out;
}
