//===- Actions.h - what the editor offers to do about a finding -----------===//
//
// Its fixes, each with its grade; a comment that suppresses it with a reason;
// its rule's page; and the annotations that declare the guards of a class that
// were inferred. Edits fit the text that was checked.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_ACTIONS_H
#define HOLDFAST_TOOL_LSP_ACTIONS_H

#include "tool/lsp/Diagnostics.h"
#include "tool/lsp/Result.h"

namespace holdfast::server {

/// The command that shows the page of a rule; its argument is the rule's id.
inline constexpr const char ExplainCommand[] = "holdfast.explain";

/// The kinds of actions that there are, for the server's capabilities.
llvm::json::Array actionKinds();

/// What can be done at `Where` in `File`, of the kinds in `Only`, or all.
llvm::json::Array actionsFor(const CheckResult &R, llvm::StringRef File,
                             llvm::lsp::Range Where,
                             llvm::ArrayRef<std::string> Only, const Shown &As);

} // namespace holdfast::server

#endif
