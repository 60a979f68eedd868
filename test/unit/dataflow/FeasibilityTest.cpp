// What is known on a path: which conditions contradict each other, what an
// assignment and an increment make of them, and which causes cannot reach
// their use.

#include "dataflow/Feasibility.h"

#include "ir/HandBuilt.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

using enum Comparison;

TEST(Facts, EveryComparisonAgainstEveryOther) {
  // A slow twin: x is one of -3 .. 3, and both conditions hold for some x or not.
  auto Holds = [](int64_t X, Comparison Op, int64_t C) {
    switch (Op) {
    case Equal: return X == C;
    case NotEqual: return X != C;
    case Less: return X < C;
    case LessEqual: return X <= C;
    case Greater: return X > C;
    case GreaterEqual: return X >= C;
    }
    return false;
  };
  const Comparison All[] = {Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual};
  HandBuilt H;
  PlaceId X = H.root("x");
  for (Comparison A : All)
    for (Comparison B : All)
      for (int64_t C : {-1, 0, 1})
        for (int64_t D : {-1, 0, 1})
          for (bool Negated : {false, true}) {
            bool Possible = false;
            for (int64_t V = -3; V <= 3; ++V)
              Possible |= Holds(V, A, C) && Holds(V, B, D) != Negated;
            Facts F(H.B);
            ASSERT_TRUE(F.assume(H.condition(X, A, C), false));
            EXPECT_EQ(F.assume(H.condition(X, B, D), Negated), Possible)
                << "x " << unsigned(A) << " " << C << ", then x " << unsigned(B) << " " << D << (Negated ? " negated" : "");
          }
}

TEST(Facts, ConstantsMayStandOnTheLeft) {
  HandBuilt H;
  PlaceId X = H.root("x");
  Facts F(H.B);
  EXPECT_TRUE(F.assume(H.condition(H.constant(3), Less, H.value(X)), false)); // 3 < x
  Facts G = F;
  EXPECT_FALSE(F.assume(H.condition(X, LessEqual, 3), false));
  EXPECT_TRUE(G.assume(H.condition(X, Equal, 4), false));
}

TEST(Facts, TwoConstantsAreCompared) {
  HandBuilt H;
  Facts F(H.B);
  EXPECT_TRUE(F.assume(H.condition(H.constant(1), Less, H.constant(2)), false));
  EXPECT_FALSE(F.assume(H.condition(H.constant(1), Less, H.constant(2)), true));
  EXPECT_FALSE(F.assume(H.condition(H.constant(2), Equal, H.constant(1)), false));
  EXPECT_TRUE(F.assume(H.condition(H.constant(2), Equal, H.constant(1), 1), false)); // 2 == 1 + 1
}

TEST(Facts, TwoVariablesInEitherOrder) {
  HandBuilt H;
  PlaceId X = H.root("x"), Y = H.root("y");
  for (bool YFirst : {false, true}) {
    Facts F(H.B);
    EXPECT_TRUE(F.assume(H.condition(H.value(X), Less, H.value(Y)), false));
    ConditionId NotLess = YFirst ? H.condition(H.value(Y), LessEqual, H.value(X)) : H.condition(H.value(X), GreaterEqual, H.value(Y));
    EXPECT_FALSE(F.assume(NotLess, false));
  }
  Facts F(H.B);
  EXPECT_TRUE(F.assume(H.condition(H.value(Y), Equal, H.value(X), 1), false)); // y == x + 1
  Facts G = F;
  EXPECT_FALSE(F.assume(H.condition(H.value(X), GreaterEqual, H.value(Y)), false));
  EXPECT_TRUE(G.assume(H.condition(H.value(X), Less, H.value(Y)), false));
}

TEST(Facts, AssignmentReplacesWhatWasKnown) {
  HandBuilt H;
  PlaceId X = H.root("x"), Y = H.root("y");
  Facts F(H.B);
  F.assign(X, H.constant(1));
  Facts G = F;
  EXPECT_FALSE(G.assume(H.condition(X, Equal, 2), false));
  F.assign(X, H.constant(2));
  G = F;
  EXPECT_TRUE(G.assume(H.condition(X, Equal, 2), false));
  F.assign(X, TermId());
  EXPECT_TRUE(F.assume(H.condition(X, Equal, 7), false));
  // A value that is said in terms of the place itself tells nothing.
  Facts Own(H.B);
  Own.assign(X, H.value(X));
  EXPECT_TRUE(Own == Facts(H.B));
  Own.assign(X, H.value(Y));
  EXPECT_FALSE(Own.assume(H.condition(H.value(X), NotEqual, H.value(Y)), false));
}

TEST(Facts, ForgetDropsWhatMentionsThePlaceItsPartsOrItsWhole) {
  HandBuilt H;
  PlaceId X = H.root("x"), Y = H.root("y"), A = H.field(X, "a"), V = H.root("v");
  SymbolId Empty = H.Prog.Symbols.intern("empty", "empty");
  TermId Pure = H.B.Terms.pure(Empty, {H.value(X)}), AtY = H.value(H.elementAt(V, Y));
  auto StillKnown = [&](TermId T, PlaceId Forgotten) {
    Facts F(H.B);
    EXPECT_TRUE(F.assume(H.condition(T, Equal, H.constant(0)), false));
    F.forget(Forgotten);
    return !F.assume(H.condition(T, Equal, H.constant(1)), false);
  };
  EXPECT_FALSE(StillKnown(H.value(X), X));
  EXPECT_TRUE(StillKnown(H.value(X), Y));
  EXPECT_FALSE(StillKnown(H.value(A), X));
  EXPECT_FALSE(StillKnown(H.value(X), A));
  EXPECT_FALSE(StillKnown(Pure, X));
  EXPECT_FALSE(StillKnown(Pure, A));
  EXPECT_TRUE(StillKnown(Pure, Y));
  EXPECT_FALSE(StillKnown(AtY, Y)); // v[y], and y has changed
}

TEST(Facts, ShiftMovesBounds) {
  HandBuilt H;
  PlaceId I = H.root("i"), N = H.root("n");
  Facts F(H.B);
  F.assign(I, H.constant(0));
  F.shift(I, 1);
  Facts G = F;
  EXPECT_TRUE(F.assume(H.condition(I, Equal, 1), false));
  EXPECT_FALSE(G.assume(H.condition(I, Equal, 0), false));
  // The place on the other side of a difference moves the other way.
  for (PlaceId Changed : {I, N}) {
    Facts D(H.B);
    EXPECT_TRUE(D.assume(H.condition(H.value(I), Equal, H.value(N)), false));
    D.shift(Changed, 2);
    Facts E = D;
    Comparison After = Changed == I ? Greater : Less;
    EXPECT_TRUE(D.assume(H.condition(H.value(I), After, H.value(N)), false));
    EXPECT_FALSE(E.assume(H.condition(H.value(I), Equal, H.value(N)), false));
  }
  // What was excluded moves too.
  Facts Not(H.B);
  EXPECT_TRUE(Not.assume(H.condition(I, NotEqual, 4), false));
  Not.shift(I, -1);
  EXPECT_FALSE(Not.assume(H.condition(I, Equal, 3), false));
}

TEST(Facts, MeetKeepsWhatBothKnow) {
  HandBuilt H;
  PlaceId X = H.root("x"), Y = H.root("y");
  Facts F(H.B), G(H.B);
  F.assign(X, H.constant(1));
  F.assign(Y, H.constant(1));
  G.assign(X, H.constant(1));
  G.assign(Y, H.constant(2));
  F.meet(G);
  Facts ForY = F;
  EXPECT_FALSE(F.assume(H.condition(X, Equal, 2), false));
  EXPECT_TRUE(ForY.assume(H.condition(Y, Equal, 3), false));
}

/// Can a Move of `s` reach the Use of `s` in the last block?
struct Candidate : HandBuilt {
  explicit Candidate(unsigned Blocks) : HandBuilt(Blocks) {}
  PlaceId S = root("s");
  PathQuestion Q;

  void moveIn(unsigned Block) { Q.From = {Block, add(Block, event(EventKind::Move, S))}; }
  void useIn(unsigned Block) { Q.To = {Block, add(Block, use(S))}; }
  bool feasible() {
    Q.Ends = [this](const Event &E) { return E.Kind == EventKind::Init && E.Place == S; };
    return isFeasible(B, B.Blocks, Q);
  }
};

/// if (first) move(s); [between]; if (second) use(s);
bool twoIfs(ConditionId (*First)(HandBuilt &, PlaceId), bool SecondNegated, ConditionId (*Second)(HandBuilt &, PlaceId),
            void (*Between)(HandBuilt &, PlaceId, unsigned) = nullptr) {
  Candidate C(8);
  PlaceId X = C.root("x");
  ConditionId A = First(C, X), B = Second(C, X);
  C.edges(0, {3, 4});
  C.add(3, assume(A));
  C.moveIn(3);
  C.add(4, assume(A, true));
  C.edges(3, {5});
  C.edges(4, {5});
  if (Between)
    Between(C, X, 5);
  C.edges(5, {6, 7});
  C.add(6, assume(B, SecondNegated));
  C.useIn(6);
  C.add(7, assume(B, !SecondNegated));
  C.edges(6, {1});
  C.edges(7, {1});
  return C.feasible();
}

ConditionId isSet(HandBuilt &H, PlaceId X) { return H.condition(X, NotEqual, 0); }
template <int V> ConditionId is(HandBuilt &H, PlaceId X) { return H.condition(X, Equal, V); }

TEST(Feasibility, TheSameConditionTwice) {
  EXPECT_TRUE(twoIfs(isSet, false, isSet));
  EXPECT_FALSE(twoIfs(isSet, true, isSet));
}

TEST(Feasibility, DifferentConstantsOfOneVariable) {
  EXPECT_TRUE(twoIfs(is<1>, false, is<1>));
  EXPECT_FALSE(twoIfs(is<1>, false, is<3>));
}

TEST(Feasibility, AConditionThatChangedInBetweenProvesNothing) {
  EXPECT_TRUE(twoIfs(isSet, true, isSet, [](HandBuilt &H, PlaceId X, unsigned Block) { H.add(Block, event(EventKind::Init, X)); }));
  EXPECT_TRUE(twoIfs(isSet, true, isSet, [](HandBuilt &H, PlaceId X, unsigned Block) { H.add(Block, use(X, UseKind::Write)); }));
  EXPECT_TRUE(twoIfs(isSet, true, isSet, [](HandBuilt &H, PlaceId X, unsigned Block) { H.add(Block, use(X, UseKind::CallOn)); }));
  EXPECT_FALSE(twoIfs(isSet, true, isSet, [](HandBuilt &H, PlaceId X, unsigned Block) { H.add(Block, use(X)); }));
}

TEST(Feasibility, ADropFlag) {
  // bool gone = false; if (...) { move(s); gone = <value>; } if (!gone) use(s);
  for (int Value : {0, 1}) {
    Candidate C(8);
    PlaceId Gone = C.root("gone");
    ConditionId IsGone = C.condition(Gone, NotEqual, 0);
    C.add(0, event(EventKind::Init, Gone, {}, C.constant(0)));
    C.edges(0, {3, 4});
    C.moveIn(3);
    C.add(3, event(EventKind::Init, Gone, {}, C.constant(Value)));
    C.edges(3, {5});
    C.edges(4, {5});
    C.edges(5, {6, 7});
    C.add(6, assume(IsGone, true));
    C.useIn(6);
    C.add(7, assume(IsGone));
    C.edges(6, {1});
    C.edges(7, {1});
    EXPECT_EQ(C.feasible(), Value == 0) << Value;
  }
}

TEST(Feasibility, WhatIsKnownBeforeTheCauseCounts) {
  // if (x) { move(s); if (!x) use(s); }
  Candidate C(5);
  ConditionId IsSet = isSet(C, C.root("x"));
  C.edges(0, {3, 1});
  C.add(3, assume(IsSet));
  C.moveIn(3);
  C.edges(3, {4, 1});
  C.add(4, assume(IsSet, true));
  C.useIn(4);
  C.edges(4, {1});
  EXPECT_FALSE(C.feasible());
}

/// for (i = 0; i < n; ++i) { use(s); if (i == n - Before) move(s); }
bool lastIteration(int64_t Before) {
  Candidate C(7);
  PlaceId I = C.root("i"), N = C.root("n");
  ConditionId Inside = C.condition(C.value(I), Less, C.value(N));
  ConditionId Last = C.condition(C.value(I), Equal, C.value(N), -Before);
  C.add(0, event(EventKind::Init, I, {}, C.constant(0)));
  C.edges(0, {3});
  C.edges(3, {4, 1});
  C.add(4, assume(Inside));
  C.useIn(4);
  C.edges(4, {5, 6});
  C.add(5, assume(Last));
  C.moveIn(5);
  C.edges(5, {6});
  C.add(6, use(I, UseKind::Write, C.constant(1)));
  C.edges(6, {3});
  return C.feasible();
}

TEST(Feasibility, AMoveInTheLastIterationIsNotFollowedByAnother) {
  EXPECT_FALSE(lastIteration(1)); // i == n - 1, ++i, i < n
  EXPECT_TRUE(lastIteration(2));
}

TEST(Feasibility, ARefillEndsThePath) {
  for (bool Refilled : {false, true}) {
    Candidate C(4);
    C.moveIn(0);
    if (Refilled)
      C.add(0, event(EventKind::Init, C.S));
    C.edges(0, {3});
    C.useIn(3);
    C.edges(3, {1});
    EXPECT_EQ(C.feasible(), !Refilled);
  }
}

TEST(Feasibility, WhatHoldsAtTheCauseIsAssumed) {
  for (bool UsedWhereTrue : {false, true}) {
    Candidate C(4);
    PlaceId Ok = C.root("ok");
    C.moveIn(0);
    C.Q.Holds = isSet(C, Ok);
    C.edges(0, {3, 1});
    C.add(3, assume(isSet(C, Ok), !UsedWhereTrue));
    C.useIn(3);
    EXPECT_EQ(C.feasible(), UsedWhereTrue);
  }
}

TEST(Feasibility, PathsThatTestTheResultDoNotCount) {
  // r = insert(move(s)); [flag = r]; if (flag) use(s);
  for (bool Tested : {false, true}) {
    Candidate C(4);
    PlaceId R = C.root("r"), Other = C.root("other"), Flag = C.root("flag");
    C.moveIn(0);
    C.Q.Untested = {R};
    C.add(0, event(EventKind::Init, Flag, {}, C.value(Tested ? R : Other)));
    C.edges(0, {3, 1});
    C.add(3, assume(isSet(C, Flag)));
    C.useIn(3);
    EXPECT_EQ(C.feasible(), !Tested);
  }
}

TEST(Feasibility, TwoWaysToOnePointOfWhichOneIsTested) {
  // r = insert(move(s)); if (c) flag = r; else flag = other; if (flag) use(s);
  for (bool TestedFirst : {false, true}) {
    Candidate C(7);
    PlaceId R = C.root("r"), Other = C.root("other"), Flag = C.root("flag");
    C.moveIn(0);
    C.Q.Untested = {R};
    C.edges(0, {3, 4});
    C.add(3, event(EventKind::Flow, TestedFirst ? R : Other, Flag));
    C.add(4, event(EventKind::Flow, TestedFirst ? Other : R, Flag));
    C.edges(3, {5});
    C.edges(4, {5});
    C.edges(5, {6, 1});
    C.add(6, assume(isSet(C, Flag)));
    C.useIn(6);
    EXPECT_TRUE(C.feasible()) << TestedFirst;
  }
}

TEST(Feasibility, NoPathAtAll) {
  Candidate C(5);
  C.edges(0, {3, 4});
  C.moveIn(3);
  C.useIn(4);
  C.edges(3, {1});
  C.edges(4, {1});
  EXPECT_FALSE(C.feasible());
}

} // namespace
