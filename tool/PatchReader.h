//===- PatchReader.h - unified diffs --------------------------------------===//
//
// Reads a patch as diff -u and git write it: the new names of its files and
// the lines that are touched in them. What is not part of a file's changes (a
// mail's text, git's own lines) is passed over; hunks are counted, so that a
// line of code that looks like a header is none.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_PATCHREADER_H
#define HOLDFAST_TOOL_PATCHREADER_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace holdfast {

/// Calls `File` for each file that has changed lines, with its name as it is
/// written, unquoted, and then `Touched` with each line of its new version that
/// was added or changed, or that is beside lines which were only removed. Not
/// called for files that the patch deletes. Fails where the text is not a
/// patch, with the number of the line.
llvm::Error readPatch(llvm::StringRef Text,
                      llvm::function_ref<void(llvm::StringRef)> File,
                      llvm::function_ref<void(unsigned)> Touched);

} // namespace holdfast

#endif
