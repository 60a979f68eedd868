//===- ReadResults.h - a report, read back --------------------------------===//
//
// Reads what --format=json wrote, in this run's version or not at all. Nothing
// is lost on the way but times: every other format can be written from it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_READRESULTS_H
#define HOLDFAST_TOOL_READRESULTS_H

#include "tool/output/Report.h"

#include "llvm/Support/Error.h"

namespace holdfast {

/// The report in `Text`. Files that it names relative to a working folder are
/// in `Base`. Fails with what is missing or of a wrong kind, and where.
llvm::Expected<Report> readResults(llvm::StringRef Text, llvm::StringRef Base);

} // namespace holdfast

#endif
