//===- Patch.h - two texts as a unified diff ------------------------------===//
//
// Prints what changed between two versions of a file so that `patch -p1` and
// `git apply` take it. Meant for a few changed lines: lines are matched
// greedily from both ends and by the changed places, not by a shortest edit
// script.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_PATCH_H
#define HOLDFAST_TOOL_OUTPUT_PATCH_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace holdfast {

/// `Removed` lines from line `Line` (from 1) of the old text became `Added`.
struct LineChange {
  unsigned Line;
  std::vector<llvm::StringRef> Removed;
  std::vector<std::string> Added;
};

/// `Changes` are in order and apart. `Old` are all lines of the old text.
void writePatch(llvm::StringRef File, llvm::ArrayRef<llvm::StringRef> Old,
                llvm::ArrayRef<LineChange> Changes, llvm::raw_ostream &Out);

} // namespace holdfast

#endif
