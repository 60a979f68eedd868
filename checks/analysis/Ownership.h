//===- Ownership.h - who has each variable, all along a body --------------===//
//
// Answers, for an editor: which variables does the text of a body name, and at
// each point of the text, who has their values? From the states that the
// solvers have left: MoveState (owned, moved, perhaps moved), Loans (borrowed,
// by what, and shared with which thread), Locks (under which lock). It decides
// nothing that a rule relies on.
//
// Beside the solvers it asks two things of its own. A borrow lasts while its
// borrower is still to be used: a search backwards over the events, since no
// solver keeps that. And a moved variable stays so after a read of it, where
// MoveState, which reports one use only, counts it as live again.
//
// Needs bodies with mentions, and Results that are asked of all variables. Left
// out: globals that no lock guards, and what only a pointer names.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_OWNERSHIP_H
#define HOLDFAST_ANALYSIS_OWNERSHIP_H

#include "analysis/Results.h"

#include <optional>
#include <string>
#include <vector>

namespace holdfast {

enum class OwnershipKind : uint8_t {
  Owned,
  Moved,
  MaybeMoved,  ///< on some paths
  PartlyMoved, ///< not the whole, but Part, perhaps on some paths only
  Borrowed,    ///< by Other, which is still to be used
  Borrows, ///< what Other has; with none: what the caller of a parameter has,
           ///< or who made the closure or object
  Shared,  ///< with a thread that Other holds; with none: a detached one
  Guarded, ///< its lock, Other, is held; of a lock or a guard: it, or what it
           ///< has taken
};

struct OwnershipFact {
  OwnershipKind Kind = OwnershipKind::Owned;
  Span Cause = Span(); ///< the Move, the Borrow, the Spawn or the Acquire
  PlaceId Other =
      PlaceId(); ///< see the kind; of a move: where it went, if there
  PlaceId Part = PlaceId();
  CallId Call = CallId(); ///< of a move: into this call's callee
  friend auto operator<=>(const OwnershipFact &,
                          const OwnershipFact &) = default;
};

/// A guard that uses show, in the unit's names, from outside in: fields, or a
/// global and fields of it.
struct GuardPath {
  std::vector<SymbolId> Data, Lock;
};

struct OwnedVariable {
  SymbolId Name;
  PlaceId Place;
  Span Declared; ///< it, or what it is a part of; invalid: not in this body
  bool IsAlias =
      false; ///< a reference that stands for Place, which has another name
  std::vector<Span> Mentions;    ///< in no order, some perhaps twice
  std::vector<Span> Ends;        ///< where its storage ends
  PlaceId DeclaredLock;          ///< that guards it, as an annotation says
  std::optional<uint32_t> Guard; ///< of the guards that were given
};

/// A position in the text, before or behind its span, and what is true there.
struct OwnershipPoint {
  Span Where;
  bool IsBehind = false;
  bool IsReached = true; ///< false: no path comes here, or all have left
  uint32_t Block = 0;
  bool IsBlock = false;                          ///< the block begins here
  std::vector<std::vector<OwnershipFact>> Facts; ///< by variable, sorted
};

struct BodyOwnership {
  std::vector<OwnedVariable>
      Variables; ///< in the order of their first mentions
  std::vector<OwnershipPoint>
      Points; ///< block by block, in the order of events
};

BodyOwnership findOwnership(const Program &Prog, Results &R,
                            llvm::ArrayRef<GuardPath> Guards);

} // namespace holdfast

#endif
