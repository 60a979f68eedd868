//===- Feasibility.h - can one event really follow another? ---------------===//
//
// The solvers join paths; a candidate finding asks here whether a path from
// cause to use exists that does not contradict itself. Facts are bounds on the
// difference of two terms, and equalities of terms with constants; they are
// collected from Assume and Init events, shifted by increments and dropped
// when what they speak of changes. Only candidates pay for it.
//
// It errs towards "possible": a budget that runs out, or a fact that it cannot
// express, keeps the path.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DATAFLOW_FEASIBILITY_H
#define HOLDFAST_DATAFLOW_FEASIBILITY_H

#include "ir/Body.h"

#include "llvm/ADT/ArrayRef.h"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace holdfast {

/// What is known at a point of a path. Keys are pairs of terms (x, y), the
/// smaller id first; the value bounds x - y. A single term is paired with 0.
class Facts {
public:
  explicit Facts(Body &B) : B(&B) {}

  /// Adds a condition; false where it contradicts what is known.
  bool assume(ConditionId C, bool Negated);
  /// `P` now holds `Value`, or something unknown.
  void assign(PlaceId P, TermId Value);
  /// `P` now holds what it held, plus `Delta`.
  void shift(PlaceId P, int64_t Delta);
  /// `P`, or what is reached through it, may have changed.
  void forget(PlaceId P);
  /// Keeps what both know. Bounds that differ are dropped, so that what meets
  /// again and again at a loop's head comes to rest.
  void meet(const Facts &Other);

  friend bool operator==(const Facts &X, const Facts &Y) { return X.Known == Y.Known; }
  friend bool operator<(const Facts &X, const Facts &Y) { return X.Known < Y.Known; }

private:
  struct Range {
    std::optional<int64_t> Low, High;
    std::set<int64_t> Not;
    friend auto operator<=>(const Range &, const Range &) = default;
  };
  bool narrow(TermId X, TermId Y, Comparison Op, int64_t Offset);
  bool mentions(TermId T, PlaceId P) const;

  Body *B; ///< its term table grows
  std::map<std::pair<TermId, TermId>, Range> Known; ///< second invalid: zero
};

/// One event of the elaborated blocks.
struct PathPoint {
  uint32_t Block = 0, Index = 0;
};

struct PathQuestion {
  PathPoint From; ///< after this event ...
  PathPoint To;   ///< ... before this one
  /// True for an event that ends the cause's effect: paths through it do not count.
  std::function<bool(const Event &)> Ends;
  /// Where valid: paths that test this place (or what it was copied to) do not count.
  PlaceId Untested;
  ConditionId Holds; ///< where valid: known at From
};

/// True where some path answers the question.
bool isFeasible(Body &B, llvm::ArrayRef<Block> Blocks, const PathQuestion &Q);

} // namespace holdfast

#endif
