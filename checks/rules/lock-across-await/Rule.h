//===- Rule.h - lock-across-await -----------------------------------------===//
//
// A coroutine is suspended while it holds a lock that belongs to its thread:
// another thread may resume it and give back what it does not hold, and what runs
// in between cannot take it. Asks Locks what is held at each Suspend. Find says
// which events meet, Explain says it in words.
// docs/rules/lock-across-await.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_LOCK_ACROSS_AWAIT_RULE_H
#define HOLDFAST_RULES_LOCK_ACROSS_AWAIT_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::lock_across_await {

inline constexpr RuleInfo Info{"lock-across-await", "a coroutine is suspended while it holds a lock", Severity::Warning, true};

struct Violation {
  EventRef Suspend;
  EventRef Since; ///< the Acquire
  PlaceId Lock;
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::lock_across_await

#endif
