//===- Patch.h - two texts as a unified diff ------------------------------===//
//
// Prints what edits change in a file so that `patch -p1` and `git apply` take
// it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_PATCH_H
#define HOLDFAST_TOOL_OUTPUT_PATCH_H

#include "report/Finding.h"

#include "llvm/Support/raw_ostream.h"

#include <vector>

namespace holdfast {

/// What `Edits`, which count by their offsets, do to `Text`; nothing where they
/// do not fit it. Line ends are kept as they are.
void writePatch(llvm::StringRef File, llvm::StringRef Text,
                std::vector<Edit> Edits, llvm::raw_ostream &Out);

} // namespace holdfast

#endif
