//===- Rule.h - wait-without-predicate ------------------------------------===//
//
// A wait on a condition variable that nothing checks afterwards: it may return
// without a signal, or wait for one that came before. Looks for a Wait without
// a predicate and outside of any loop. Find says which events meet, Explain says
// it in words. docs/rules/wait-without-predicate.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_WAIT_WITHOUT_PREDICATE_RULE_H
#define HOLDFAST_RULES_WAIT_WITHOUT_PREDICATE_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::wait_without_predicate {

inline constexpr RuleInfo Info{"wait-without-predicate", "a wait on a condition variable without a predicate or a loop",
                               Severity::Error, true};

struct Violation {
  EventRef Wait;
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::wait_without_predicate

#endif
