//===- MoveState.h - which places have been moved from, and where ---------===//
//
// Answers, before each event: may this place be moved from, by which Move,
// and is there a path on which it is not? The same solution, read at the
// exits, says what the body does to its parameters (summary/Summarize.h).
//
// State: a set of bits. Each tracked place has a bit "as at entry" and a bit
// "fresh"; each pair of a Move and a tracked place within what it moves has a
// bit "moved by". Several may hold, one for each way to get here.
// Lattice: sets of bits under union; height: their number. The transfer kills
// and sets bits that depend on the event alone, so it is monotone.
//
// Partial moves are exact: a Move marks the tracked places inside what it
// moves; a whole is asked together with its parts, but not with what it only
// points to or with its elements. A place refilled in part counts as refilled.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_MOVESTATE_H
#define HOLDFAST_ANALYSIS_MOVESTATE_H

#include "analysis/Aliases.h"
#include "analysis/Elaborate.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"

namespace holdfast {

/// An event's position in the elaborated body.
struct EventRef {
  uint32_t Block = 0, Index = 0;
  friend auto operator<=>(const EventRef &, const EventRef &) = default;
};

/// One Move that may reach a place.
struct MoveHit {
  uint32_t Site = 0; ///< index into sites()
  PlaceId Place;     ///< the tracked place that is moved from
  bool AlsoLive = false; ///< on some path it is not
};

class MoveState {
public:
  using State = llvm::BitVector;

  struct Site {
    EventRef Where;
    PlaceId Place; ///< resolved
  };

  /// Also tracks what begins at a parameter or the object where `ForSummary`.
  MoveState(const Program &Prog, const Summaries &Known, Body &B, llvm::ArrayRef<Block> Blocks, const Aliases &Names, bool ForSummary);

  // The problem, for the solvers.
  State entry() const;
  bool join(State &Into, const State &From) const;
  void transfer(const Event &E, State &S) const;

  const State *before(size_t Block) const { return Before[Block] ? &*Before[Block] : nullptr; }
  llvm::ArrayRef<Site> sites() const { return Sites; }
  llvm::ArrayRef<PlaceId> tracked() const { return Tracked; }
  /// The places that event `E` is about, with references followed. Valid for
  /// events of the blocks that were given.
  llvm::ArrayRef<PlaceId> placesOf(const Event &E) const;

  /// The moves that reach a use of `P`, a part of it or the whole it is in.
  llvm::SmallVector<MoveHit, 2> movesReaching(PlaceId P, const State &S) const;
  /// True where the move operations of what was moved are seen, and take no part
  /// without giving it another value: it is as they have left it, empty say.
  bool isReset(PlaceId Moved) const;
  bool mayBeAsAtEntry(PlaceId P, const State &S) const;
  bool mayBeFresh(PlaceId P, const State &S) const;
  bool mayBeMoved(PlaceId P, const State &S) const;

private:
  bool isKeptBy(TypeId Class, llvm::ArrayRef<Projection> Part, TypeId Member) const;
  bool isTakenBy(PlaceId Part, PlaceId Moved) const;
  void collect(llvm::ArrayRef<Block> Blocks, const Aliases &Names, bool ForSummary);
  void setMoved(uint32_t Site, bool Surely, State &S) const;
  void setFresh(PlaceId P, State &S, bool PointeesToo) const;
  void setUsed(PlaceId P, bool PartsToo, State &S) const;
  void clearMoved(uint32_t T, State &S) const;
  bool isMovedSomewhere(uint32_t T) const { return !MovedBits[T].empty(); }
  template <class Wants, class Fn> void forEachOfRoot(PlaceId P, Wants IsWanted, Fn Do) const;
  void clearIndexedBy(PlaceId P, State &S) const;

  const Program &Prog;
  const Summaries &Known;
  Body &B;
  llvm::DenseMap<const Event *, Targets> Resolved;
  llvm::DenseMap<const Event *, llvm::SmallVector<uint32_t, 1>> SitesOf;
  std::vector<Site> Sites;
  std::vector<PlaceId> Tracked; ///< bit 2t: as at entry, 2t+1: fresh
  llvm::DenseMap<uint32_t, uint32_t> TrackedIndex;
  /// For each tracked place, its "moved by" bits as (bit, site).
  std::vector<llvm::SmallVector<std::pair<uint32_t, uint32_t>, 2>> MovedBits;
  std::vector<llvm::SmallVector<std::pair<uint32_t, uint32_t>, 2>> SiteBits; ///< by site: (tracked, bit)
  /// Tracked places by their root; and those with the value of a place as an
  /// index, which may lie under another root.
  llvm::DenseMap<uint32_t, llvm::SmallVector<uint32_t, 4>> TrackedOfRoot;
  llvm::SmallVector<uint32_t, 2> Indexed;
  uint32_t BitCount = 0;
  std::vector<std::optional<State>> Before;
};

} // namespace holdfast

#endif
