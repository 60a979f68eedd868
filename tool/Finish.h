//===- Finish.h - the end of every run ------------------------------------===//
//
// What a run over units and a merge of results have in common: a report that
// knows the rules, and, once it is full, its way out: the output, the fixes,
// the closing line and the status.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_FINISH_H
#define HOLDFAST_TOOL_FINISH_H

#include "tool/Narrow.h"
#include "tool/Options.h"
#include "tool/output/Report.h"
#include "tool/output/SourceLines.h"

namespace holdfast {

std::string workingFolder();

/// A report without findings, which shows paths relative to `Base`.
Report startReport(const Options &Asked, const std::string &Base);

/// Before the work: which findings will count. Nothing, with a sentence, where
/// the options are wrong about that, or name a file that cannot be written.
std::optional<Narrowing> startNarrowing(const Options &Asked,
                                        llvm::StringRef WorkingFolder,
                                        const Console &Say);

/// Says which units could not be checked, and why.
void tellFailed(const Report &R, const Console &Say);

/// Narrows the report and writes everything that is left to write. Returns the
/// status that the report and the writing come to.
int finishRun(Report &R, const Narrowing &Only, const Options &Asked,
              SourceLines &Sources, const Console &Say);

} // namespace holdfast

#endif
