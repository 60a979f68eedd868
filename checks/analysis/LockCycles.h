//===- LockCycles.h - locks that are taken in opposite orders -------------===//
//
// Answers: which locks of the program wait for each other in a circle, or are
// taken against a declared order, and who takes which while holding which? Computed by summary/LockOrder from what all
// functions take; plain data, for the rule.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_LOCKCYCLES_H
#define HOLDFAST_ANALYSIS_LOCKCYCLES_H

#include "support/Span.h"

#include <cstdint>
#include <string>
#include <vector>

namespace holdfast {

/// A lock is waited for while another is held.
struct LockEdge {
  uint32_t Unit = 0; ///< of the program
  std::string Function, Instantiation; ///< who holds the one
  std::string Held, Taken; ///< as every function can call them
  Location HeldAt;  ///< not valid: its caller holds it, as an annotation says
  Location TakenAt; ///< the statement that takes the lock, or calls what does
  std::vector<std::string> Through; ///< the functions that are called, from outside in
  Location Inside; ///< where the last of these takes it
};

/// Each edge takes what the next one holds, the last what the first holds.
struct LockCycle {
  std::vector<LockEdge> Edges;
  /// One edge, over two objects of one class: who calls the function with the two
  /// exchanged takes their locks in the opposite order.
  bool IsExchange = false;
  /// One edge, against the order that is declared here; else not valid.
  Location Declared;
};

} // namespace holdfast

#endif
