//===- Aliases.h - what pointers and references denote --------------------===//
//
// Answers, for each event: which place does this path really name, after
// following the references and pointers whose target is known here? A forward
// problem over maps from a pointer-like place to the set of its targets; a
// place that is not in the map may denote anything, and then stands for
// itself. Who relies on it: MoveState and summaries.
//
// Lattice: finite maps to non-empty target sets; join keeps the keys that both
// sides have and unites their sets (a key that is missing is "anything", the
// top). Height: keys and targets are places of one body, and a block's state
// only ever goes up, so the solver ends. The transfer is not monotone: where a
// pointer's own target is unknown, its pointee stands under its own name. The
// answer is a solution, and which one may depend on the order of visits.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_ALIASES_H
#define HOLDFAST_ANALYSIS_ALIASES_H

#include "ir/Body.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>

namespace holdfast {

using Targets = llvm::SmallVector<PlaceId, 1>;

/// Targets by place, sorted: small, and copied at every block.
class TargetMap {
public:
  using Entry = std::pair<PlaceId, Targets>;

  bool empty() const { return Entries.empty(); }
  auto begin() const { return Entries.begin(); }
  auto end() const { return Entries.end(); }
  /// Null where `P` has no entry.
  const Targets *find(PlaceId P) const;
  Targets &operator[](PlaceId P);
  void erase(PlaceId P);
  /// Drops the entries for which `Test` holds; it may change those that stay.
  template <class Fn> bool eraseIf(Fn Test) {
    size_t Before = Entries.size();
    llvm::erase_if(Entries, Test);
    return Entries.size() != Before;
  }
  friend bool operator==(const TargetMap &, const TargetMap &) = default;

private:
  std::vector<Entry> Entries;
};

class Aliases {
public:
  using State = TargetMap;

  /// Without blocks it knows nothing.
  Aliases(Body &B, llvm::ArrayRef<Block> Blocks);

  // The problem, for the solvers.
  State entry() const { return {}; }
  bool join(State &Into, const State &From) const;
  void transfer(const Event &E, State &S) const;

  /// The state before block `I`, or null where nothing reaches it.
  const State *before(size_t I) const { return I < Before.size() && Before[I] ? &*Before[I] : nullptr; }
  /// The places that `P` names in `S`; at least one.
  Targets resolve(PlaceId P, const State &S) const;

private:
  void resolveInto(PlaceId P, const State &S, Targets &Out, unsigned Steps) const;
  void forget(PlaceId P, State &S) const;
  void copy(PlaceId From, PlaceId To, State &S) const;

  Body &B;
  std::vector<std::optional<State>> Before;
};

} // namespace holdfast

#endif
