//===- Results.h - everything the solvers answer about one body -----------===//
//
// What summaries and rules read. Kept together because the answers refer to
// the same elaborated blocks.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_RESULTS_H
#define HOLDFAST_ANALYSIS_RESULTS_H

#include "analysis/Aliases.h"
#include "analysis/Elaborate.h"
#include "analysis/MoveState.h"

#include <memory>

namespace holdfast {

struct Results {
  Results(const Program &Prog, Body &B, const Summaries &Known, bool ForSummary)
      : Source(B), Blocks(elaborate(Prog, B, Known)), Names(B, Blocks), Moves(Prog, Known, B, Blocks, Names, ForSummary) {}
  Results(const Results &) = delete;

  Body &Source;
  std::vector<Block> Blocks;
  Aliases Names;
  MoveState Moves;
};

} // namespace holdfast

#endif
