//===- Plan.h - a run as steps --------------------------------------------===//
//
// The rounds of a plain run (tool/Check) as a fixed list of steps, each with
// its inputs and outputs, whatever will write them down:
//
//   round 0      every unit on its own                     extract
//   rounds 1-3   those that tell first, with what they tell
//                                                          link, slice, check
//   round 4      the others, with that                     the same
//   rounds 5-7   all, with what all tell                   the same
//                all findings                              report
//
// A unit that is told nothing new in a round is not parsed: its file is taken
// over.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_GRAPH_PLAN_H
#define HOLDFAST_TOOL_GRAPH_PLAN_H

#include "llvm/ADT/ArrayRef.h"

#include <string>
#include <vector>

namespace holdfast {

struct PlannedUnit {
  std::string Stem;     ///< of its files
  std::string Name;     ///< for people
  bool IsFirst = false; ///< it tells first (tool/Order)
};

enum class StepKind { Extract, Link, Slice, Check, Report };

struct PlannedStep {
  StepKind Kind;
  unsigned
      Wave; ///< all steps of one may run at once when those before are done
  std::string Name;                ///< for people
  std::vector<std::string> Inputs; ///< as the step takes them
  std::vector<std::string> Outputs;
  unsigned Unit = 0; ///< of Extract and Check, whose sources they read; the
                     ///< report reads all
  bool IsFirstCheck = false;
};

/// The most files that a step takes which merges or slices.
inline constexpr unsigned StepsPerBatch = 128;

/// Names are below `Folder`. The last step is the report, whose output is
/// `Report`.
std::vector<PlannedStep> planSteps(llvm::ArrayRef<PlannedUnit> Units,
                                   const std::string &Folder,
                                   const std::string &Report);

/// The words that follow `holdfast step`, but for inputs and --output.
std::string stepName(StepKind Kind);

/// Where the job of a unit is.
std::string jobFile(const std::string &Folder, const PlannedUnit &U);

} // namespace holdfast

#endif
