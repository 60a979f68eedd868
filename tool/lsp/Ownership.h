//===- Ownership.h - ownership in the protocol's words --------------------===//
//
// What the engine says of who has each variable, as a hover, as hints in the
// text, and as the answer to `holdfast/ownership`, of which editors make marks.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_OWNERSHIP_H
#define HOLDFAST_TOOL_LSP_OWNERSHIP_H

#include "report/Ownership.h"
#include "tool/lsp/Diagnostics.h"

namespace holdfast::server {

/// Null where no variable is named at `Where` in the document.
llvm::json::Value hoverAt(const OwnershipTable &Table, const Document &In,
                          llvm::lsp::Position Where, const Shown &As);

llvm::json::Value hintsIn(const OwnershipTable &Table, llvm::lsp::Range Where,
                          const Shown &As);

/// Of the variable at a place, or null; without a place, of all in a list:
/// `{"name", "function", "guard", "hover", "mentions": [range], "ranges":
/// [{"range", "kind", "message", "other", "cause"}]}`.
llvm::json::Value marksOf(const OwnershipTable &Table, const Document &In,
                          std::optional<llvm::lsp::Position> Where,
                          const Shown &As);

} // namespace holdfast::server

#endif
