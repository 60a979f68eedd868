//===- OrderUse.h - the order in which a function takes locks, as data ----===//
//
// The part of a FunctionUse that LockOrder asks for: which locks a function
// waits for while it holds which, and what it calls holding which. Plain data;
// names are of UseTable::Names.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_ORDERUSE_H
#define HOLDFAST_SUMMARY_ORDERUSE_H

#include "summary/UsePath.h"

namespace holdfast {

/// A lock as one function names it, and as all functions can.
struct OrderLock {
  UsePath Path;         ///< in the words of the function; Own: it has none
  SymbolId Class;       ///< the member that it is, of whichever object; invalid: unknown
  bool Shared = false;
  friend auto operator<=>(const OrderLock &, const OrderLock &) = default;
};

/// A lock that is surely held.
struct HeldSince {
  OrderLock Lock;
  UseSpot Since; ///< not valid: as the function's annotation says
  friend auto operator<=>(const HeldSince &, const HeldSince &) = default;
};

/// The function waits for a lock.
struct LockTake {
  OrderLock Lock;
  std::vector<HeldSince> Held;
  std::vector<UsePath> GivenBack; ///< what the caller has held is not, any more
  UseSpot Where;
};

/// What the callee calls `Inner`, its caller calls `Outer`.
struct OrderBinding {
  UsePath Inner, Outer;
  SymbolId Class; ///< of Outer, where that is a lock
};

/// A call of what may wait for locks, or of what nobody knows here.
struct OrderCall {
  SymbolId Callee;
  std::vector<OrderBinding> Bindings;
  std::vector<HeldSince> Held;
  std::vector<UsePath> GivenBack; ///< in the words of the caller
  bool IsThread = false;          ///< it runs on its own: nothing is held
  UseSpot Where; ///< not valid: nothing is held, and no name is handed on
};

/// Two of a function's names for objects: UsePath::Object, or a parameter.
struct RolePair {
  int First = 0, Second = 0;
  friend auto operator<=>(const RolePair &, const RolePair &) = default;
};

/// The lock `First` is declared to be taken before `Second`; both by their class.
struct OrderRule {
  SymbolId First, Second;
  UseSpot Where; ///< of the declaration
};

struct OrderUse {
  std::vector<LockTake> Takes;
  std::vector<OrderCall> Calls;
  std::vector<UsePath> OfCaller;  ///< locks that it gives back before it takes them: whoever calls it holds them
  std::vector<RolePair> Alike;    ///< of one class: a caller may exchange them
  std::vector<RolePair> Compared; ///< the function asks which comes first

  bool isEmpty() const { return Takes.empty() && Calls.empty(); }
};

} // namespace holdfast

#endif
