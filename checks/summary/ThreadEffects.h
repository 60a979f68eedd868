//===- ThreadEffects.h - what a body does to its caller's threads ---------===//
//
// The part of a summary that rules about threads need: which handles of the
// caller's are joined or detached, which arguments a thread runs on with, and
// where the callee keeps what an argument points to.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_THREADEFFECTS_H
#define HOLDFAST_SUMMARY_THREADEFFECTS_H

#include "analysis/Results.h"

#include <set>

namespace holdfast {

class ThreadEffects {
public:
  ThreadEffects(const Program &Prog, const Results &R) : Prog(Prog), R(R), B(R.Source) {}

  /// Called for each event, with the state before it.
  void note(const Event &E, const Loans::State &Threads, const Aliases::State &Names);
  void appendTo(CallEffects &Out) const;

private:
  void noteStored(PlaceId From, PlaceId To, bool IsMove);
  void noteReturn(const Loans::State &Threads, const Aliases::State &Names);
  bool mayPoint(PlaceId P) const;
  std::optional<EffectPath> handlePath(PlaceId Handle, bool IsSubject) const;
  PlaceId keeperOf(const Event &E) const;
  bool mayRunHere(uint32_t Thread) const;
  bool isLent(PlaceId P, PlaceId Handle) const;
  bool isElsewhere(PlaceId Handle) const;
  bool isLeft(PlaceId Handle) const;
  bool isSurelyGiven(PlaceId Handle) const;
  bool isAwaitedByResult(uint32_t Thread, const Loans::State &Threads) const;

  const Program &Prog;
  const Results &R;
  const Body &B;
  /// The caller's handles, the result among them, that hold a thread on every
  /// path.
  std::optional<std::set<PlaceId>> Left;
  std::set<PlaceId> Joined, Detached;
  std::set<PlaceId> OfThreads; ///< of those joined: not just a flag or a counter that was waited for
  std::set<std::tuple<uint32_t, PlaceId, bool>> Spawned; ///< parameter, handle, may run here
  std::set<uint32_t> Awaited; ///< parameters of whose jobs the result tells the end
  std::set<std::pair<PlaceId, PlaceId>> Lent; ///< what is borrowed, handle
  std::set<std::pair<PlaceId, PlaceId>> Moved, Copied, Borrowed; ///< from, to
};

} // namespace holdfast

#endif
