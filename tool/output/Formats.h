//===- Formats.h - the ways to write a report -----------------------------===//
//
// One function a format, one file a function. Each writes the whole report to
// a stream and has no other effect.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_OUTPUT_FORMATS_H
#define HOLDFAST_TOOL_OUTPUT_FORMATS_H

#include "tool/output/Frame.h"
#include "tool/output/Report.h"
#include "tool/output/SourceLines.h"

#include "llvm/Support/raw_ostream.h"

namespace holdfast {

void writeText(const Report &R, SourceLines &Sources, llvm::raw_ostream &Out,
               const TextStyle &Style);
void writePlain(const Report &R, llvm::raw_ostream &Out);
void writeJson(const Report &R, llvm::raw_ostream &Out);
void writeSarif(const Report &R, SourceLines &Sources, llvm::raw_ostream &Out);
void writeGithub(const Report &R, llvm::raw_ostream &Out);
void writeGitlab(const Report &R, llvm::raw_ostream &Out);
void writeCheckstyle(const Report &R, llvm::raw_ostream &Out);
void writeJunit(const Report &R, llvm::raw_ostream &Out);
void writeRdjson(const Report &R, SourceLines &Sources, llvm::raw_ostream &Out);

/// One page that needs no other file.
void writeHtml(const Report &R, SourceLines &Sources, llvm::raw_ostream &Out);

/// What --baseline reads: a small SARIF log.
void writeBaseline(const Report &R, SourceLines &Sources,
                   llvm::raw_ostream &Out);

/// The closing line: `12 files, 431 functions checked, 3 skipped; ...`.
void writeSummary(const Report &R, llvm::raw_ostream &Out);
/// Where the time went, and each skipped function with its reason.
void writeProfile(const Report &R, llvm::raw_ostream &Out);

} // namespace holdfast

#endif
