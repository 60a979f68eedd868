//===- Rule.h - lock-leak -------------------------------------------------===//
//
// One way out of a function leaves a lock held that the others give back: the
// next who wants it waits forever. Asks Locks what is held at each exit. Find
// says which events meet, Explain says it in words. docs/rules/lock-leak.md is
// the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_LOCK_LEAK_RULE_H
#define HOLDFAST_RULES_LOCK_LEAK_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::lock_leak {

inline constexpr RuleInfo Info{"lock-leak", "some ways out of a function leave a lock held", Severity::Error, true};

struct Violation {
  EventRef Taken; ///< the Acquire
  EventRef Exit;  ///< where the function is left with the lock held
  EventRef Given; ///< what gives it back on another way
  bool ByThrow = false;
  PlaceId Lock;
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::lock_leak

#endif
