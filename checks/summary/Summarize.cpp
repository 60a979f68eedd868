//===- Summarize.cpp ------------------------------------------------------===//

#include "summary/Summarize.h"

#include "analysis/Blocking.h"
#include "summary/CallOrder.h"
#include "summary/CallerPath.h"
#include "summary/LockEffects.h"
#include "summary/LockUse.h"
#include "summary/Pools.h"
#include "summary/ThreadEffects.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <set>

using namespace holdfast;

namespace {

/// Rounds of a recursive group before its effects are taken as they are.
constexpr unsigned MaxRounds = 6;

class Summarizer {
public:
  Summarizer(const Program &Prog, const Results &R) : Prog(Prog), R(R), B(R.Source), OfThreads(Prog, R), OfLocks(R) {}

  CallEffects run() {
    scan();
    CallEffects Out;
    Out.NeverReturns = !SawReturn && !SawUnwind;
    for (PlaceId P : R.Moves.tracked()) {
      if (!pathOf(P))
        continue;
      const Exit &At = Exits[P];
      const bool MovedOut = At.Moved && !At.Fresh;
      if (Read.count(P) || (MovedWithin.count(P) && !MovedOut))
        add(Out, CallWritten.contains(P) ? EffectKind::Writes : EffectKind::Reads, P);
    }
    for (PlaceId P : R.Moves.tracked())
      if (pathOf(P))
        exitEffect(Out, P, Exits[P]);
    OfThreads.appendTo(Out);
    OfLocks.appendTo(Out);
    Out.BlocksIn = Blocks;
    Out.Blocks = Blocks.isValid();
    aliasOfResult(Out);
    return Out;
  }

private:
  /// What may be true of a place where the body returns.
  struct Exit {
    bool Kept = false, Fresh = false, Moved = false;
    bool MovedIfTrue = false, OtherIfTrue = false, MovedIfFalse = false, OtherIfFalse = false, Untold = false;
  };

  std::optional<EffectPath> pathOf(PlaceId P) const { return callerPath(B, P); }

  bool add(CallEffects &Out, EffectKind Kind, PlaceId P) {
    if (Out.Effects.size() >= MaxEffects)
      return false;
    Effect E;
    E.Kind = Kind;
    E.Subject = *pathOf(P);
    // What is said of a whole need not be said of its parts.
    for (PlaceId Up = B.Places[P].Parent; Up; Up = B.Places[Up].Parent)
      if (Said.contains({Kind, Up}))
        return false;
    Said.insert({Kind, P});
    Out.Effects.push_back(std::move(E));
    return true;
  }

  void exitEffect(CallEffects &Out, PlaceId P, const Exit &At) {
    if (At.Moved && !At.Fresh) {
      if (!add(Out, EffectKind::Moves, P))
        return;
      Effect &E = Out.Effects.back();
      E.May = At.Kept;
      E.Again = MovedAgain.contains(P) && B.Places.isCapturedByArgument(P);
      if (E.May && !At.Untold && At.MovedIfTrue && !At.MovedIfFalse)
        E.WhenResult = true;
      else if (E.May && !At.Untold && At.MovedIfFalse && !At.MovedIfTrue)
        E.WhenResult = false;
    } else if (At.Fresh) {
      add(Out, EffectKind::Reinits, P);
    }
  }

  /// Visits every reachable event with the state before it.
  void scan() {
    R.Guarded.forEachEvent(R.Blocks, [&](EventRef, const Event &E, const Locks::State &Now) {
      OfLocks.note(E, Now);
      GivesBack |= E.Kind == EventKind::Release && givesBack(E, Now);
    });
    noteBlocking();
    for (uint32_t I = 0; I < R.Blocks.size(); ++I) {
      if (!R.Names.before(I))
        continue;
      SawUnwind |= I == Body::UnwindIndex;
      MoveState::State Now = R.Moves.before(I) ? *R.Moves.before(I) : R.Moves.entry();
      Aliases::State Names = *R.Names.before(I);
      const bool HasThreads = R.Borrowed.before(I);
      Loans::State Threads = HasThreads ? *R.Borrowed.before(I) : Loans::State();
      if (HasThreads)
        R.Borrowed.enter(I, Threads);
      for (const Event &E : R.Blocks[I].Events) {
        if (E.Kind == EventKind::Use && E.Mode != UseKind::Ask)
          noteUse(E, Now);
        if (E.Kind == EventKind::Move)
          for (PlaceId P : R.Moves.placesOf(E)) {
            if (R.Moves.mayBeAsAtEntry(P, Now))
              MovedWithin.insert(P);
            if (!E.MayNotHappen && R.Moves.mayBeMoved(P, Now))
              MovedAgain.insert(P);
          }
        if (E.Kind == EventKind::Return)
          noteReturn(E, Now, Names);
        OfThreads.note(E, Threads, Names);
        if (HasThreads)
          R.Borrowed.transfer(E, Threads);
        R.Moves.transfer(E, Now);
        R.Names.transfer(E, Names);
      }
    }
  }

  /// True where the lock is the caller's, as far as this body knows.
  bool givesBack(const Event &E, const Locks::State &Now) const {
    return llvm::any_of(R.Guarded.locksOf(E, Now), [&](PlaceId Lock) {
      return llvm::any_of(R.Guarded.factsOf(Lock, Now), [&](const Locks::Fact &F) { return R.Guarded.isAsAtEntry(F); });
    });
  }

  /// The first call that waits for something outside. A body that gives back a
  /// lock of its caller's waits without it, for all that is known.
  void noteBlocking() {
    if (GivesBack)
      return;
    for (uint32_t I = 0; I < R.Blocks.size() && !Blocks; ++I)
      for (const Event &E : R.Blocks[I].Events)
        if (E.Kind == EventKind::Call && !Blocks && R.Names.before(I))
          Blocks = blockedIn(Prog, R.Known, B, B.Calls[E.From.index()]);
  }

  void noteUse(const Event &E, const MoveState::State &Now) {
    for (PlaceId P : R.Moves.placesOf(E))
      if (R.Moves.mayBeAsAtEntry(P, Now)) {
        Read.insert(P);
        if (E.Mode == UseKind::CallOn)
          CallWritten.insert(P);
      }
  }

  void noteReturn(const Event &E, const MoveState::State &Now, const Aliases::State &Names) {
    SawReturn = true;
    std::optional<bool> Truth;
    if (E.Value && B.Terms[E.Value].Kind == TermKind::Constant)
      Truth = B.Terms[E.Value].Constant != 0;
    for (PlaceId P : R.Moves.tracked()) {
      Exit &At = Exits[P];
      bool Moved = R.Moves.mayBeMoved(P, Now), Kept = R.Moves.mayBeAsAtEntry(P, Now), Fresh = R.Moves.mayBeFresh(P, Now);
      At.Kept |= Kept;
      At.Fresh |= Fresh;
      At.Moved |= Moved;
      At.Untold |= !Truth && Moved;
      if (Truth)
        (*Truth ? At.MovedIfTrue : At.MovedIfFalse) |= Moved;
    }
    if (B.Return) {
      const Targets *Known = Names.find(B.Return);
      Targets T = Known ? *Known : Targets();
      if (!SawResult)
        ResultTargets = T;
      else if (ResultTargets != T)
        ResultTargets.clear();
      SawResult = true;
    }
  }

  void aliasOfResult(CallEffects &Out) {
    if (ResultTargets.size() != 1 || Out.Effects.size() >= MaxEffects)
      return;
    std::optional<EffectPath> Target = pathOf(ResultTargets[0]);
    if (!Target)
      return;
    Effect E;
    E.Kind = B.Places[B.Return].IsReference ? EffectKind::Aliases : EffectKind::Borrows;
    E.Subject.Base = EffectPath::Result;
    E.Target = *Target;
    Out.Effects.push_back(std::move(E));
  }

  const Program &Prog;
  const Results &R;
  const Body &B;
  std::map<PlaceId, Exit> Exits;
  std::set<PlaceId> Read, CallWritten, MovedWithin, MovedAgain;
  std::set<std::pair<EffectKind, PlaceId>> Said;
  ThreadEffects OfThreads;
  LockEffects OfLocks;
  Targets ResultTargets;
  bool GivesBack = false; ///< a lock that its caller may hold
  SymbolId Blocks;        ///< the function that waits
  bool SawReturn = false, SawUnwind = false, SawResult = false;
};

} // namespace

CallEffects holdfast::summarize(const Program &Prog, const Results &R) { return Summarizer(Prog, R).run(); }

Summaries holdfast::summarizeAll(Program &Prog, LockUses *Uses) {
  findDrained(Prog);
  Summaries Known(Prog.Bodies.size());
  const bool HasGuards = !Prog.Guards.empty() || !Prog.Annotations.empty(); // any access may be a question then
  for (const CallGroup &G : callOrder(Prog)) {
    if (G.IsRecursive)
      for (FunctionId F : G.Members)
        if (!Prog.Bodies[F.index()].Blocks.empty())
          Known[F.index()] = CallEffects();
    for (unsigned Round = 0; Round < MaxRounds; ++Round) {
      bool Changed = false;
      for (FunctionId F : G.Members) {
        Body &B = Prog.Bodies[F.index()];
        if (B.Blocks.empty())
          continue;
        Results Answers(Prog, B, Known, true);
        CallEffects Now = summarize(Prog, Answers);
        B.IsAsked = G.IsRecursive || Answers.IsAsked || HasGuards;
        if (B.IsCoroutine)
          Now = CallEffects(); // what it does, it does later
        if (Uses)
          Uses->add(Answers); // of a group, what is seen last counts
        Changed |= !Known[F.index()] || !(*Known[F.index()] == Now);
        Known[F.index()] = std::move(Now);
      }
      if (!G.IsRecursive || !Changed)
        break;
    }
  }
  return Known;
}
