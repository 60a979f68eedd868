//===- Crossing.h - may a value of this type change threads? --------------===//
//
// Answers yes, no or unknown for a type, by its structure: no where something
// that must stay in its thread goes along, by members, bases, captures and the
// elements of what owns them; with the path to it. From the facts that
// lowering has put down of each type, and from the bodies of its copy
// constructor and destructor, which tell a count of references.
//
// Errs towards silence: a count is found only where copying surely adds one
// to, and destroying surely takes one from, the same built-in integer behind a
// pointer, in bodies that lock nothing. Who relies on it: not-send.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_CROSSING_H
#define HOLDFAST_ANALYSIS_CROSSING_H

#include "ir/Body.h"

#include "llvm/ADT/ArrayRef.h"

#include <optional>

namespace holdfast {

enum class StayReason : uint8_t {
  Marked,  ///< by an annotation or a row
  Guard,   ///< must release its lock where it took it
  Counted, ///< counts references without atomics
  Unknown, ///< nobody knows what it holds
};

/// What must stay, or is unknown, and how it is reached.
struct Stay {
  StayReason Why = StayReason::Marked;
  /// From the type asked about down to the one that is the reason, which is
  /// the type of the last step.
  std::vector<std::pair<Projection, TypeId>> Path;
};

/// Of all values of type `T`: the first thing that must stay, if any.
std::optional<Stay> findStay(const Program &Prog, TypeId T);
/// The first thing of which nothing is known, if any.
std::optional<Stay> findUnknown(const Program &Prog, TypeId T);

/// How a value came to where it is: from which place, if from one, and where
/// that is written.
struct Arrival {
  PlaceId From;
  Span Where;
};
Arrival findArrival(llvm::ArrayRef<Block> Blocks, PlaceId Value);

/// True for a guard that is made here without locking.
bool isMadeUnheld(const Program &Prog, const Body &B, PlaceId Guard);

/// True where copies of a `T` share a count that is no atomic.
bool countsReferences(const Program &Prog, TypeId T);

} // namespace holdfast

#endif
