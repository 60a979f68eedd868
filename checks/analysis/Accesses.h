//===- Accesses.h - what a body reads and writes, and what orders it ------===//
//
// Answers, for rules about races: which places does this body read or write,
// where in the source, and what does it wait for or signal before and after?
// A callee's accesses stand at its call, in the caller's words. From the
// elaborated events of one body and the lists of its callees
// (analysis/ThreadReach.h); computed only for bodies that a thread may run,
// or that start one.
//
// It errs towards silence: what may denote several places is left out, and
// whatever is not known to be plain data counts as something that threads may
// wait for each other with. What it leaves out: accesses through pointers
// that the body has changed, and what happens in destructors.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_ACCESSES_H
#define HOLDFAST_ANALYSIS_ACCESSES_H

#include "analysis/Results.h"

#include <map>
#include <set>

namespace holdfast {

/// A place in words that outlive one body.
struct ReachPath {
  static constexpr int Object = -1, Global = -4, Anything = -5;
  int Base = Anything; ///< or the number of a parameter
  SymbolId Name;       ///< of a global
  std::vector<Projection> Steps;
  friend auto operator<=>(const ReachPath &, const ReachPath &) = default;
};

/// One access as a function's caller sees it.
struct Reach {
  ReachPath Path;
  bool IsWrite = false;
  Span Where;
  FunctionId In; ///< whose body has it
  /// What may have been waited for before, and may be signalled after; of
  /// what threads may have been joined before.
  std::set<ReachPath> Before, After, Joined;
  std::set<ReachPath> Held; ///< locks that are surely held
  bool IsChosen = false; ///< what was waited for before may let one thread alone come here
};

/// All that a function does to what its callers may share with a thread.
struct FunctionReach {
  std::vector<Reach> Accesses;
  std::set<ReachPath> Syncs;
};

/// One access in a body's own words. An invalid place among the others stands
/// for anything.
struct Access {
  EventRef At;
  PlaceId Place;
  bool IsWrite = false;
  Span Where;
  FunctionId In;
  std::set<PlaceId> Before, After, Joined; ///< in the callee that has it
  std::set<PlaceId> Held;                  ///< locks that are surely held, each with a name
  bool IsChosen = false;                   ///< in the callee that has it
};

/// Something that may order threads.
struct Sync {
  EventRef At;
  PlaceId Place;            ///< invalid: anything
  bool LastsOn = false;     ///< an object made of it may signal whenever it ends
  bool IsJoin = false;      ///< the place holds threads that have ended here
};

/// Gives a callee's list; null where nobody knows what it does.
using ReachOf = std::function<const FunctionReach *(FunctionId)>;

class Accesses {
public:
  Accesses(const Program &Prog, Results &R, const ReachOf &Callees);

  const std::vector<Access> &all() const { return Found; }
  const std::vector<Sync> &syncs() const { return Syncs; }
  using When = std::function<bool(EventRef)>;
  /// What may have been waited for before the access, and what may be
  /// signalled after it, by those events that count (empty: by all).
  std::set<PlaceId> before(const Access &A, const When &Counts = {}) const;
  std::set<PlaceId> after(const Access &A, const When &Counts = {}) const;
  std::set<PlaceId> joinedBefore(const Access &A) const;
  /// True where the way to the access may be decided by something that threads
  /// share: by `--left == 0`, one of them comes here.
  bool isChosen(const Access &A) const;
  /// What may have been waited for on the way from one event to the other.
  std::set<PlaceId> between(EventRef From, EventRef To) const;
  bool reaches(EventRef From, EventRef To) const;
  /// The same as a caller would say it.
  FunctionReach forCaller() const;

private:
  void scan();
  void dropReadsOfWrites();
  std::set<PlaceId> heldNow(const Locks::State &S) const;
  void event(const Event &E, EventRef At);
  void call(const Call &C, EventRef At, const Aliases::State &Names);
  void splice(const FunctionReach &Inner, const Call &C, PlaceId Object, EventRef At, const Aliases::State &Names);
  void sync(PlaceId P, EventRef At, const Aliases::State &Names, bool LastsOn = false);
  void argumentSyncs(const Call &C, const Callee *Target, bool IsKnown, EventRef At, const Aliases::State &Names);
  bool isData(PlaceId P) const;
  std::optional<PlaceId> placeOf(const ReachPath &Path, const Call &C, PlaceId Object, const Aliases::State &Names) const;
  bool isChanged(PlaceId Pointer) const;
  std::optional<ReachPath> pathOf(PlaceId P) const;
  std::optional<ReachPath> syncPathOf(PlaceId P) const;
  std::set<ReachPath> pathsOf(const std::set<PlaceId> &Places) const;
  std::set<ReachPath> syncPathsOf(const std::set<PlaceId> &Places) const;

  const Program &Prog;
  Results &R;
  Body &B;
  const ReachOf &Callees;
  EventRef LastCall;
  std::vector<Access> Found;
  std::vector<Sync> Syncs;
  mutable std::set<PlaceId> Changed; ///< has a new value somewhere, not at its declaration
  mutable std::map<uint32_t, std::vector<bool>> Reached; ///< blocks, by block
};

/// The place of a global in this body, made where it has none yet.
PlaceId globalPlace(Body &B, SymbolId Name);

} // namespace holdfast

#endif
