//===- Rule.h - unjoined-thread -------------------------------------------===//
//
// A std::thread goes while it may still be joinable: the program ends. Asks
// Loans which threads still run where an Abandon event comes. Find says which
// events meet, Explain says it in words. docs/rules/unjoined-thread.md is the
// user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_UNJOINED_THREAD_RULE_H
#define HOLDFAST_RULES_UNJOINED_THREAD_RULE_H

#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::unjoined_thread {

inline constexpr RuleInfo Info{"unjoined-thread", "a thread is neither joined nor detached before its handle goes",
                               Severity::Error, true};

struct Violation {
  uint32_t Thread; ///< of Loans
  PlaceId Handle;
  EventRef End;            ///< the Abandon; of an implied exception, the call
  bool IsOverwritten = false;
  bool May = false;        ///< on some path it is joined
  bool IsImplied = false;  ///< strict mode: a call that merely might throw
};

std::vector<Violation> find(RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

} // namespace holdfast::unjoined_thread

#endif
