//===- Registry.h - every rule, one line each -----------------------------===//

#ifndef HOLDFAST_RULES_REGISTRY_H
#define HOLDFAST_RULES_REGISTRY_H

#include "report/Rule.h"
#include "rules/Context.h"

#include "llvm/ADT/ArrayRef.h"

namespace holdfast {

struct RuleEntry {
  RuleInfo Info;
  std::vector<Finding> (*Check)(RuleContext &);
};

llvm::ArrayRef<RuleEntry> ruleEntries();

} // namespace holdfast

#endif
