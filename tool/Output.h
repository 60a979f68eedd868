//===- Output.h - where a report goes -------------------------------------===//
//
// Chooses the format and the place: a file, or standard output. With a file,
// the text still goes to the terminal unless the user wants quiet.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_H
#define HOLDFAST_TOOL_OUTPUT_H

#include "tool/Options.h"
#include "tool/output/Report.h"
#include "tool/output/SourceLines.h"

namespace holdfast {

/// False, with a sentence, where `File` cannot be written: known before the
/// work, not after it. No name is no file.
bool canWrite(llvm::StringRef File, const Console &Say);

/// Writes `File` whole or not at all. False, with a sentence, where it cannot.
bool writeFile(llvm::StringRef File, const Console &Say,
               llvm::function_ref<void(llvm::raw_ostream &)> Write);

/// Writes the report. Returns BadCommand where the file could not be written;
/// the report is on standard output then.
int writeReport(const Report &R, const Options &Asked, SourceLines &Sources,
                const Console &Say);

} // namespace holdfast

#endif
