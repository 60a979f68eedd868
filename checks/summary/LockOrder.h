//===- LockOrder.h - who waits for which lock, holding which --------------===//
//
// From what all functions take and call (LockTakes.h tells it) to the edges of
// the program's lock order, and to its cycles. Plain data in and out, no body is
// asked. Three steps: what each function may wait for, with all that it calls,
// callees first in rounds; one edge for each lock that is held where another is
// waited for; and what circles (LockCycles.cpp).
//
// A lock is known by the member or global that it is. Two objects of one class
// are told apart only where both are globals: a member that is taken while the
// same member of another object is held is no edge, unless a caller may exchange
// the two. It errs towards silence: a name that is lost is no lock.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_LOCKORDER_H
#define HOLDFAST_SUMMARY_LOCKORDER_H

#include "analysis/LockCycles.h"
#include "summary/UseTable.h"

namespace holdfast {

/// One edge, in the words of the table.
struct OrderEdge {
  OrderLock Held, Taken;
  std::vector<OrderLock> Others; ///< held as well, and not for reading only
  uint32_t Function = 0;         ///< of UseTable::Functions
  UseSpot HeldAt, TakenAt, Inside;
  std::vector<uint32_t> Through; ///< functions that are called, from outside in
  bool IsExchange = false;       ///< whoever calls the function may exchange the two objects
};

/// All edges, in the order of their functions.
std::vector<OrderEdge> findOrderEdges(const UseTable &Uses);

/// The edges against a declared order, and the cycles of all others, one for each
/// set of locks.
std::vector<LockCycle> findLockCycles(const UseTable &Uses);

/// True where both are globals, or parts of such: then they are one or two.
bool isExact(const OrderLock &L);

} // namespace holdfast

#endif
