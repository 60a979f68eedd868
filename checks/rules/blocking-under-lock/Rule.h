//===- Rule.h - blocking-under-lock ---------------------------------------===//
//
// A call that waits for a clock, a peer, a disk or another thread while a lock is
// held: whoever wants the lock waits as long. Asks Locks what is held, and
// analysis/Blocking.h what waits. Off by default, since it is often meant. Find
// says which events meet, Explain says it in words.
// docs/rules/blocking-under-lock.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_BLOCKING_UNDER_LOCK_RULE_H
#define HOLDFAST_RULES_BLOCKING_UNDER_LOCK_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::blocking_under_lock {

inline constexpr RuleInfo Info{"blocking-under-lock", "a thread waits for something outside while it holds a lock", Severity::Warning, false};

struct Violation {
  EventRef Where;
  PlaceId Lock;
  EventRef Since;  ///< its Acquire, or the entry
  SymbolId In;     ///< the function that waits; invalid: a condition variable's wait
  SymbolId Called; ///< the function that is called
  PlaceId GivenBack; ///< the lock that a condition variable gives back
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::blocking_under_lock

#endif
