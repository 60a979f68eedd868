//===- GuardedAccess.h - guarded data, and whether its lock is held -------===//
//
// Answers: where does this body touch a field or global that is declared to be
// guarded, or call what wants a lock held, and is that lock held there? Asks
// Locks and Aliases; the declarations are the Program's. For unguarded-access.
//
// An object that nobody else can know yet needs no lock: one that is being made
// or ended, a local one, one that this body has allocated. A lambda's accesses
// are left out: who runs it, and under which lock, GuardInference finds. A
// lock of the same name in an object that may be the same counts as the lock.
// Data that is passed by reference counts as touched by the call, unless a callee
// with a visible body takes a lock or does nothing with it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_GUARDEDACCESS_H
#define HOLDFAST_ANALYSIS_GUARDEDACCESS_H

#include "analysis/Results.h"

namespace holdfast {

struct GuardedAccess {
  enum class Held : uint8_t { No, SharedOnly, Maybe, Yes };

  EventRef Where;
  PlaceId Data; ///< what is touched; invalid: a call wants the lock
  PlaceId Lock;
  bool IsWrite = false;
  bool OfPointee = false;
  bool IsLent = false; ///< passed by reference, who knows for what
  Held Is = Held::No;
  std::optional<Locks::Fact> GivenBack; ///< of Maybe: the lock was given back on some path
};

/// True for what a call does that is looked at elsewhere: where the callee has a
/// body, or a closure one that a library runs. A destructor needs no lock for its object.
bool isOfCallee(const Program &Prog, const Body &B, const Event &E);

/// What is declared to guard the field or global `Data`; null: nothing.
const llvm::SmallVectorImpl<DeclaredGuard> *declaredGuards(const Program &Prog, const Body &B, PlaceId Data);
/// The lock that the declaration means, of the same object as `Data`; invalid
/// where it has no place.
PlaceId lockOf(const Program &Prog, Body &B, PlaceId Data, const DeclaredGuard &G);

/// In the order of events.
std::vector<GuardedAccess> guardedAccesses(const Program &Prog, const Results &R);

} // namespace holdfast

#endif
