//===- CallOrder.h - callees first ----------------------------------------===//
//
// Orders the bodies of a unit so that each comes after those that it calls;
// bodies that call each other stand together as one group (the strongly
// connected components of the call graph, by Tarjan's algorithm).
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SUMMARY_CALLORDER_H
#define HOLDFAST_SUMMARY_CALLORDER_H

#include "ir/Body.h"

#include <vector>

namespace holdfast {

struct CallGroup {
  std::vector<FunctionId> Members; ///< in the order of their ids
  bool IsRecursive = false;
};

std::vector<CallGroup> callOrder(const Program &Prog);

} // namespace holdfast

#endif
