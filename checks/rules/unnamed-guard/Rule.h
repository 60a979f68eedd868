//===- Rule.h - unnamed-guard ---------------------------------------------===//
//
// A guard without a name ends with its statement, so that it protects nothing.
// Looks for a guard that is a temporary and ends before anything else happens.
// Find says which events meet, Explain says it in words.
// docs/rules/unnamed-guard.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_UNNAMED_GUARD_RULE_H
#define HOLDFAST_RULES_UNNAMED_GUARD_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::unnamed_guard {

inline constexpr RuleInfo Info{"unnamed-guard", "a guard without a name gives its lock back at once", Severity::Error, true};

struct Violation {
  EventRef Taken; ///< the Acquire
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::unnamed_guard

#endif
