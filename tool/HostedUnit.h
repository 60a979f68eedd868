//===- HostedUnit.h - one unit, parsed by somebody else -------------------===//
//
// For hosts that parse themselves: a compiler with our plugin, clang-tidy with
// our module. Given the unit with Sema alive, answers what `holdfast FILE`
// would report of it: the same configuration, the engine, the link step over
// this unit alone, the same order. How findings are told is the host's affair.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_HOSTEDUNIT_H
#define HOLDFAST_TOOL_HOSTEDUNIT_H

#include "tool/Settings.h"

namespace clang {
class ASTContext;
class CompilerInstance;
} // namespace clang

namespace holdfast {

struct HostedFindings {
  std::vector<Finding> Shown;    ///< in the order of a report
  std::vector<Finding> Silenced; ///< a NOLINT hides them
  /// Those of `Silenced` that are hidden by another tool's name for the rule,
  /// which only we know to be the same.
  std::vector<Finding> SilencedByAlias;
  std::string InternalFailure; ///< our bug; else empty
};

/// True where a unit of this language is looked at, by the rule for the entries
/// of a compilation database: C++, and neither Objective-C++ nor CUDA.
bool isChecked(const clang::CompilerInstance &CI);

/// Checks what `CI` has parsed into `AST`, without an error. Of `Asked` counts
/// what selects rules and files. Fails where the configuration of the file's
/// folder is wrong, or no rule is on.
llvm::Expected<HostedFindings> checkHosted(clang::CompilerInstance &CI,
                                           clang::ASTContext &AST,
                                           const Options &Asked);

} // namespace holdfast

#endif
