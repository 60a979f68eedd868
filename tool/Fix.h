//===- Fix.h - applying safe fixes ----------------------------------------===//
//
// Applies the fixes that the rules call safe, or prints them as a patch. Where
// two of them touch the same text, the first wins and the other is counted. A
// work tree with uncommitted changes is refused unless the user allows
// it, so that `git diff` shows what was done here and nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_FIX_H
#define HOLDFAST_TOOL_FIX_H

#include "tool/Options.h"
#include "tool/output/Report.h"

#include "llvm/Support/raw_ostream.h"

namespace holdfast {

/// Writes files, or a patch to `Patch` in a dry run. Returns BadCommand where
/// it refused or could not write, else NothingToReport.
int applyFixes(const Report &R, const Options &Asked, const Console &Say,
               llvm::raw_ostream &Patch);

} // namespace holdfast

#endif
