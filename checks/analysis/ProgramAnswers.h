//===- ProgramAnswers.h - what all units of a program show together -------===//

#ifndef HOLDFAST_ANALYSIS_PROGRAMANSWERS_H
#define HOLDFAST_ANALYSIS_PROGRAMANSWERS_H

#include "analysis/InferredGuards.h"
#include "analysis/LockCycles.h"

namespace holdfast {

struct ProgramAnswers {
  InferredGuards Guards;
  std::vector<LockCycle> Cycles;
};

} // namespace holdfast

#endif
