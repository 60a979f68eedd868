//===- Context.h - what a rule is given -----------------------------------===//

#ifndef HOLDFAST_RULES_CONTEXT_H
#define HOLDFAST_RULES_CONTEXT_H

#include "analysis/Results.h"
#include "report/Finding.h"

namespace holdfast {

/// One body with all answers about it. Rules ask; they change nothing but the
/// term table, which grows.
struct RuleContext {
  const Program &Prog;
  Results &Answers;
  const SourceMap &Sources;
  bool IsStrict = false;
};

} // namespace holdfast

#endif
