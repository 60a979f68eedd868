//===- Feasibility.h - can one event really follow another? ---------------===//
//
// The solvers join paths; a candidate finding asks here whether a path from
// cause to use exists that does not contradict itself. Facts are bounds on the
// difference of two terms, and equalities of terms with constants; they are
// collected from Assume and Init events, shifted by increments and dropped
// when what they speak of changes. A path keeps only facts that a condition
// ahead of it asks for, and widens them at loops, so that paths that agree on
// what matters are walked once. Only candidates pay for it.
//
// It errs towards "possible": a budget that runs out, or a fact that it cannot
// express, keeps the path.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DATAFLOW_FEASIBILITY_H
#define HOLDFAST_DATAFLOW_FEASIBILITY_H

#include "ir/Body.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace holdfast {

/// What is known at a point of a path. Keys are pairs of terms (x, y), the
/// smaller id first; the value bounds x - y. A single term is paired with 0.
class Facts {
public:
  using Key = std::pair<TermId, TermId>;

  explicit Facts(Body &B) : B(&B) {}

  /// Under which key a condition is kept; none for one without a term.
  static std::optional<Key> keyOf(const Body &B, const Condition &C);
  /// True where what `K` says may change with `P`.
  static bool mentions(const Body &B, const Key &K, PlaceId P);

  /// Adds a condition; false where it contradicts what is known.
  bool assume(ConditionId C, bool Negated);
  /// `P` now holds `Value`, or something unknown.
  void assign(PlaceId P, TermId Value);
  /// `P` now holds what it held, plus `Delta`.
  void shift(PlaceId P, int64_t Delta);
  /// `P`, or what is reached through it, may have changed.
  void forget(PlaceId P);
  bool empty() const { return Known.empty(); }
  std::set<Key> keys() const;
  /// Keeps what both know. Bounds that `Other` loosens are dropped, so that what
  /// meets again and again at a loop's head comes to rest.
  void meet(const Facts &Other);
  /// Keeps what is asked for.
  void restrictTo(const std::set<Key> &Wanted);
  /// Keeps what `Before`, at the same point one round of a loop earlier, knew
  /// too; bounds that have grown since are dropped.
  void widen(const Facts &Before);

  friend bool operator==(const Facts &X, const Facts &Y) { return X.Known == Y.Known; }
  friend bool operator<(const Facts &X, const Facts &Y) { return X.Known < Y.Known; }

private:
  struct Range {
    std::optional<int64_t> Low, High;
    std::set<int64_t> Not;
    friend auto operator<=>(const Range &, const Range &) = default;
  };
  bool narrow(TermId X, TermId Y, Comparison Op, int64_t Offset);

  Body *B; ///< its term table grows
  std::map<Key, Range> Known; ///< second invalid: zero
};

/// One event of the elaborated blocks.
struct PathPoint {
  uint32_t Block = 0, Index = 0;
};

struct PathQuestion {
  std::optional<PathPoint> From; ///< after this event (none: from the entry) ...
  PathPoint To;   ///< ... before this one
  /// True for an event that ends the cause's effect: paths through it do not count.
  std::function<bool(const Event &)> Ends;
  /// Paths that test one of these places (or what it was copied to) do not count.
  llvm::SmallVector<PlaceId, 1> Untested;
  /// Paths that enter one of these blocks do not count.
  llvm::ArrayRef<uint32_t> Barred;
  ConditionId Holds; ///< where valid: known at From, or at the entry
};

/// True where some path answers the question.
bool isFeasible(Body &B, llvm::ArrayRef<Block> Blocks, const PathQuestion &Q);

} // namespace holdfast

#endif
