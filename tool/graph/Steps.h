//===- Steps.h - the steps of a distributed run ---------------------------===//
//
// `holdfast step NAME`: one step, as any build system or cluster can run it.
// Its inputs are on its command line and in its job, and it discovers nothing
// else; it writes exactly what it was told to, atomically, and leaves it alone
// where it has these bytes already; it succeeds whatever it found.
//
//   extract JOB          a unit on its own                 -> its file
//   link FILE ...        what units tell, or parts of it   -> a store
//   slice STORE UNIT ... of it, what each of them needs    -> a slice for each
//   check UNIT SLICE     a unit that knows its slice       -> its file
//   carry LIST           checks that have nothing to do    -> the other checks
//   report UNIT ...      all findings                      -> one document
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GRAPH_STEPS_H
#define HOLDFAST_TOOL_GRAPH_STEPS_H

#include "tool/Options.h"
#include "tool/graph/Relocate.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>

namespace holdfast {

/// Returns the exit status: BadCommand where an input is not there, is damaged
/// or is missing in what the step declares.
int runStep(const Options &Asked);

/// The last step; `Units` are the files of all units, in the order of the
/// compilation database.
int runReportStep(const Options &Asked, llvm::ArrayRef<std::string> Units,
                  const Relocation &Root, const Console &Say);

/// The bytes of a file; they may be mapped.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readBytes(const std::string &File);

/// Writes `Text` whole or not at all, and not where the file has it already, so
/// that what depends on it need not be done again.
llvm::Error writeIfChanged(llvm::StringRef File, llvm::StringRef Text);

/// The same for one of any number of files that this process writes. Where it
/// is interrupted, a file may be left beside it.
llvm::Error writeOfMany(llvm::StringRef File, llvm::StringRef Text);

} // namespace holdfast

#endif
