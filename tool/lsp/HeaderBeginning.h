//===- HeaderBeginning.h - what a header's text comes after ---------------===//
//
// A header is checked through a unit that includes it. What is parsed there
// before the header's own text are other files: those that the unit, and each
// file on the way to the header, includes before, and then the header's own
// first #include lines. In that order they can be precompiled, for as long as
// nothing in between changes what they mean: there are only directives, and
// they define no macro but the one that guards their file.
//
// For preambles. Finds nothing where the unit does not include the header, and
// less than there is where it cannot be sure.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_HEADERBEGINNING_H
#define HOLDFAST_TOOL_LSP_HEADERBEGINNING_H

#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace holdfast::server {

using FileIdentity = llvm::sys::fs::UniqueID;

/// A file that is included, as the front end found it.
struct IncludedFile {
  FileIdentity Which;
  clang::SrcMgr::CharacteristicKind Kind;
  friend bool operator==(const IncludedFile &, const IncludedFile &) = default;
};

struct HeaderBeginning {
  std::string Lines;               ///< one #include for each of `Files`
  std::vector<IncludedFile> Files; ///< in their order
  size_t HeaderBytes = 0; ///< of the header: up to the last of its own lines
                          ///< that is among them
  /// The header, and the files through which it is included: no part of
  /// `Files` may include them.
  std::set<FileIdentity> Around;
  std::vector<std::string> AroundNames; ///< of those but the header, as the
                                        ///< front end calls them
};

/// Preprocesses the unit up to the text of `Header`.
std::optional<HeaderBeginning>
findBeginning(std::unique_ptr<clang::CompilerInvocation> Invocation,
              llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
              llvm::StringRef Header);

} // namespace holdfast::server

#endif
