//===- Locks.h - which locks are held, and by which guard -----------------===//
//
// Answers, before each event: which locks are surely held here, which may be,
// in which mode, since which Acquire and by which guard? A lock is a place, a
// guard is the place of an object that gives back what it holds where it ends.
// Who relies on it: the rules about locks and races, and summaries.
//
// State: facts and bindings. A fact of a lock is one of "as at entry", "held
// since this event" and "given back by this event"; several may be true, one
// for each way to get here, and where there is none the lock is as at entry. A
// binding says that a guard knows a lock. A lock is held on every path where
// all of its facts are "held".
// Lattice: sets of facts, bindings and pending answers under union, where a
// lock that one side does not mention gains "as at entry"; height: their number,
// which the events and places of one body bound.
//
// A lock whose path is no longer true, as of `p->m` after `p = q`, is the
// invalid place: some lock is held, nobody knows which. References and pointers
// are followed as MoveState does.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_LOCKS_H
#define HOLDFAST_ANALYSIS_LOCKS_H

#include "analysis/MoveState.h"

#include <set>

namespace holdfast {

/// One lock that is held, or may be.
struct HeldLock {
  PlaceId Lock;      ///< invalid: one that has no name any more
  bool Must = false; ///< on every path to here
  bool Shared = false;
  PlaceId Guard;     ///< invalid: taken by hand
  EventRef Since;    ///< its Acquire; one of several
};

class Locks {
public:
  enum class Was : uint8_t { AtEntry, Held, Released };
  struct Fact {
    PlaceId Lock;
    Was Is = Was::AtEntry;
    uint32_t Site = 0; ///< of sites(); of Held and Released
    bool Shared = false;
    PlaceId Guard;
    friend auto operator<=>(const Fact &, const Fact &) = default;
  };
  struct Binding {
    PlaceId Guard, Lock;
    friend auto operator<=>(const Binding &, const Binding &) = default;
  };
  /// Where `Answer` turns out as `IfHeld`, the Acquire at `Site` has worked.
  struct Pending {
    TermId Answer;
    uint32_t Site = 0;
    bool IfHeld = true;
    friend auto operator<=>(const Pending &, const Pending &) = default;
  };
  struct State {
    std::set<Fact> Facts;
    std::set<Binding> Bindings;
    std::set<Pending> Open;
    friend bool operator==(const State &, const State &) = default;
  };

  /// Without blocks, or without an Acquire or Release, it knows nothing.
  Locks(const Program &Prog, Body &B, llvm::ArrayRef<Block> Blocks, const MoveState &Names);

  // The problem, for the solvers.
  State entry() const;
  bool join(State &Into, const State &From) const;
  void transfer(const Event &E, State &S) const;
  /// Where a try block begins with a call that gives a lock back, its handler has
  /// the lock no more: a failed unlock leaves nothing that one could count on.
  void unwind(llvm::ArrayRef<Block> Blocks, uint32_t From, State &S) const;

  /// False where no event is about a lock: then nothing is held.
  bool isSolved() const { return !Before.empty(); }
  const State *before(size_t I) const { return I < Before.size() && Before[I] ? &*Before[I] : nullptr; }
  /// Calls `Do(EventRef, const Event &, const State &)` for each event that is
  /// reached, with the state before it.
  template <class Fn> void forEachEvent(llvm::ArrayRef<Block> Blocks, Fn Do) const {
    for (uint32_t I = 0; I < Before.size(); ++I) {
      if (!Before[I])
        continue;
      State Now = *Before[I];
      for (uint32_t J = 0; J < Blocks[I].Events.size(); ++J) {
        Do(EventRef{I, J}, Blocks[I].Events[J], static_cast<const State &>(Now));
        transfer(Blocks[I].Events[J], Now);
      }
    }
  }

  /// What is held, or may be, one entry for each lock, in the order of places.
  std::vector<HeldLock> held(const State &S) const;
  /// The facts of one lock; "as at entry" where there is none.
  std::vector<Fact> factsOf(PlaceId Lock, const State &S) const;
  /// The locks that `P` stands for: what the guard P knows, or P itself.
  std::vector<PlaceId> locksOf(PlaceId P, const State &S) const;
  /// The locks that an Acquire, Release or Wait is about, references followed.
  std::vector<PlaceId> locksOf(const Event &E, const State &S) const;
  /// True where it is one certain lock, always.
  bool isOne(const Event &E, const State &S) const;
  /// False where nobody can say whether its holder may take it again.
  bool locksOnce(PlaceId Lock) const;
  EventRef site(uint32_t S) const { return Sites[S]; }
  /// True for what was so before the body began: unknown, or held as its
  /// annotation says.
  bool isAsAtEntry(const Fact &F) const {
    return F.Is == Was::AtEntry || (F.Is == Was::Held && isEntry(Sites[F.Site]));
  }
  /// True for what a callee gives back and takes again, of a lock of which this body
  /// knows nothing: it stays so.
  bool leavesAsItWas(const Event &E, PlaceId Lock, const State &S) const;
  /// True for what is held since the entry, as the function's annotation says.
  static bool isEntry(EventRef Site) { return Site.Block == EntrySite; }
  /// The events after which `F`, were it all that is true of its lock, would no
  /// longer be that.
  std::set<const Event *> endsOf(const Fact &F, llvm::ArrayRef<Block> Blocks) const;

private:
  static constexpr uint32_t EntrySite = ~uint32_t(0);
  PlaceId guardOf(PlaceId Lock, const State &S) const;
  void assertHeld(PlaceId Lock, State &S) const;
  void acquire(const Event &E, State &S) const;
  void release(const Event &E, State &S) const;
  void assume(const Event &E, State &S) const;
  void move(const Event &E, State &S) const;
  void init(const Event &E, State &S) const;
  void drop(PlaceId P, uint32_t Site, State &S) const;
  void storageDead(PlaceId P, State &S) const;
  void settle(uint32_t Site, bool IsHeld, State &S) const;
  void settleGuard(PlaceId Guard, bool IsHeld, State &S) const;
  bool isOf(TermId T, PlaceId P) const;
  void add(Fact F, State &S) const;
  void put(Fact F, State &S) const;
  void letGo(PlaceId Guard, PlaceId Lock, uint32_t Site, State &S) const;
  void loseNames(PlaceId Pointer, bool AllBelow, State &S) const;
  void loseSight(PlaceId P, State &S) const;
  bool isReachedThroughPointer(PlaceId P) const;

  const Program &Prog;
  Body &B;
  const MoveState &Names;
  std::vector<EventRef> Sites;
  std::vector<CallId> CallOf; ///< by site
  llvm::DenseMap<const Event *, uint32_t> SiteOf;
  std::vector<std::optional<State>> Before;
};

} // namespace holdfast

#endif
