//===- Rule.h - unsynchronized-share --------------------------------------===//
//
// Two threads use one place at the same time, and one of them writes. Asks
// ThreadReach: which accesses of a thread, and of its spawner or of another
// thread meanwhile, meet with nothing between that may order them? Find
// chooses one pair for each place, Explain says it in words.
// docs/rules/unsynchronized-share.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_UNSYNCHRONIZED_SHARE_RULE_H
#define HOLDFAST_RULES_UNSYNCHRONIZED_SHARE_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::unsynchronized_share {

inline constexpr RuleInfo Info{
    "unsynchronized-share", "two threads use one place at the same time, and one of them writes",
    Severity::Warning, true};

/// Ids only: the words are Explain's.
struct Violation {
  Meeting Pair;
  bool ByTheLoop = false;  ///< the spawner's access is in the loop that starts the threads
  bool OfOneLoop = false;  ///< both are threads that one loop starts
  bool IsJob = false;      ///< both are jobs of a pool
  PlaceId FirstLock = PlaceId(), SecondLock = PlaceId(); ///< that one side holds, and the other does not
  bool IsDeep = false;     ///< the thread's access is in a function that it calls
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::unsynchronized_share

#endif
