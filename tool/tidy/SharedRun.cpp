//===- SharedRun.cpp - one run of the engine for all checks of a unit -----===//
//
// Which rules are on is clang-tidy's to say; models, strictness, severity and
// which files are looked at come from .holdfast.yaml as in the tool.
//
//===----------------------------------------------------------------------===//

#include "tool/tidy/SharedRun.h"

#include "tool/HostedUnit.h"

#include "clang/Frontend/CompilerInstance.h"

using namespace llvm;

namespace holdfast {

SharedRun &SharedRun::ofThread() {
  static thread_local SharedRun Run;
  return Run;
}

void SharedRun::check(clang::CompilerInstance &CI, clang::ASTContext &AST) {
  Found.clear();
  Problem.clear();
  if (Asked.empty() || CI.getDiagnostics().hasErrorOccurred() || !isChecked(CI))
    return;
  Options How;
  How.RulePatterns = {"-*"};
  for (const auto &[Rule, IsStrict] : Asked) {
    How.RulePatterns.push_back(Rule);
    if (IsStrict)
      How.StrictPatterns.push_back(Rule);
  }
  Expected<HostedFindings> Out = checkHosted(CI, AST, How);
  if (!Out) {
    Problem = toString(Out.takeError());
    return;
  }
  if (!Out->InternalFailure.empty())
    Problem = "internal failure: " + Out->InternalFailure;
  for (std::vector<Finding> *List : {&Out->Shown, &Out->Silenced})
    for (Finding &F : *List)
      Found[F.Rule].push_back(std::move(F));
}

std::vector<Finding> SharedRun::take(const std::string &Rule) {
  return std::exchange(Found[Rule], {});
}

} // namespace holdfast
