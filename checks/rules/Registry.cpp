//===- Registry.cpp -------------------------------------------------------===//

#include "rules/Registry.h"

#include "rules/blocking-under-lock/Rule.h"
#include "rules/coroutine-capture/Rule.h"
#include "rules/double-lock/Rule.h"
#include "rules/guard-escape/Rule.h"
#include "rules/lock-across-await/Rule.h"
#include "rules/lock-leak/Rule.h"
#include "rules/lock-order/Rule.h"
#include "rules/not-send/Rule.h"
#include "rules/thread-capture/Rule.h"
#include "rules/unguarded-access/Rule.h"
#include "rules/unjoined-thread/Rule.h"
#include "rules/unlock-unheld/Rule.h"
#include "rules/unnamed-guard/Rule.h"
#include "rules/unsynchronized-share/Rule.h"
#include "rules/use-after-move/Rule.h"
#include "rules/wait-without-predicate/Rule.h"

using namespace holdfast;

/// A rule is two steps: find, which gives ids, and explain, which gives words.
template <auto Find, auto Explain> static std::vector<Finding> check(RuleContext &C) {
  std::vector<Finding> Out;
  for (const auto &Each : Find(C))
    Out.push_back(Explain(Each, C));
  return Out;
}

static std::vector<Finding> checkThreadCapture(RuleContext &C) {
  std::vector<Finding> Out = check<thread_capture::find, thread_capture::explain>(C);
  llvm::append_range(Out, check<thread_capture::findReceivers, thread_capture::explainReceiver>(C));
  return Out;
}

static std::vector<UnitFinding> loansOfProgram(const ProgramAnswers &Of) {
  std::vector<UnitFinding> Out;
  for (const StrayLoan &Each : Of.Guards.Loans)
    Out.push_back({Each.Unit, guard_escape::explainStray(Each, Of.Guards)});
  return Out;
}

static std::vector<UnitFinding> guardsOfProgram(const ProgramAnswers &Of) {
  std::vector<UnitFinding> Out;
  for (const StrayAccess &Each : Of.Guards.Strays)
    Out.push_back({Each.Unit, unguarded_access::explainStray(Each, Of.Guards)});
  return Out;
}

static std::vector<UnitFinding> cyclesOfProgram(const ProgramAnswers &Of) {
  std::vector<UnitFinding> Out;
  for (const LockCycle &Each : Of.Cycles)
    Out.push_back({Each.Edges.front().Unit, lock_order::explain(Each)});
  return Out;
}

llvm::ArrayRef<RuleEntry> holdfast::ruleEntries() {
  static const RuleEntry Entries[] = {
      {blocking_under_lock::Info, check<blocking_under_lock::find, blocking_under_lock::explain>},
      {coroutine_capture::Info, check<coroutine_capture::find, coroutine_capture::explain>},
      {double_lock::Info, check<double_lock::find, double_lock::explain>},
      {guard_escape::Info, check<guard_escape::find, guard_escape::explain>, loansOfProgram},
      {lock_across_await::Info, check<lock_across_await::find, lock_across_await::explain>},
      {lock_leak::Info, check<lock_leak::find, lock_leak::explain>},
      {lock_order::Info, nullptr, cyclesOfProgram},
      {not_send::Info, check<not_send::find, not_send::explain>},
      {thread_capture::Info, checkThreadCapture},
      {unguarded_access::Info, check<unguarded_access::find, unguarded_access::explain>, guardsOfProgram},
      {unjoined_thread::Info, check<unjoined_thread::find, unjoined_thread::explain>},
      {unlock_unheld::Info, check<unlock_unheld::find, unlock_unheld::explain>},
      {unnamed_guard::Info, check<unnamed_guard::find, unnamed_guard::explain>},
      {unsynchronized_share::Info, check<unsynchronized_share::find, unsynchronized_share::explain>},
      {use_after_move::Info, check<use_after_move::find, use_after_move::explain>},
      {wait_without_predicate::Info, check<wait_without_predicate::find, wait_without_predicate::explain>},
  };
  return Entries;
}
