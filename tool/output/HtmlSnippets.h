//===- HtmlSnippets.h - source with marks, for the HTML report ------------===//
//
// The lines of a finding as data for page.mustache: by file, with the lines
// around each place, what is marked in them and what is said beside them. Gaps
// are rows of their own.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_HTMLSNIPPETS_H
#define HOLDFAST_TOOL_OUTPUT_HTMLSNIPPETS_H

#include "tool/output/Report.h"
#include "tool/output/SourceLines.h"

#include "llvm/Support/JSON.h"

namespace holdfast {

/// A list of {file, rows: [{number, pieces: [{text, mark}], said: [{text,
/// kind}]}]}, the finding's own file first. `mark` and `kind` are "primary",
/// "note" or "label", `mark` is false where nothing is marked.
llvm::json::Array htmlSnippets(const Finding &F, llvm::StringRef Base,
                               SourceLines &Sources);

} // namespace holdfast

#endif
