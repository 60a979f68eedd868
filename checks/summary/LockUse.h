//===- LockUse.h - what a body touches, and which locks it holds there ----===//
//
// For one body, from its Results: the accesses to fields of classes that have a
// lock and to globals, with the locks of the same object, and the global ones,
// that are held there; and the calls, with what is held in the callee's words.
// For GuardInference. Does nothing in bodies that have no such object.
//
// Left out: what is behind a pointer of the object's, data whose type may be
// shared as it is (atomics, locks), what nobody else can reach, and what is done
// before the body has started a thread, or after it has joined one.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_LOCKUSE_H
#define HOLDFAST_SUMMARY_LOCKUSE_H

#include "analysis/Results.h"
#include "summary/ObjectChanges.h"
#include "summary/UseTable.h"

namespace holdfast {

/// What the bodies of a unit have in common.
class LockUses {
public:
  LockUses(Program &Prog, const SourceMap &Sources);

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
  /// What is said of any body.
  FunctionUse begin(const Body &B);

private:
  bool mayTouchLocked(const Body &B) const;

  Program &Prog;
  const SourceMap &Sources;
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
