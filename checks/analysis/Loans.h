//===- Loans.h - who borrows what, and which threads still run ------------===//
//
// A loan is a place that something points to: a capture by reference, a
// pointer, a view. Answers, for each event: which loans may each place hold,
// and which threads may be running, held by which handle? A thread runs with
// the loans that its closure and arguments held when it was spawned.
//
// A forward problem over pairs of sets, united at joins: (holder, loan) and
// (handle, thread). Handles and holders are places; what was detached is held
// by the invalid place. A loop that joins the elements of a container has
// joined them all where it is left: its head counts as that join.
//
// A *job* is a thread that a drained member holds (Program::Drained): who waits
// for it is known only in part, so whatever happens to the pool's object and
// may wait is taken to do so. A thread that has given its sign runs on, but
// reads no more what it borrows.
//
// What runs, and what it borrows, is in Loans.cpp; what ends it in ThreadEnds.cpp,
// of loops in JoiningLoops.cpp.
//
// Who relies on it: the rules about threads, and summaries of functions that
// spawn. Asks MoveState for the places that an event is about.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_LOANS_H
#define HOLDFAST_ANALYSIS_LOANS_H

#include "analysis/MoveState.h"

#include <functional>
#include <map>
#include <set>

namespace holdfast {

/// `Place` is pointed to since the Borrow at `Where`.
struct Loan {
  PlaceId Place;
  Span Where;
  /// What an argument of the caller's holds, whatever that is: Place is the
  /// parameter.
  bool OfArgument = false;
  bool IsOwned = false; ///< by its pointers alone, as what std::make_shared makes
};

/// One Spawn event.
struct SpawnedThread {
  EventRef Where;
  std::set<uint32_t> Loans; ///< that it runs with
  std::set<PlaceId> Ran;    ///< the closure, and what was moved along
  std::set<PlaceId> From;   ///< where that came from
  std::set<PlaceId> Of;     ///< what else a helper was given, or who gave the executor
  bool IsJob = false;       ///< in a queue of the project's own
  bool IsPosted = false;    ///< held by what runs others as well, such as the context that `post` is given
};

class Loans {
public:
  using Pair = std::pair<PlaceId, uint32_t>;
  struct State {
    std::set<Pair> Held;    ///< holder, loan
    std::set<Pair> Running; ///< handle (invalid: detached), thread
    std::set<uint32_t> Reading; ///< threads that have given no sign that they are done
    friend bool operator==(const State &, const State &) = default;
  };

  /// Without blocks it knows nothing; without events about threads only if
  /// `AllBorrows`. `IsKnown` says of which callees the effects are spelled out.
  Loans(const Program &Prog, Body &B, llvm::ArrayRef<Block> Blocks, const MoveState &Names,
        std::function<bool(const Call &)> IsKnown, bool AllBorrows = false);

  // The problem, for the solvers.
  State entry() const;
  bool join(State &Into, const State &From) const;
  void enter(uint32_t Block, State &S) const;
  void transfer(const Event &E, State &S) const;

  const State *before(size_t I) const { return I < Before.size() && Before[I] ? &*Before[I] : nullptr; }
  /// Calls `Do(EventRef, const Event &, const State &)` for each event that is
  /// reached, with the state before it.
  template <class Fn> void forEachEvent(llvm::ArrayRef<Block> Blocks, Fn Do) const {
    for (uint32_t I = 0; I < Before.size(); ++I) {
      if (!Before[I])
        continue;
      State Now = *Before[I];
      enter(I, Now);
      for (uint32_t J = 0; J < Blocks[I].Events.size(); ++J) {
        Do(EventRef{I, J}, Blocks[I].Events[J], Now);
        transfer(Blocks[I].Events[J], Now);
      }
    }
  }
  const Loan &operator[](uint32_t L) const { return Known[L]; }
  llvm::ArrayRef<SpawnedThread> threads() const { return Threads; }
  /// The events after which thread `T` runs no more, or has another holder.
  const std::set<const Event *> &endsOf(uint32_t T) const { return Ends[T]; }
  /// Those after which it runs on, without what it has borrowed.
  const std::set<const Event *> &signsOf(uint32_t T) const { return Signs[T]; }
  /// The heads of the loops that join it.
  llvm::ArrayRef<uint32_t> joiningHeads(uint32_t T) const { return HeadsOf[T]; }
  /// The handles that a Join or Detach is about: through the references and
  /// pointers whose loans are known.
  std::set<PlaceId> handlesOf(const Event &E, const State &S) const;
  /// The heads of the loops that wait for its sign.
  llvm::ArrayRef<uint32_t> waitingHeads(uint32_t T) const { return SignHeadsOf[T]; }
  /// A Join or Detach of thread `T` somewhere, or null.
  const Event *lateEnd(uint32_t T) const;
  /// True where the storage of `Place` ends with that of `Owner`.
  bool diesWith(PlaceId Place, PlaceId Owner) const;

private:
  uint32_t loanOf(Loan L) const;
  PlaceId partOfCopy(PlaceId Part, PlaceId From, PlaceId To) const;
  void give(PlaceId From, PlaceId To, bool Keeps, State &S) const;
  bool isTraceable(PlaceId Handle) const;
  bool isElsewhere(PlaceId Handle) const;
  bool isGivenToExecutor(const Event &Spawn) const;
  bool isPostedBy(const Event &Move, const Call &By) const;
  std::set<PlaceId> executorsBehind(PlaceId Handle, const State &S) const;
  bool isReferredTo(PlaceId P, PlaceId Owner) const;
  PlaceId followed(PlaceId P, const State &S) const;
  void noteGivers(PlaceId Executor, uint32_t T, const State &S) const;
  void drop(PlaceId P, bool JobsToo, State &S) const;
  void end(PlaceId Handle, const Event *By, State &S) const;
  std::set<uint32_t> sign(PlaceId From, const Event *By, State &S) const;
  bool isHolder(const Pair &Running, PlaceId Handle, bool IsWait) const;
  void endBehind(PlaceId Context, const Event *By, State &S) const;
  void join(const Event &E, State &S) const;
  void mayWait(PlaceId Object, const Event &E, State &S) const;
  void unknownCall(const Event &E, State &S) const;
  void spawn(const Event &E, State &S) const;
  void reachFurther(std::set<uint32_t> &Loans, const State &S) const;
  void addOwned(PlaceId P, const State &S, std::set<PlaceId> &Out) const;
  void detach(const Event &E, State &S) const;
  void assume(const Event &E, State &S) const;
  PlaceId elementOf(PlaceId Object) const;
  void reindex(PlaceId Index, State &S) const;
  void step(PlaceId Pointer, State &S) const;
  bool isOwned(PlaceId P, PlaceId Pointer) const;
  void findJoiningLoops(llvm::ArrayRef<Block> Blocks);
  std::set<PlaceId> pointedTo(llvm::ArrayRef<Block> Blocks, const Event &Join) const;
  std::set<PlaceId> denoted(llvm::ArrayRef<PlaceId> Places, const State &S) const;
  PlaceId pointerBelow(PlaceId P) const;

  const Program &Prog;
  Body &B;
  const MoveState &Names;
  mutable std::vector<Loan> Known;
  mutable std::map<std::pair<PlaceId, Span>, uint32_t> LoanIds;
  mutable std::vector<SpawnedThread> Threads;
  mutable std::vector<std::set<const Event *>> Ends, Signs;
  mutable std::map<PlaceId, std::set<PlaceId>> CameFrom; ///< by moves and conversions
  std::function<bool(const Call &)> IsKnown;
  bool HasJobs = false; ///< or threads without a handle
  mutable std::vector<llvm::SmallVector<uint32_t, 1>> HeadsOf, SignHeadsOf;
  mutable std::vector<std::set<const Event *>> LateEnds;
  llvm::DenseMap<const Event *, uint32_t> ThreadOf;
  std::map<uint32_t, std::vector<std::pair<PlaceId, const Event *>>> JoinedAtHead; ///< in the blocks' order
  std::vector<std::optional<State>> Before;
};

} // namespace holdfast

#endif
