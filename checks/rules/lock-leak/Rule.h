//===- Rule.h - lock-leak -------------------------------------------------===//
//
// One way out of a function leaves a lock held that the others give back, or that
// its annotations do not speak of: the next who wants it waits forever. Asks Locks
// what is held at each exit. Find says which events meet, Explain says it in
// words. docs/rules/lock-leak.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_LOCK_LEAK_RULE_H
#define HOLDFAST_RULES_LOCK_LEAK_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::lock_leak {

inline constexpr RuleInfo Info{"lock-leak", "some ways out of a function leave a lock held", Severity::Error, true};

struct Violation {
  enum class Against : uint8_t {
    AnotherWay, ///< which gives the lock back
    Silence,    ///< no annotation says that the function leaves it held
    Release,    ///< an annotation says that it is given back
    Promise,    ///< an annotation says that it is held, and it is not
  };
  EventRef Taken; ///< the Acquire; see Locks::isEntry
  EventRef Exit;  ///< where the function is left
  EventRef Given; ///< of AnotherWay and Promise: what gives it back
  bool ByThrow = false;
  PlaceId Lock;
  Against What = Against::AnotherWay;
  bool May = false; ///< on some path it is not held
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::lock_leak

#endif
