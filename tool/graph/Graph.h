//===- Graph.h - `holdfast graph` -----------------------------------------===//
//
// Describes a run so that engines that people already run can do it: a job for
// each unit, the steps in a form that an engine reads, and nothing done yet.
// All names are from the folder where it is called; the steps run there, or in
// a copy of it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GRAPH_GRAPH_H
#define HOLDFAST_TOOL_GRAPH_GRAPH_H

#include "tool/Options.h"
#include "tool/graph/Plan.h"
#include "tool/graph/Scan.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace holdfast {

/// What an engine's file is made from.
struct StepGraph {
  std::string Program;            ///< holdfast, absolute
  std::string Folder;             ///< of all that the steps write
  std::string File;               ///< the engine's
  std::string Report;             ///< what the last step writes
  std::vector<std::string> Again; ///< the words that write this graph again
  std::vector<std::string>
      MadeFrom; ///< all files that decide what is in it, sorted
  std::vector<std::string>
      Sources; ///< the project's files that units read, sorted
  std::vector<PlannedUnit> Units;
  std::vector<FileSet> Reads; ///< by unit, of `Sources`
  std::vector<PlannedStep> Steps;
  std::string Id; ///< another one where any file differs that a step reads
  bool TellUnused = false;
};

/// Returns the exit status.
int runGraph(const Options &Asked);

void writeNinja(const StepGraph &G, llvm::raw_ostream &Out);

/// GNU parallel over ssh: writes a script to `G.File`, and what it needs beside
/// it.
llvm::Error writeParallel(const StepGraph &G);

/// A word as a POSIX shell reads it.
std::string shellWord(llvm::StringRef Word);

} // namespace holdfast

#endif
