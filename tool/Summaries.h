//===- Summaries.h - what units tell each other, in a folder --------------===//
//
// Keeps each unit's summary in a file of its own, so that a run over a few
// files knows what all others do, and `holdfast link` needs no source at all.
// The file has a line with a JSON object, of its version, the unit's main file and
// the length of what follows: the two texts that the engine made, a line each,
// compressed by zlib. It is written as a whole or not at all.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_SUMMARIES_H
#define HOLDFAST_TOOL_SUMMARIES_H

#include "Engine.h"
#include "tool/Database.h"

#include "llvm/ADT/StringSet.h"

namespace holdfast {

struct StoredSummary {
  std::string Unit; ///< its main file
  std::string Text; ///< for linkUnits, which tells whether it is whole
  std::string Effects; ///< for ElsewhereTable
  std::string Name = {}; ///< of its file, without the folder
};

struct SummaryFolder {
  std::vector<StoredSummary> Summaries; ///< in the order of their files
  std::vector<std::string> Wrong;       ///< sentences: files that cannot be read
};

/// The file of one unit, without its folder. Two commands of one main file have
/// two.
std::string summaryName(const Unit &U);

/// Makes the folder where there is none.
llvm::Error writeSummaryFile(llvm::StringRef Folder, const Unit &U, const UnitResult &Result);

/// Fails where `Folder` cannot be read. Left out are the files that `Except`
/// names, and the summaries of units whose main file is gone.
llvm::Expected<SummaryFolder> readSummaryFolder(llvm::StringRef Folder, const llvm::StringSet<> &Except);

} // namespace holdfast

#endif
