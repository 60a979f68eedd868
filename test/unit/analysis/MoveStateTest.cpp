// Partial moves are exact, references are followed, and "may" is known from
// "must".

#include "analysis/MoveState.h"

#include "ir/HandBuilt.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

/// Reads the state at the end of block 0.
const Program NoProgram;
const Summaries NoSummaries;

struct Straight : HandBuilt {
  PlaceId P = root("p"), A = field(P, "a"), B2 = field(P, "b"), R = root("r", RootKind::Local, true);

  /// The number of moves that reach a use of `Asked` after `Events`.
  size_t hits(std::vector<Event> Events, PlaceId Asked) {
    B.Blocks[0].Events = std::move(Events);
    B.Blocks[0].Events.push_back(use(Asked));
    Aliases Names(B, B.Blocks);
    MoveState Moves(NoProgram, NoSummaries, B, B.Blocks, Names, false);
    if (!Moves.before(0))
      return 0;
    MoveState::State S = *Moves.before(0);
    for (size_t I = 0; I + 1 < B.Blocks[0].Events.size(); ++I)
      Moves.transfer(B.Blocks[0].Events[I], S);
    size_t N = 0;
    for (PlaceId Q : Moves.placesOf(B.Blocks[0].Events.back()))
      N += Moves.movesReaching(Q, S).size();
    return N;
  }
};

Event move(PlaceId P, PlaceId To = PlaceId()) { return event(EventKind::Move, P, To); }
Event init(PlaceId P) { return event(EventKind::Init, P); }

TEST(MoveState, APartAndItsSibling) {
  Straight S;
  EXPECT_NE(S.hits({move(S.A)}, S.A), 0u);
  EXPECT_EQ(S.hits({move(S.A)}, S.B2), 0u);
  EXPECT_NE(S.hits({move(S.A)}, S.P), 0u); // the whole after a part
  EXPECT_NE(S.hits({move(S.P)}, S.B2), 0u); // a part after the whole
}

TEST(MoveState, RefillsEndMoves) {
  Straight S;
  EXPECT_EQ(S.hits({move(S.P), init(S.P)}, S.P), 0u);
  EXPECT_EQ(S.hits({move(S.P), init(S.P)}, S.A), 0u);
  EXPECT_EQ(S.hits({move(S.A), init(S.P)}, S.A), 0u);
  EXPECT_EQ(S.hits({move(S.P), init(S.A)}, S.A), 0u);
  EXPECT_NE(S.hits({move(S.P), init(S.A)}, S.B2), 0u);
  EXPECT_NE(S.hits({init(S.P), move(S.P)}, S.P), 0u);
}

TEST(MoveState, WhatIsMovedIntoIsFresh) {
  Straight S;
  PlaceId Q = S.root("q");
  EXPECT_EQ(S.hits({move(S.P, Q), move(Q, S.P)}, S.P), 0u);
  EXPECT_NE(S.hits({move(S.P, Q), move(Q, S.P)}, Q), 0u);
}

TEST(MoveState, ReferencesAreFollowed) {
  Straight S;
  Event Borrow = event(EventKind::Borrow, S.P, S.R);
  EXPECT_NE(S.hits({Borrow, move(S.R)}, S.P), 0u);
  EXPECT_NE(S.hits({Borrow, move(S.P)}, S.R), 0u);
  EXPECT_EQ(S.hits({Borrow, move(S.P), init(S.R)}, S.P), 0u);
  EXPECT_EQ(S.hits({Borrow, move(S.field(S.R, "a"))}, S.B2), 0u);
}

TEST(MoveState, AQuestionChangesNothing) {
  Straight S;
  EXPECT_NE(S.hits({move(S.P), use(S.P, UseKind::Ask)}, S.P), 0u);
  EXPECT_EQ(S.hits({move(S.P), use(S.P)}, S.P), 0u); // reported at the first use
}

TEST(MoveState, WhatIsPointedToIsNotPartOfThePointer) {
  Straight S;
  PlaceId Pointee = S.deref(S.P);
  EXPECT_EQ(S.hits({move(Pointee)}, S.P), 0u);
  EXPECT_EQ(S.hits({move(S.P)}, Pointee), 0u); // the way to it is a use of `p`, told apart
}

TEST(MoveState, UnknownElementsAreNotTracked) {
  Straight S;
  PlaceId V = S.root("v"), I = S.root("i");
  PlaceId Some = S.element(V, Projection::UnknownElement), AtI = S.elementAt(V, I);
  EXPECT_EQ(S.hits({move(Some)}, Some), 0u);
  EXPECT_NE(S.hits({move(AtI)}, AtI), 0u);
  EXPECT_EQ(S.hits({move(AtI), use(I, UseKind::Write)}, AtI), 0u);
  EXPECT_EQ(S.hits({move(S.element(V, 0))}, S.element(V, 1)), 0u);
}

/// if (...) move(p); use(p): the move reaches the use, and on one path none does.
TEST(MoveState, MayAndMust) {
  for (bool OnBothPaths : {false, true}) {
    HandBuilt H(6);
    PlaceId P = H.root("p");
    H.edges(0, {3, 4});
    H.add(3, move(P));
    if (OnBothPaths)
      H.add(4, move(P));
    H.edges(3, {5});
    H.edges(4, {5});
    H.add(5, use(P));
    H.edges(5, {1});
    Aliases Names(H.B, H.B.Blocks);
    MoveState Moves(NoProgram, NoSummaries, H.B, H.B.Blocks, Names, false);
    ASSERT_TRUE(Moves.before(5));
    auto Hits = Moves.movesReaching(P, *Moves.before(5));
    ASSERT_EQ(Hits.size(), OnBothPaths ? 2u : 1u);
    for (const MoveHit &Hit : Hits)
      EXPECT_EQ(Hit.AlsoLive, !OnBothPaths);
  }
}

/// while (...) { use(p); move(p); }: the move meets the use in the next round.
TEST(MoveState, TheSecondIteration) {
  HandBuilt H(5);
  PlaceId P = H.root("p");
  H.edges(0, {3});
  H.edges(3, {4, 1});
  H.add(4, use(P));
  H.add(4, move(P));
  H.edges(4, {3});
  Aliases Names(H.B, H.B.Blocks);
  MoveState Moves(NoProgram, NoSummaries, H.B, H.B.Blocks, Names, false);
  ASSERT_TRUE(Moves.before(4));
  EXPECT_EQ(Moves.movesReaching(P, *Moves.before(4)).size(), 1u);
}

} // namespace
