//===- Context.h - what a rule is given -----------------------------------===//

#ifndef HOLDFAST_RULES_CONTEXT_H
#define HOLDFAST_RULES_CONTEXT_H

#include "analysis/Results.h"
#include "analysis/ThreadReach.h"
#include "report/Finding.h"

#include <set>

namespace holdfast {

/// One body with all answers about it. Rules ask; they change nothing but the
/// term table, which grows, and what they have told.
struct RuleContext {
  const Program &Prog;
  Results &Answers;
  ReachTable &Reach; ///< of the whole unit
  const SourceMap &Sources;
  bool IsStrict = false;
  /// What a rule has reported of the threads of this body: (thread, what it
  /// borrows). Later rules say nothing more about that.
  std::set<std::pair<uint32_t, PlaceId>> *Told = nullptr;
};

} // namespace holdfast

#endif
