//===- Rule.h - lock-order ------------------------------------------------===//
//
// Threads that take the same locks in different orders may each hold what the
// other waits for. Asks LockCycles, which are found for the whole program, so
// that there is nothing left to find; Explain says one in words.
// docs/rules/lock-order.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_LOCK_ORDER_RULE_H
#define HOLDFAST_RULES_LOCK_ORDER_RULE_H

#include "analysis/LockCycles.h"
#include "report/Rule.h"

namespace holdfast::lock_order {

inline constexpr RuleInfo Info{"lock-order", "locks are taken in opposite orders: threads wait for each other", Severity::Warning, true};

Finding explain(const LockCycle &V);

} // namespace holdfast::lock_order

#endif
