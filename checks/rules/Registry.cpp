//===- Registry.cpp -------------------------------------------------------===//

#include "rules/Registry.h"

#include "rules/coroutine-capture/Rule.h"
#include "rules/not-send/Rule.h"
#include "rules/thread-capture/Rule.h"
#include "rules/unjoined-thread/Rule.h"
#include "rules/unsynchronized-share/Rule.h"
#include "rules/use-after-move/Rule.h"

using namespace holdfast;

/// A rule is two steps: find, which gives ids, and explain, which gives words.
template <auto Find, auto Explain> static std::vector<Finding> check(RuleContext &C) {
  std::vector<Finding> Out;
  for (const auto &Each : Find(C))
    Out.push_back(Explain(Each, C));
  return Out;
}

llvm::ArrayRef<RuleEntry> holdfast::ruleEntries() {
  static const RuleEntry Entries[] = {
      {coroutine_capture::Info, check<coroutine_capture::find, coroutine_capture::explain>},
      {not_send::Info, check<not_send::find, not_send::explain>},
      {thread_capture::Info, check<thread_capture::find, thread_capture::explain>},
      {unjoined_thread::Info, check<unjoined_thread::find, unjoined_thread::explain>},
      {unsynchronized_share::Info, check<unsynchronized_share::find, unsynchronized_share::explain>},
      {use_after_move::Info, check<use_after_move::find, use_after_move::explain>},
  };
  return Entries;
}
