// The fast solver and its slow twin give the same state before every block,
// for aliases and for moves: on all bodies of two blocks with up to two events
// each, on all of three and many shapes of four blocks with up to one, and on
// seeded random graphs with back edges.

#include "analysis/Aliases.h"
#include "analysis/MoveState.h"
#include "dataflow/NaiveSolve.h"
#include "dataflow/Solve.h"
#include "ir/HandBuilt.h"
#include "ir/Print.h"

#include "gtest/gtest.h"

#include <random>

using namespace holdfast;

namespace {

const Program NoProgram;
const Summaries NoSummaries;

/// p with a part, a reference and two pointers, and the events drawn from them.
struct Alphabet : HandBuilt {
  std::vector<Event> Letters;
  unsigned Small = 0; ///< the letters of the exhaustive tests: 0 .. Small - 1

  Alphabet() {
    PlaceId P = root("p"), A = field(P, "a"), R = root("r", RootKind::Local, true);
    PlaceId Q = root("q"), Z = root("z"), T = root("t", RootKind::Local, true), O = root("o", RootKind::Param, true);
    Letters = {event(EventKind::Move, P),      event(EventKind::Move, A), event(EventKind::Init, P), event(EventKind::Init, A), use(P), use(A),
               event(EventKind::Borrow, P, R), use(R)};
    Small = unsigned(Letters.size());
    Letters.insert(Letters.end(),
                   {event(EventKind::Borrow, P, Q), event(EventKind::Borrow, A, Q), event(EventKind::Borrow, Q, Z),
                    event(EventKind::Borrow, deref(Q), T), event(EventKind::Borrow, deref(deref(Z)), T),
                    event(EventKind::Flow, Q, Z), event(EventKind::Init, Q), use(Q, UseKind::Write),
                    event(EventKind::Move, deref(Q)), event(EventKind::Move, T), use(T), use(P, UseKind::CallOn),
                    use(P, UseKind::Ask), event(EventKind::Move, R, P), event(EventKind::Move, O),
                    event(EventKind::Init, O), event(EventKind::StorageDead, Q), event(EventKind::Move, deref(deref(Z)))});
    Event May = event(EventKind::Move, P);
    May.MayNotHappen = true;
    Letters.push_back(May);
  }
};

std::string differenceIn(const char *What, Alphabet &X, const std::vector<Block> &Blocks, size_t I) {
  return std::string(What) + " before block " + std::to_string(I) + " of\n" + printBody(X.Prog, X.B, Blocks);
}

/// Empty where both solvers agree about aliases.
std::string differenceOfAliases(Alphabet &X, const std::vector<Block> &Blocks) {
  Aliases Names(X.B, Blocks);
  auto Fast = solveForward<Aliases::State>(Blocks, Names);
  auto Slow = naiveSolveForward<Aliases::State>(Blocks, Names);
  for (size_t I = 0; I < Blocks.size(); ++I)
    if (Fast[I] != Slow[I])
      return differenceIn("aliases", X, Blocks, I);
  return "";
}

/// Empty where both solvers agree about moves, given the same aliases.
std::string differenceOfMoves(Alphabet &X, const std::vector<Block> &Blocks) {
  Aliases Names(X.B, Blocks);
  MoveState Moves(NoProgram, NoSummaries, X.B, Blocks, Names, true);
  auto Fast = solveForward<MoveState::State>(Blocks, Moves);
  auto Slow = naiveSolveForward<MoveState::State>(Blocks, Moves);
  for (size_t I = 0; I < Blocks.size(); ++I)
    if (Fast[I] != Slow[I])
      return differenceIn("moves", X, Blocks, I);
  return "";
}

std::string difference(Alphabet &X, const std::vector<Block> &Blocks) {
  std::string Said = differenceOfAliases(X, Blocks);
  return Said.empty() ? differenceOfMoves(X, Blocks) : Said;
}

/// Fills `Blocks` with the events that the digits of `Number` name, `PerBlock`
/// for each block; the last digit value stands for "no event".
void fill(const Alphabet &X, std::vector<Block> &Blocks, unsigned PerBlock, uint64_t Number) {
  for (Block &Each : Blocks) {
    Each.Events.clear();
    for (unsigned I = 0; I < PerBlock; ++I) {
      unsigned Digit = unsigned(Number % (X.Small + 1));
      Number /= X.Small + 1;
      if (Digit < X.Small)
        Each.Events.push_back(X.Letters[Digit]);
    }
  }
}

/// Successors of all blocks: a bit for each (from, to).
void connect(std::vector<Block> &Blocks, uint64_t Bits) {
  for (Block &Each : Blocks) {
    Each.Successors.clear();
    for (uint32_t To = 0; To < Blocks.size(); ++To, Bits >>= 1)
      if (Bits & 1)
        Each.Successors.push_back({BlockId(To), EdgeKind::Normal});
  }
}

uint64_t power(uint64_t Base, unsigned Exponent) { return Exponent ? Base * power(Base, Exponent - 1) : 1; }

bool allReached(const std::vector<Block> &Blocks) { return reversePostOrder(Blocks).size() == Blocks.size(); }

/// All bodies of `BlockCount` blocks whose graph `Wanted` names.
void compareAll(unsigned BlockCount, unsigned PerBlock, const std::vector<uint64_t> &Graphs) {
  Alphabet X;
  std::vector<Block> Blocks(BlockCount);
  uint64_t Bodies = 0;
  for (uint64_t Graph : Graphs) {
    connect(Blocks, Graph);
    if (!allReached(Blocks))
      continue; // a smaller body
    for (uint64_t Number = 0, End = power(X.Small + 1, BlockCount * PerBlock); Number < End; ++Number, ++Bodies) {
      fill(X, Blocks, PerBlock, Number);
      std::string Said = difference(X, Blocks);
      ASSERT_EQ(Said, "");
    }
  }
  EXPECT_GT(Bodies, 0u);
}

std::vector<uint64_t> allGraphs(unsigned BlockCount) {
  std::vector<uint64_t> Out;
  for (uint64_t G = 0; G < (uint64_t(1) << (BlockCount * BlockCount)); ++G)
    Out.push_back(G);
  return Out;
}

uint64_t graph(unsigned BlockCount, std::initializer_list<std::pair<unsigned, unsigned>> Edges) {
  uint64_t Bits = 0;
  for (auto [From, To] : Edges)
    Bits |= uint64_t(1) << (From * BlockCount + To);
  return Bits;
}

TEST(Solvers, AgreeOnAllBodiesOfTwoBlocks) { compareAll(2, 2, allGraphs(2)); }

TEST(Solvers, AgreeOnAllBodiesOfThreeBlocks) { compareAll(3, 1, allGraphs(3)); }

TEST(Solvers, AgreeOnFourBlocks) {
  compareAll(4, 1,
             {
                 graph(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}}),                 // if, else
                 graph(4, {{0, 1}, {1, 2}, {2, 1}, {1, 3}}),                 // while
                 graph(4, {{0, 3}, {3, 2}, {2, 1}, {1, 3}}),                 // numbers against the order
                 graph(4, {{0, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 3}}),         // a loop in a loop
                 graph(4, {{0, 1}, {0, 2}, {1, 2}, {2, 1}, {1, 3}}),         // a loop with two entries
                 graph(4, {{0, 1}, {1, 2}, {1, 3}, {2, 1}, {3, 1}}),         // continue
                 graph(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 0}}),         // a branch in a loop
                 graph(4, {{0, 2}, {2, 1}, {1, 0}, {2, 3}, {3, 2}, {1, 3}}), // tangled
                 graph(4, {{0, 1}, {0, 3}, {1, 2}, {3, 2}, {2, 1}}),         // a join numbered between its two sides
             });
}

/// Seeded: the same graphs every time. Every second one is of the four blocks
/// with two events of the small alphabet.
void compareRandom(std::string (*Difference)(Alphabet &, const std::vector<Block> &)) {
  std::mt19937 Random(20240207);
  auto Below = [&](unsigned N) { return unsigned(Random() % N); };
  Alphabet X;
  for (unsigned Round = 0; Round < 3000; ++Round) {
    bool IsSmall = Round % 2;
    std::vector<Block> Blocks(IsSmall ? 4 : 5 + Below(20));
    for (Block &Each : Blocks) {
      for (unsigned I = 0, N = IsSmall ? 2 : Below(5); I < N; ++I)
        Each.Events.push_back(X.Letters[Below(IsSmall ? X.Small : unsigned(X.Letters.size()))]);
      for (unsigned I = 0, N = Below(4); I < N; ++I)
        Each.Successors.push_back({BlockId(Below(unsigned(Blocks.size()))), EdgeKind::Normal});
    }
    std::string Said = Difference(X, Blocks);
    ASSERT_EQ(Said, "") << "round " << Round;
  }
}

// Aliases agree on all small bodies above, not on every random graph: their
// transfer is not monotone (analysis/Aliases.h), so that only being a solution
// is claimed of them, below.

TEST(Solvers, AgreeAboutMovesOnRandomGraphs) { compareRandom(differenceOfMoves); }

/// What the fast solver says of a block covers what flows into it, whatever
/// the order in which it got there.
TEST(Solvers, TheAnswerIsASolution) {
  compareRandom([](Alphabet &X, const std::vector<Block> &Blocks) -> std::string {
    Aliases Names(X.B, Blocks);
    MoveState Moves(NoProgram, NoSummaries, X.B, Blocks, Names, true);
    auto Solved = solveForward<MoveState::State>(Blocks, Moves);
    for (size_t I = 0; I < Blocks.size(); ++I) {
      if (!Solved[I])
        continue;
      MoveState::State Now = *Solved[I];
      Aliases::State Known = *Names.before(I);
      for (const Event &E : Blocks[I].Events) {
        Moves.transfer(E, Now);
        Names.transfer(E, Known);
      }
      for (const Edge &To : Blocks[I].Successors) {
        MoveState::State There = *Solved[To.To.index()];
        Aliases::State Names2 = *Names.before(To.To.index());
        if (Moves.join(There, Now) || Names.join(Names2, Known))
          return differenceIn("not a solution: out of it and", X, Blocks, I);
      }
    }
    return "";
  });
}

TEST(Solvers, BlocksThatNothingReachesHaveNoState) {
  Alphabet X;
  std::vector<Block> Blocks(3);
  connect(Blocks, graph(3, {{0, 1}, {2, 1}}));
  Aliases Names(X.B, Blocks);
  auto Fast = solveForward<Aliases::State>(Blocks, Names);
  EXPECT_TRUE(Fast[1].has_value());
  EXPECT_FALSE(Fast[2].has_value());
}

} // namespace
