//===- UseWords.h - a body's places in words that outlive it --------------===//
//
// Says a place of one body as others can read it: from an object that has a lock
// down, from a global down, or as the function's caller says it. Steps to base
// classes are left out, and what is inside a lock is the lock. For FieldUses and
// LockTakes.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_USEWORDS_H
#define HOLDFAST_SUMMARY_USEWORDS_H

#include "analysis/Results.h"
#include "summary/UseTable.h"

#include <set>

namespace holdfast {

class LockUses;

/// Data that a lock may guard.
struct Datum {
  PlaceId Object;              ///< the innermost object with a lock, or the global; or invalid
  std::vector<PlaceId> Fields; ///< from inside out

  PlaceId data() const { return Fields.empty() ? Object : Fields.front(); }
};

class UseWords {
public:
  UseWords(const Program &Prog, const Results &R, LockUses &All);

  /// True for an object of a class with a lock.
  bool hasLock(PlaceId P) const;
  /// True for what threads must not share without a lock.
  bool isData(PlaceId P) const;
  PlaceId withoutBases(PlaceId P) const;
  /// The datum that `P` is, or is in; without an object: there is none.
  Datum datumOf(PlaceId P) const;
  /// From its object, or the global, down; nothing where a step has no name.
  std::optional<UsePath> pathOf(const Datum &D) const;
  /// True where an annotation says how it is guarded.
  bool isDeclared(const Datum &D) const;
  /// The body that a call of the closure runs, or invalid.
  FunctionId operatorOf(PlaceId Closure) const;
  Projection inWords(Projection S) const;
  /// `P` as it is called below `Outer`; none where it is no part of that by
  /// members and pointers alone.
  std::optional<UsePath> below(PlaceId P, PlaceId Outer, UsePath Prefix) const;
  std::optional<UsePath> global(PlaceId P) const;
  /// What a callee that calls `P` `Base` reaches from there, each with both names:
  /// the thing itself, what it points to, or what a closure has captured.
  std::vector<std::pair<UsePath, PlaceId>> reachedFrom(const UsePath &Base, PlaceId P) const;
  /// In the words of who calls this function; Own where there are none.
  UsePath ofCaller(PlaceId P) const;
  /// The name of the last field on the way to the lock, if there is one.
  SymbolId lastName(PlaceId Lock) const;
  /// True where two paths, one of them through a local pointer, may be one.
  bool isVague(PlaceId Lock, PlaceId Object) const;

private:
  bool isOfGlobal(const Datum &D) const;
  std::vector<Projection> stepsOf(PlaceId P) const;
  PlaceId asLocked(PlaceId P, PlaceId Outer) const;

  const Program &Prog;
  Body &B;
  LockUses &All;
  std::set<PlaceId> Changed; ///< has another value than at its declaration
};

} // namespace holdfast

#endif
