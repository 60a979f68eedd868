//===- Git.h - questions to git -------------------------------------------===//
//
// Runs git without a shell and reads what it prints. A repository may be a
// stranger's: nothing that its configuration names is run.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GIT_H
#define HOLDFAST_TOOL_GIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace holdfast {

/// What `git -C Folder Words...` prints. Fails with a sentence where git is not
/// installed, and with git's own first line where it fails.
llvm::Expected<std::string> askGit(llvm::StringRef Folder,
                                   llvm::ArrayRef<llvm::StringRef> Words);

} // namespace holdfast

#endif
