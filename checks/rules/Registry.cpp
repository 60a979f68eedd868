//===- Registry.cpp -------------------------------------------------------===//

#include "rules/Registry.h"

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
      {use_after_move::Info, check<use_after_move::find, use_after_move::explain>},
  };
  return Entries;
}
