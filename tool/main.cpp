//===- main.cpp - the program ---------------------------------------------===//
//
// Reads the command line and does the one thing that it asks for. Everything
// else is behind a header of its own.
//
//===----------------------------------------------------------------------===//

#include "tool/Check.h"
#include "tool/ConfigCommand.h"
#include "tool/MergeResults.h"
#include "tool/Options.h"
#include "tool/RulePages.h"
#include "tool/WriteFile.h"
#include "tool/lsp/Server.h"
#include "tool/graph/Graph.h"
#include "tool/graph/Steps.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>

using namespace holdfast;

static int explainRule(const Options &Asked) {
  llvm::StringRef Id = Asked.RuleToExplain;
  Id.consume_front("holdfast-");
  const llvm::StringRef Page = rulePage(Id);
  if (!Page.empty()) {
    llvm::outs() << Page;
    return NothingToReport;
  }
  const bool IsRule = llvm::any_of(
      allRules(), [&](const RuleInfo &Rule) { return Rule.Id == Id; });
  Console(Asked.IsQuiet, Asked.Color)
      .error(IsRule ? "the rule '" + Id + "' has no page"
                    : "there is no rule '" + Id +
                          "'; 'holdfast rules' lists them");
  return BadCommand;
}

static int listRules() {
  for (const RuleInfo &Rule : allRules())
    llvm::outs() << llvm::left_justify(Rule.Id, 24)
                 << (Rule.OnByDefault ? "on   " : "off  ")
                 << (Rule.DefaultLevel == Severity::Error ? "error    "
                                                          : "warning  ")
                 << Rule.Summary << '\n';
  return NothingToReport;
}

static int run(const Options &Asked) {
  switch (Asked.What) {
  case Action::Check:
  case Action::Link:
    return runCheck(Asked);
  case Action::Merge:
    return runMerge(Asked);
  case Action::Graph:
    return runGraph(Asked);
  case Action::Step:
    return runStep(Asked);
  case Action::Explain:
    return explainRule(Asked);
  case Action::ListRules:
    return listRules();
  case Action::DumpConfig:
  case Action::VerifyConfig:
    return runConfig(Asked);
  case Action::Serve:
    return server::runServer(Asked);
  }
  return BadCommand;
}

int main(int Count, const char **Arguments) {
  Options Asked;
  std::optional<int> Status = parseOptions(Count, Arguments, Asked);
  if (!Status)
    Status = run(Asked);
  // What nobody got is no success.
  if (llvm::Error Failed = takeError(llvm::outs())) {
    Console().error("standard output cannot be written: " +
                    toString(std::move(Failed)));
    return std::max<int>(*Status, BadCommand);
  }
  return *Status;
}
