//===- Rule.h - use-after-move --------------------------------------------===//
//
// Asks MoveState: a use of a place that is (maybe) moved from. Find says which
// events meet, Explain says it in words. docs/rules/use-after-move.md is the
// user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_USE_AFTER_MOVE_RULE_H
#define HOLDFAST_RULES_USE_AFTER_MOVE_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::use_after_move {

inline constexpr RuleInfo Info{"use-after-move", "a moved-from value is used before it is given a new one",
                               Severity::Error, true};

struct Violation {
  EventRef Move, Use;
  PlaceId Moved; ///< what the Move took
  PlaceId Used;  ///< what the use is about
  bool May = false;              ///< some path to the use is safe
  bool IsPart = false;           ///< what was moved is a part of what is used
  bool IsUnsequenced = false;    ///< siblings in one call
  bool IsWithinCall = false;     ///< one call moves it twice
  bool IsSameEvent = false;      ///< the move meets itself in a loop
  std::optional<uint32_t> Loop;  ///< head of the loop that leads back
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::use_after_move

#endif
