//===- Registry.h - every rule, one line each -----------------------------===//

#ifndef HOLDFAST_RULES_REGISTRY_H
#define HOLDFAST_RULES_REGISTRY_H

#include "analysis/ProgramAnswers.h"
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
  /// What one body shows; null for a rule that asks the program alone.
  std::vector<Finding> (*Check)(RuleContext &);
  /// What the program as a whole shows; null for most rules.
  std::vector<UnitFinding> (*Link)(const ProgramAnswers &) = nullptr;
};

llvm::ArrayRef<RuleEntry> ruleEntries();

} // namespace holdfast

#endif
