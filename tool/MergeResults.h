//===- MergeResults.h - the results of several runs as one ----------------===//
//
// `holdfast merge`: what the shards of a run wrote as JSON becomes one report,
// in any format, as if one run had checked all files. What a finding needs of
// files in several shards is not found by merging: `holdfast link` does that
// with the shards' summaries, and its JSON can be merged, too.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_MERGERESULTS_H
#define HOLDFAST_TOOL_MERGERESULTS_H

#include "tool/Options.h"
#include "tool/output/Report.h"

namespace holdfast {

/// Joins `Parts` into `Out`. Counts are summed, but those of what is listed.
void mergeReports(std::vector<Report> Parts, Report &Out);

/// Returns the exit status. A file that cannot be read is named and left out.
int runMerge(const Options &Asked);

} // namespace holdfast

#endif
