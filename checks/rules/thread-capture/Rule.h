//===- Rule.h - thread-capture --------------------------------------------===//
//
// A thread borrows what may die while it runs. Asks Loans: where storage dies,
// or the function ends, which threads still run on this path, and what do they
// hold? Find says which events meet, Explain says it in words.
// docs/rules/thread-capture.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_THREAD_CAPTURE_RULE_H
#define HOLDFAST_RULES_THREAD_CAPTURE_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::thread_capture {

inline constexpr RuleInfo Info{"thread-capture", "a thread borrows what may die while it runs", Severity::Error, true};

struct Violation {
  uint32_t Thread; ///< of Loans
  uint32_t Loan;
  EventRef Death;           ///< the end of the storage, or of the function
  bool OfCaller = false;    ///< what is borrowed is the caller's, or the object's
  bool IsDetached = false;
  bool EachIteration = false; ///< dies with an iteration of the loop that spawns
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::thread_capture

#endif
