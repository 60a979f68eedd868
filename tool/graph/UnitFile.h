//===- UnitFile.h - what a step knows of a unit ---------------------------===//
//
// The one file that `extract` and `check` write: the unit's job, what it was
// told by others when it was checked, what it tells them, and what became of
// it. A first line has the length of each part; the parts are compressed one by
// one, so that a step reads those that it needs. No times, no names of a
// machine.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GRAPH_UNITFILE_H
#define HOLDFAST_TOOL_GRAPH_UNITFILE_H

#include "tool/Parse.h"
#include "tool/graph/Job.h"

namespace holdfast {

struct UnitFile {
  std::string JobText; ///< as it was read
  std::string Known;   ///< what others told of the functions that it asks for,
                       ///< when it was checked
  UnitOutcome Outcome;
};

std::string writeUnitFile(const UnitFile &U, const Relocation &Root);

/// Fails where `Text` is not what writeUnitFile wrote.
llvm::Expected<UnitFile> readUnitFile(llvm::StringRef Text,
                                      const Relocation &Root);

/// True where `Text` begins as such a file does.
bool isUnitFile(llvm::StringRef Text);

/// Of such a file, the job.
llvm::Expected<Job> readJobOf(llvm::StringRef Text, const Relocation &Root);

/// Of such a file, what the unit tells others, for ElsewhereTable.
llvm::Expected<std::string> readEffects(llvm::StringRef Text);

} // namespace holdfast

#endif
