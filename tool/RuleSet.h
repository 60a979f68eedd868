//===- RuleSet.h - which rules are on -------------------------------------===//
//
// Patterns select rules as clang-tidy's do: globs, later ones win, a leading
// `-` removes, and the prefix `holdfast-` may be spelled. A pattern that
// matches no rule is an error: it is a misspelling, never a wish.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_RULESET_H
#define HOLDFAST_TOOL_RULESET_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>

namespace holdfast {

/// The rules that are on where nobody says anything.
std::set<std::string> defaultRules();

/// True where the glob `Pattern`, without a leading `-`, matches a rule.
bool matchesSomeRule(llvm::StringRef Pattern);

/// Applies one pattern to `On`; false where it matches no rule.
bool applyPattern(llvm::StringRef Pattern, std::set<std::string> &On);

} // namespace holdfast

#endif
