//===- Rule.h - what the outside knows of a rule --------------------------===//
//
// The id is also the folder, the docs page and the test folder. The list of
// all rules is in rules/Registry.h; the command line and the configuration
// select from it by glob.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_REPORT_RULE_H
#define HOLDFAST_REPORT_RULE_H

#include "report/Finding.h"

#include "llvm/ADT/StringRef.h"

namespace holdfast {

struct RuleInfo {
  llvm::StringRef Id;      ///< "use-after-move"
  llvm::StringRef Summary; ///< one line for `holdfast rules`
  Severity DefaultLevel = Severity::Error;
  bool OnByDefault = true;
};

} // namespace holdfast

#endif
