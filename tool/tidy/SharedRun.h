//===- SharedRun.h - one run of the engine for all checks of a unit -------===//
//
// clang-tidy makes a check for each rule and knows nothing of a unit's checks
// together; the engine finds everything at once, and what one rule reports can
// make another silent. Here the checks of the unit say which rules they are,
// and take their findings when the engine has run, once.
//
// clang-tidy gives a check no way to the compiler instance, and makes checks
// and consumers by registries that know nothing of each other: so there is one
// object a thread. clang-tidy works on one unit at a time in a thread.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_TIDY_SHAREDRUN_H
#define HOLDFAST_TOOL_TIDY_SHAREDRUN_H

#include "report/Finding.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace clang {
class ASTContext;
class CompilerInstance;
} // namespace clang

namespace holdfast {

class SharedRun {
public:
  static SharedRun &ofThread();

  /// A check for `Rule` lives, for the unit that comes next or to be asked
  /// for its options.
  void enrol(const std::string &Rule, bool IsStrict) { Asked[Rule] = IsStrict; }
  void withdraw(const std::string &Rule) { Asked.erase(Rule); }

  /// Runs the engine with the rules that are enrolled over a unit that parsed.
  void check(clang::CompilerInstance &CI, clang::ASTContext &AST);

  /// What was found for `Rule` and not yet taken; clang-tidy's NOLINT by its
  /// own names is not yet applied.
  std::vector<Finding> take(const std::string &Rule);
  /// Why the unit could not be checked, once; else "".
  std::string takeProblem() { return std::exchange(Problem, ""); }

private:
  std::map<std::string, bool> Asked; ///< rules, and whether each is strict
  std::map<std::string, std::vector<Finding>> Found;
  std::string Problem;
};

} // namespace holdfast

#endif
