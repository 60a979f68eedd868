//===- Rule.h - unlock-unheld ---------------------------------------------===//
//
// A lock is given back that this thread does not hold: it was given back
// before, or never taken. Asks Locks what is true of the lock where a Release
// comes. Find says which events meet, Explain says it in words.
// docs/rules/unlock-unheld.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_UNLOCK_UNHELD_RULE_H
#define HOLDFAST_RULES_UNLOCK_UNHELD_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::unlock_unheld {

inline constexpr RuleInfo Info{"unlock-unheld", "a lock is given back that is not held", Severity::Error, true};

struct Violation {
  EventRef Second; ///< the Release
  EventRef First;  ///< what has given it back before
  bool HasFirst = false;
  bool ByWait = false; ///< a wait wants it held
  PlaceId Lock;
  bool May = false; ///< on some path it is held
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::unlock_unheld

#endif
