//===- LineChanges.h - edits as changed lines -----------------------------===//
//
// Answers which lines of a text edits touch and what they become, for a patch
// and for the small diffs of suggestions. Edits that share a line share a
// change.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_LINECHANGES_H
#define HOLDFAST_TOOL_OUTPUT_LINECHANGES_H

#include "report/Finding.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace holdfast {

/// `Removed` lines from line `Line` (from 1) of the old text became `Added`.
struct LineChange {
  unsigned Line;
  std::vector<llvm::StringRef> Removed;
  std::vector<std::string> Added;
};

/// What `Edits`, which are of one file and count by their offsets, do to
/// `Text`, whose lines are `Lines`. Nothing where two of them overlap or one
/// lies outside of the text.
std::optional<std::vector<LineChange>>
lineChanges(llvm::StringRef Text, llvm::ArrayRef<llvm::StringRef> Lines,
            std::vector<Edit> Edits);

} // namespace holdfast

#endif
