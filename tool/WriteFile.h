//===- WriteFile.h - files that are whole or not there --------------------===//
//
// Writes a file beside its place and moves it there, so that nobody ever reads
// half of one. A link is followed, and what was there keeps its permissions. A
// pipe, a terminal or another device is not replaced by a file: it is written
// as it is.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_WRITEFILE_H
#define HOLDFAST_TOOL_WRITEFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace holdfast {

/// Why `File` could not be written, or "": known before the work, not after it.
std::string whyNotWritable(llvm::StringRef File);

/// Writes `File`. Fails where not all of it could be written; a regular file is
/// what it was then.
llvm::Error writeWhole(llvm::StringRef File,
                       llvm::function_ref<void(llvm::raw_ostream &)> Write);

/// The error of `Out` so far, taken from it.
llvm::Error takeError(llvm::raw_fd_ostream &Out);

} // namespace holdfast

#endif
