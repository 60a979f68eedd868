//===- Preamble.h - the beginning of a document, compiled once ------------===//
//
// For a main file, its first directives; for a header, what its unit includes
// before the header's own text. A check then parses the rest, and finds what it
// would have found.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_PREAMBLE_H
#define HOLDFAST_TOOL_LSP_PREAMBLE_H

#include "tool/lsp/Parse.h"

#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace holdfast::server {

/// Nothing where the document begins with no directive, or they have an error.
std::optional<Preamble> makePreamble(const ParseInputs &From);

/// Has the invocation begin with the preamble. Returns the files with it.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
useTo(const Preamble &Begin, clang::CompilerInvocation &Invocation,
      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

} // namespace holdfast::server

#endif
