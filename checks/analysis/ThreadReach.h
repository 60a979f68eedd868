//===- ThreadReach.h - what a thread does to what others see --------------===//
//
// Answers: which places of its spawner's does a thread read or write, while
// it runs, and what does the spawner do to them meanwhile? From the lists of
// accesses of the functions that it runs (analysis/Accesses.h), which are made
// here when first asked for, and from the loans that it was spawned with.
//
// Jobs of a pool meet only each other, where a loop has started its threads:
// the spawner may be a job of the same pool itself.
//
// Who relies on it: rules about races. It errs towards silence: a pointer of
// which the target is not known, a function without a body, a closure of which
// it is not known that a value hides it, all have no accesses.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_THREADREACH_H
#define HOLDFAST_ANALYSIS_THREADREACH_H

#include "analysis/Accesses.h"

#include <memory>

namespace holdfast {

/// The lists of a unit's functions.
class ReachTable {
public:
  ReachTable(Program &Prog, const Summaries &Known)
      : Prog(Prog), Known(Known), Ask([this](FunctionId F) { return of(F); }) {}
  ReachTable(const ReachTable &) = delete;

  /// Null for what has no body, calls itself, or lies too deep.
  const FunctionReach *of(FunctionId F);
  const ReachOf &callees() const { return Ask; }

private:
  Program &Prog;
  const Summaries &Known;
  ReachOf Ask;
  std::map<FunctionId, std::unique_ptr<FunctionReach>> Lists; ///< null: being made
  unsigned Depth = 0, Made = 0;
};

/// The two sides of a possible race, in the spawner's words.
struct Meeting {
  uint32_t Thread;               ///< of Loans; the one that started first
  Access First;                  ///< by the thread
  std::optional<uint32_t> Other; ///< the thread that Second is of; none: the spawner itself
  Access Second;
};

class ThreadReach {
public:
  /// Looks for nothing in bodies that start no thread.
  ThreadReach(const Program &Prog, Results &R, ReachTable &Table);

  /// Pairs of accesses to one place by two threads that may run at the same
  /// time, one of them a write, with nothing between that may order them. In
  /// the threads' order, writes first.
  const std::vector<Meeting> &meetings() const { return Found; }
  /// The body of the closure that the thread runs; invalid for a named function.
  FunctionId closureOf(uint32_t Thread) const {
    auto It = Closures.find(Thread);
    return It == Closures.end() ? FunctionId() : It->second;
  }
  /// True where the spawner's event `At` may be followed by another start of `Thread`.
  bool isRepeated(uint32_t Thread, EventRef At) const;

private:
  /// What is run, and with what: the places by parameter number, and the object.
  struct Started {
    FunctionId Function;
    PlaceId Object;
    std::vector<PlaceId> Args;
    bool IsCopied = true; ///< the object is the thread's own
    uint32_t Thread = 0;
  };

  bool runsAt(uint32_t Thread, EventRef At) const;
  bool isJoinedIn(uint32_t Thread, const Access &A) const;
  void note(EventRef At, const Event &E, const Loans::State &Now);
  bool isOwnThread(const Event &E) const;
  bool isJobOfMany(uint32_t Thread, const Event &E) const;
  bool mayBeSerial(PlaceId Queue) const;
  void startThread(uint32_t Thread, const Event &E, const Loans::State &Now);
  std::optional<Started> startedBy(uint32_t Thread, const Event &E, const Loans::State &Now) const;
  std::optional<PlaceId> map(const ReachPath &Path, const Started &S, const Loans::State &Now) const;
  std::optional<PlaceId> follow(PlaceId P, bool IsOwn, llvm::ArrayRef<Projection> Steps, const Started &S, const Loans::State &Now) const;
  PlaceId pointee(PlaceId Pointer, const Started &S, const Loans::State &Now) const;
  PlaceId lentThrough(PlaceId Pointer, uint32_t Thread) const;
  void meet(uint32_t Thread, std::optional<uint32_t> Other, EventRef At, const std::vector<Access> &Theirs);
  bool isOrdered(const Access &X, const Access &Y) const;
  bool mayMatch(const std::set<PlaceId> &Signalled, const std::set<PlaceId> &Awaited) const;
  bool isSignal(PlaceId P) const;
  bool isShared(PlaceId X, PlaceId Y) const;

  const Program &Prog;
  Results &R;
  Body &B;
  ReachTable &Table;
  std::unique_ptr<Accesses> Own;
  std::map<EventRef, std::map<uint32_t, std::set<PlaceId>>> RunningAt; ///< thread, handles
  std::map<uint32_t, std::vector<Access>> OfThread;
  std::map<uint32_t, FunctionId> Closures;
  std::set<PlaceId> Signals; ///< all that threads or the spawner may wait for
  std::vector<Meeting> Found;
};

} // namespace holdfast

#endif
