//===- Rule.h - not-send --------------------------------------------------===//
//
// A value that must stay in its thread goes to another. Asks Loans what a
// thread is started with, and Crossing whether values of those types may go.
// Find says which events meet, Explain says it in words.
// docs/rules/not-send.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_NOT_SEND_RULE_H
#define HOLDFAST_RULES_NOT_SEND_RULE_H

#include "analysis/Crossing.h"
#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::not_send {

inline constexpr RuleInfo Info{"not-send", "a value that must stay in its thread goes to another", Severity::Error,
                               true};

/// Ids only: the words are Explain's.
struct Violation {
  EventRef Spawn;
  PlaceId Subject;     ///< what goes: a capture, or an argument
  Span Where;          ///< where it is given
  Stay What;           ///< from the subject's type to what must stay
  bool IsAddress = false; ///< Subject is a variable of each thread, its address goes
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::not_send

#endif
