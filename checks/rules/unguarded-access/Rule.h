//===- Rule.h - unguarded-access ------------------------------------------===//
//
// Data that is guarded by a lock is touched without it, or a function is called
// that wants a lock held. Asks GuardedAccess for guards that are declared and
// InferredGuards for those that most accesses show. Find says which events meet,
// Explain says it in words. docs/rules/unguarded-access.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_UNGUARDED_ACCESS_RULE_H
#define HOLDFAST_RULES_UNGUARDED_ACCESS_RULE_H

#include "analysis/GuardedAccess.h"
#include "analysis/InferredGuards.h"
#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::unguarded_access {

inline constexpr RuleInfo Info{"unguarded-access", "guarded data is touched without its lock", Severity::Error, true};

/// What goes against a declaration; what goes against an inferred guard is
/// found for the whole program.
using Violation = GuardedAccess;

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);
Finding explainStray(const StrayAccess &V, const InferredGuards &Of);

} // namespace holdfast::unguarded_access

#endif
