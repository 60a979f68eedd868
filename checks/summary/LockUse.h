//===- LockUse.h - what a unit's bodies do with fields and locks ----------===//
//
// The table that a unit makes for the others of its program (UseTable.h), one
// function after the other: FieldUses, LoanUses and LockTakes look at a body. And
// the names that they use. For GuardInference and LockOrder. Does nothing in
// units without locks.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_LOCKUSE_H
#define HOLDFAST_SUMMARY_LOCKUSE_H

#include "analysis/Results.h"
#include "summary/ObjectChanges.h"
#include "summary/UseTable.h"

namespace holdfast {

/// The name under which units tell each other of an entity.
std::string exchangedName(const Program &Prog, SymbolId S);

/// What the bodies of a unit have in common.
class LockUses {
public:
  /// `TellsDeclarations`: also where the members that are used can be annotated.
  LockUses(Program &Prog, const SourceMap &Sources, bool TellsDeclarations = false);

  /// Notes what the body does, in the place of what was noted of it before;
  /// nothing where it does nothing of the kind.
  void add(const Results &R);
  const UseTable &table() const { return Out; }

  /// The name of an entity of the unit, in Names.
  SymbolId nameOf(SymbolId S);
  /// The same of a field or global that is a lock, to be read by its class.
  SymbolId lockNameOf(SymbolId S);
  /// Of a local lock, which only this body and its closures can name.
  SymbolId lockNameOf(const Body &Of, PlaceId Local);
  /// False where it is known that the function and what it calls wait for nothing.
  bool mayWait(FunctionId F) const;
  UseSpot spotOf(Span Where);
  ObjectChanges &changes() { return Changes; }
  bool hasGlobalLocks() const { return HasGlobalLocks; }

private:
  void tellDeclaration(SymbolId S, SymbolId Name);
  FunctionUse begin(const Body &B);
  bool mayTouchLocked(const Body &B) const;

  Program &Prog;
  const SourceMap &Sources;
  const bool TellsDeclarations;
  std::optional<std::string> Macro; ///< of the project, for what is guarded
  bool HasGlobalLocks = false;
  bool HasLocks = false; ///< in objects, or global ones
  bool HasAnyLocks = false; ///< else no body is looked at
  std::map<SymbolId, SymbolId> Known, KnownLocks;
  std::set<FunctionId> Seen;
  ObjectChanges Changes;
  std::map<FunctionId, size_t> Noted; ///< in Out.Functions
  UseTable Out;
};

} // namespace holdfast

#endif
