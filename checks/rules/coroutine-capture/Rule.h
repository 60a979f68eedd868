//===- Rule.h - coroutine-capture -----------------------------------------===//
//
// A coroutine uses, after a suspension, the captures of a closure that may
// have died, or what a parameter refers to. Asks Suspension which calls start
// a coroutine that may outlive what they lend. Find says which events meet,
// Explain says it in words. docs/rules/coroutine-capture.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_COROUTINE_CAPTURE_RULE_H
#define HOLDFAST_RULES_COROUTINE_CAPTURE_RULE_H

#include "analysis/Suspension.h"
#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::coroutine_capture {

inline constexpr RuleInfo Info{"coroutine-capture", "a coroutine may outlive what it was lent", Severity::Error, true};

/// Ids only: the words are Explain's.
using Violation = Outlived;

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::coroutine_capture

#endif
