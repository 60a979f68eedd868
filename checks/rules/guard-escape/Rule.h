//===- Rule.h - guard-escape ----------------------------------------------===//
//
// What points into guarded data leaves the function, or is used, when the lock
// under which it was borrowed is held no more. Asks GuardEscape; what guards the
// data is declared, or seen in the whole program, or it is the guard that has
// handed it out. Find says which events meet, Explain says it in words.
// docs/rules/guard-escape.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_GUARD_ESCAPE_RULE_H
#define HOLDFAST_RULES_GUARD_ESCAPE_RULE_H

#include "analysis/GuardEscape.h"
#include "analysis/InferredGuards.h"
#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::guard_escape {

inline constexpr RuleInfo Info{"guard-escape", "what points into guarded data outlives the lock", Severity::Error, true};

using Violation = GuardEscape;

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);
/// The same of data whose guard the whole program shows: a warning.
Finding explainStray(const StrayLoan &V, const InferredGuards &Of);

} // namespace holdfast::guard_escape

#endif
