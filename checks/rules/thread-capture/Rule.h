//===- Rule.h - thread-capture --------------------------------------------===//
//
// A thread borrows what may die while it runs. Asks Loans: where storage dies,
// or the function ends, which threads still run on this path, and what do they
// hold? Find says which events meet, Details what the words need to know of
// them, Explain says it. docs/rules/thread-capture.md is the user's page.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RULES_THREAD_CAPTURE_RULE_H
#define HOLDFAST_RULES_THREAD_CAPTURE_RULE_H

#include "analysis/Receivers.h"
#include "report/Rule.h"
#include "rules/Context.h"

namespace holdfast::thread_capture {

inline constexpr RuleInfo Info{"thread-capture", "a thread borrows what may die while it runs", Severity::Error, true};

/// What the closure could hold instead of a reference.
enum class Mend : uint8_t { None, Copy, Move, CopyOfObject };

struct Borrowed {
  uint32_t Loan;                 ///< of Loans
  const Closure *Lambda = nullptr; ///< that captures it, where one does
  const Capture *By = nullptr;
  bool IsCounted = false; ///< the variable that a loop counts with
  Mend Instead = Mend::None;
};

/// Where in the text the storage ends.
enum class DeathAt : uint8_t { Block, Iteration, Return };

struct Violation {
  uint32_t Thread; ///< of Loans
  uint32_t Loan;
  EventRef Death;           ///< the end of the storage, or of the function
  bool OfCaller = false;    ///< what is borrowed is the caller's, or the object's
  bool IsDetached = false;
  bool EachIteration = false; ///< dies with an iteration of the loop that spawns
  PlaceId Part = PlaceId();   ///< the member that dies before the thread is joined, or the object
  bool IsJoinedInTime = false; ///< strict mode: it does not die first

  // What detail() adds.
  std::vector<Borrowed> What = {}; ///< what one default captures is one violation
  DeathAt Place = DeathAt::Block;
  PlaceId LateHandle = PlaceId(); ///< whose destructor joins, too late
};

/// The member of the object that `Thread` uses and that dies before the object's
/// member `Handle` waits for it; the object itself where its destructor lets the
/// thread go; or invalid. See Members.cpp.
PlaceId lateMemberOf(RuleContext &C, uint32_t Thread, PlaceId Handle);

std::vector<Violation> find(RuleContext &C);
/// Joins the violations of one cause, and looks at how each is written.
std::vector<Violation> detail(std::vector<Violation> Found, RuleContext &C);
Finding explain(const Violation &V, RuleContext &C);

/// `this` in the hands of somebody whose life is not the object's. See Receivers.cpp.
std::vector<KeptClosure> findReceivers(RuleContext &C);
Finding explainReceiver(const KeptClosure &V, RuleContext &C);

} // namespace holdfast::thread_capture

#endif
