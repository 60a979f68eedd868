//===- Rule.h - double-lock -----------------------------------------------===//
//
// A lock that its holder must not take again is taken again: the thread waits
// for itself. Asks Locks what is held where an Acquire comes, of this body or
// of a callee, or the call of what must be called without the lock. Find says
// which events meet, Explain says it in words.
// docs/rules/double-lock.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_DOUBLE_LOCK_RULE_H
#define HOLDFAST_RULES_DOUBLE_LOCK_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::double_lock {

inline constexpr RuleInfo Info{"double-lock", "a lock is taken again by the thread that holds it", Severity::Error, true};

struct Violation {
  EventRef First;  ///< the Acquire since which the lock is held; see Locks::isEntry
  EventRef Second; ///< an Acquire, or a Need that the lock is not held
  PlaceId Lock;
  CalleeId By;      ///< the user's function that takes it, or invalid
  CalleeId FirstBy; ///< the same of the first time
  bool May = false; ///< on some path it is not held
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::double_lock

#endif
