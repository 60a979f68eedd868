//===- Suggestion.h - a fix as a small diff -------------------------------===//
//
// Answers how a fix is shown to a person: what it does, how far it can be
// trusted, and the lines as they are and as they would be:
//
//     help: copy it instead of moving it (safe to apply)
//        17 -   send(std::move(Name));
//        17 +   send(Name);
//
// Where the file is no longer what the fix was made for, only the words.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_SUGGESTION_H
#define HOLDFAST_TOOL_OUTPUT_SUGGESTION_H

#include "tool/output/Frame.h"
#include "tool/output/SourceLines.h"

namespace holdfast {

/// `Home` is the file of the finding, `Base` that to which paths are relative.
void writeSuggestion(const Fix &F, const std::string &Home,
                     llvm::StringRef Base, SourceLines &Sources,
                     unsigned Gutter, const TextStyle &Style,
                     llvm::raw_ostream &Out);

} // namespace holdfast

#endif
