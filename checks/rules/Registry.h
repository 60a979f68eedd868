//===- Registry.h - every rule, one line each -----------------------------===//

#ifndef HOLDFAST_RULES_REGISTRY_H
#define HOLDFAST_RULES_REGISTRY_H

#include "analysis/InferredGuards.h"
#include "report/Rule.h"
#include "rules/Context.h"

#include "llvm/ADT/ArrayRef.h"

namespace holdfast {

/// A finding in one of a program's units.
struct UnitFinding {
  uint32_t Unit = 0;
  Finding What;
};

struct RuleEntry {
  RuleInfo Info;
  std::vector<Finding> (*Check)(RuleContext &);
  /// What the program as a whole shows; null for most rules.
  std::vector<UnitFinding> (*Link)(const InferredGuards &) = nullptr;
};

llvm::ArrayRef<RuleEntry> ruleEntries();

} // namespace holdfast

#endif
