// Which threads may run and what they borrow, on random graphs: the answer is a
// solution, without loops the one that the slow twin of the solver finds.

#include "analysis/Loans.h"
#include "dataflow/NaiveSolve.h"
#include "ir/HandBuilt.h"
#include "ir/Print.h"

#include "gtest/gtest.h"

#include <random>

using namespace holdfast;

namespace {

const Summaries NoSummaries;

TEST(Loans, TheAnswerIsASolution) {
  std::mt19937 Random(20240401);
  auto Below = [&](unsigned N) { return unsigned(Random() % N); };
  unsigned Running = 0;
  for (unsigned Round = 0; Round < 2000; ++Round) {
    HandBuilt X(5 + Below(15));
    PlaceId T = X.root("t"), U = X.root("u"), C = X.root("c"), D = X.root("d"), V = X.root("v"), P = X.root("p");
    const Event Letters[] = {event(EventKind::Spawn, C, T), event(EventKind::Spawn, D, U), event(EventKind::Join, T), event(EventKind::Join, U),
                             event(EventKind::Detach, T), event(EventKind::Move, T, U), event(EventKind::Move, U, T),
                             event(EventKind::Borrow, V, C), event(EventKind::Borrow, V, D), event(EventKind::Borrow, T, P),
                             event(EventKind::Flow, C, D), event(EventKind::Join, X.deref(P)), event(EventKind::Drop, T),
                             event(EventKind::Init, U), event(EventKind::StorageDead, V), event(EventKind::Init, C)};
    const bool IsStraight = Round % 2;
    for (uint32_t I = 0; I < X.B.Blocks.size(); ++I) {
      for (unsigned J = 0, N = Below(5); J < N; ++J)
        X.add(I, Letters[Below(std::size(Letters))]);
      for (unsigned J = 0, N = Below(4); J < N; ++J)
        if (const unsigned To = Below(unsigned(X.B.Blocks.size())); To > I || !IsStraight)
          X.edges(I, {To});
    }
    Aliases Names(X.B, X.B.Blocks);
    MoveState Moves(X.Prog, NoSummaries, X.B, X.B.Blocks, Names, true);
    Loans L(X.Prog, X.B, X.B.Blocks, Moves, [](const Call &) { return false; });
    auto Slow = naiveSolveForward<Loans::State>(X.B.Blocks, L);
    for (uint32_t I = 0; I < X.B.Blocks.size(); ++I) {
      if (!L.before(I))
        continue;
      ASSERT_TRUE(!IsStraight || (Slow[I] && *Slow[I] == *L.before(I))) << "before block " << I << " of\n" << printBody(X.Prog, X.B, X.B.Blocks);
      Loans::State Now = *L.before(I);
      Running += !Now.Running.empty();
      L.enter(I, Now);
      for (const Event &E : X.B.Blocks[I].Events)
        L.transfer(E, Now);
      for (const Edge &To : X.B.Blocks[I].Successors) {
        Loans::State There = *L.before(To.To.index());
        ASSERT_FALSE(L.join(There, Now)) << "out of block " << I << " of\n" << printBody(X.Prog, X.B, X.B.Blocks);
      }
    }
  }
  EXPECT_GT(Running, 0u);
}

} // namespace
