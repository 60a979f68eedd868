//===- NaiveSolve.h - the slow twin of Solve.h ----------------------------===//
//
// Sweeps over all blocks in the order of their numbers until nothing changes.
// Nothing about it is clever; tests compare solveForward with it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DATAFLOW_NAIVESOLVE_H
#define HOLDFAST_DATAFLOW_NAIVESOLVE_H

#include "ir/Body.h"

#include "llvm/ADT/ArrayRef.h"

#include <optional>
#include <vector>

namespace holdfast {

template <class State, class Problem>
std::vector<std::optional<State>> naiveSolveForward(llvm::ArrayRef<Block> Blocks, Problem &P) {
  std::vector<std::optional<State>> Before(Blocks.size());
  Before[Body::EntryIndex] = P.entry();
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (size_t B = 0; B < Blocks.size(); ++B) {
      if (!Before[B])
        continue;
      State Now = *Before[B];
      if constexpr (requires { P.enter(uint32_t(B), Now); })
        P.enter(uint32_t(B), Now);
      for (const Event &E : Blocks[B].Events)
        P.transfer(E, Now);
      for (const Edge &To : Blocks[B].Successors) {
        std::optional<State> &There = Before[To.To.index()];
        State Flows = Now;
        if constexpr (requires { P.unwind(Blocks, uint32_t(B), Flows); })
          if (To.Kind == EdgeKind::Unwind)
            P.unwind(Blocks, uint32_t(B), Flows);
        if (!There) {
          There = Flows;
          Changed = true;
        } else {
          Changed |= P.join(*There, Flows);
        }
      }
    }
  }
  return Before;
}

} // namespace holdfast

#endif
