//===- Solve.h - forward fixpoint over blocks -----------------------------===//
//
// A worklist solver for problems that flow forward. The problem gives the
// state at the entry, the join and the transfer of one event; join must be a
// least upper bound of a lattice of finite height and the transfer monotone,
// which each problem argues where it is defined. Blocks are visited in
// reverse post order, so that acyclic bodies take one pass. NaiveSolve.h is
// the slow twin that tests compare with.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DATAFLOW_SOLVE_H
#define HOLDFAST_DATAFLOW_SOLVE_H

#include "ir/Body.h"

#include "llvm/ADT/ArrayRef.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace holdfast {

/// Block indices reachable from the entry, each before its successors but for
/// the edges back.
inline std::vector<uint32_t> reversePostOrder(llvm::ArrayRef<Block> Blocks) {
  std::vector<uint32_t> Order;
  std::vector<uint8_t> Seen(Blocks.size(), 0);
  std::vector<std::pair<uint32_t, size_t>> Stack{{Body::EntryIndex, 0}};
  Seen[Body::EntryIndex] = 1;
  while (!Stack.empty()) {
    auto &[B, Next] = Stack.back();
    if (Next == Blocks[B].Successors.size()) {
      Order.push_back(B);
      Stack.pop_back();
      continue;
    }
    uint32_t To = Blocks[B].Successors[Next++].To.index();
    if (!Seen[To]) {
      Seen[To] = 1;
      Stack.push_back({To, 0});
    }
  }
  std::reverse(Order.begin(), Order.end());
  return Order;
}

/// The state before each block; empty for blocks that nothing reaches.
/// `Problem` has `State entry()`, `bool join(State &Into, const State &From)`
/// (true where Into changed) and `void transfer(const Event &, State &)`; it
/// may have `void enter(uint32_t Block, State &)`, called before the events, and
/// `void unwind(Blocks, uint32_t From, State &)`, called for an edge to a handler.
template <class State, class Problem>
std::vector<std::optional<State>> solveForward(llvm::ArrayRef<Block> Blocks, Problem &P) {
  std::vector<uint32_t> Order = reversePostOrder(Blocks), Rank(Blocks.size(), 0);
  for (uint32_t I = 0; I < Order.size(); ++I)
    Rank[Order[I]] = I;
  std::vector<std::optional<State>> Before(Blocks.size());
  Before[Body::EntryIndex] = P.entry();
  std::set<uint32_t> Work{Rank[Body::EntryIndex]}; // by rank: smallest first
  while (!Work.empty()) {
    uint32_t B = Order[*Work.begin()];
    Work.erase(Work.begin());
    State Now = *Before[B];
    if constexpr (requires { P.enter(B, Now); })
      P.enter(B, Now);
    for (const Event &E : Blocks[B].Events)
      P.transfer(E, Now);
    for (const Edge &To : Blocks[B].Successors) {
      std::optional<State> &There = Before[To.To.index()];
      auto Flow = [&](const State &From) {
        if (!There)
          There = From;
        else if (!P.join(*There, From))
          return;
        Work.insert(Rank[To.To.index()]);
      };
      if constexpr (requires { P.unwind(Blocks, B, Now); })
        if (To.Kind == EdgeKind::Unwind) {
          State Thrown = Now;
          P.unwind(Blocks, B, Thrown);
          Flow(Thrown);
          continue;
        }
      Flow(Now);
    }
  }
  return Before;
}

} // namespace holdfast

#endif
