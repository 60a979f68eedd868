//===- RuleSet.cpp - which rules are on -----------------------------------===//
//
// Globs are LLVM's. The list of rules comes from the engine.
//
//===----------------------------------------------------------------------===//

#include "tool/RuleSet.h"

#include "Engine.h"

#include "llvm/Support/GlobPattern.h"

using namespace llvm;

namespace holdfast {

std::set<std::string> defaultRules() {
  std::set<std::string> On;
  for (const RuleInfo &Rule : allRules())
    if (Rule.OnByDefault)
      On.insert(Rule.Id.str());
  return On;
}

/// Calls `Do` with the id of each rule that `Pattern` matches.
static bool forEachMatch(StringRef Pattern,
                         function_ref<void(const std::string &)> Do) {
  Pattern.consume_front("holdfast-");
  Expected<GlobPattern> Glob = GlobPattern::create(Pattern);
  if (!Glob) {
    consumeError(Glob.takeError());
    return false;
  }
  bool IsMatched = false;
  for (const RuleInfo &Rule : allRules())
    if (Glob->match(Rule.Id)) {
      IsMatched = true;
      Do(Rule.Id.str());
    }
  return IsMatched;
}

bool matchesSomeRule(StringRef Pattern) {
  return forEachMatch(Pattern, [](const std::string &) {});
}

bool applyPattern(StringRef Pattern, std::set<std::string> &On) {
  if (Pattern.consume_front("-"))
    return forEachMatch(Pattern, [&](const std::string &Id) { On.erase(Id); });
  return forEachMatch(Pattern, [&](const std::string &Id) { On.insert(Id); });
}

} // namespace holdfast
