//===- Setup.h - the front end, ready to run on a unit --------------------===//
//
// What a check and the making of a preamble have in common: the disk, the texts
// and the command of a unit, as the front end takes them. Open texts are
// remapped, so that a file stays one file by whatever name it is included.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_SETUP_H
#define HOLDFAST_TOOL_LSP_SETUP_H

#include "tool/lsp/Parse.h"

#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <memory>
#include <set>
#include <string>

namespace holdfast::server {

/// Of a precompiled header in memory; no disk has it.
inline constexpr const char PreambleName[] = "/holdfast/in-memory/preamble.pch";

/// The disk, seen from the unit's folder; null where that is gone.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
filesFrom(const std::string &Directory);

/// The text of the unit's main file, or why there is none.
std::unique_ptr<llvm::MemoryBuffer> mainText(const ParseInputs &From,
                                             std::string &Failure);

/// With the open texts in it; null with a reason in `Out`.
std::unique_ptr<clang::CompilerInvocation>
invocationFor(const ParseInputs &From,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
              UnitOutcome &Out);

/// The directives that a text begins with.
clang::PreambleBounds boundsOf(const clang::CompilerInvocation &Invocation,
                               llvm::StringRef Text);

/// What the front end has read, and not what a precompiled header knows of.
std::vector<clang::FileEntryRef> filesReadBy(const clang::SourceManager &SM);

/// Absolute, without "." and "..".
std::set<std::string> namesOf(llvm::ArrayRef<clang::FileEntryRef> Files,
                              const clang::FileManager &From);

} // namespace holdfast::server

#endif
