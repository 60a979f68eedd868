//===- CaptureList.h - the text of a lambda's captures --------------------===//
//
// Answers which characters of `[&, x]` to change so that a variable is held in
// another way. Works on the text between the brackets as it is written; where
// the entry is not found there (a comment, a macro) there is no answer.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_REPORT_CAPTURELIST_H
#define HOLDFAST_REPORT_CAPTURELIST_H

#include "report/Finding.h"

#include "llvm/ADT/StringRef.h"

#include <optional>

namespace holdfast {

/// The edit of the list `Text` at `Where`, brackets included, that puts `New`
/// in the place of the entry `Old`. Where a default says what `New` does
/// (`[=, x]` is not C++) the entry goes.
std::optional<Edit> replaceCapture(llvm::StringRef Text, const Location &Where, llvm::StringRef Old,
                                   llvm::StringRef New);

/// The edit that adds an entry at the end.
std::optional<Edit> addCapture(llvm::StringRef Text, const Location &Where, llvm::StringRef New);

} // namespace holdfast

#endif
