// Each way in which a body can be broken is found; a body that is whole is not
// blamed.

#include "ir/Verify.h"

#include "ir/HandBuilt.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

/// A body that is well formed: one block that goes to the exit.
HandBuilt whole() {
  HandBuilt H;
  H.edges(0, {1});
  return H;
}

std::string breach(const HandBuilt &H) { return verify(H.Prog, H.B).value_or(""); }

TEST(Verify, AWholeBodyPasses) {
  HandBuilt H = whole();
  PlaceId P = H.root("p"), R = H.root("r", RootKind::Local, true);
  H.B.Calls.push_back({});
  Event Call = event(EventKind::Call);
  Call.From = CallId(0);
  H.add(0, event(EventKind::Init, P));
  H.add(0, event(EventKind::Borrow, P, R));
  H.add(0, event(EventKind::Move, P)); // into the callee: no second place
  H.add(0, Call);
  H.add(0, assume(H.condition(P, Comparison::Equal, 0)));
  H.add(0, event(EventKind::Return));
  EXPECT_EQ(breach(H), "");
}

TEST(Verify, EntryAndExitsMustBeThere) {
  EXPECT_NE(breach(HandBuilt(0)), "");
  EXPECT_NE(breach(HandBuilt(2)), "");
}

TEST(Verify, ExitsGoNowhere) {
  for (unsigned Exit : {1u, 2u}) {
    HandBuilt H = whole();
    H.edges(Exit, {0});
    EXPECT_NE(breach(H), "") << Exit;
  }
}

TEST(Verify, EdgesLeadToBlocks) {
  HandBuilt Beyond = whole(), Nowhere = whole();
  Beyond.edges(0, {3});
  EXPECT_NE(breach(Beyond), "");
  Nowhere.B.Blocks[0].Successors.push_back({BlockId(), EdgeKind::Normal});
  EXPECT_NE(breach(Nowhere), "");
}

TEST(Verify, EventsHaveTheirPlace) {
  for (EventKind Kind : {EventKind::Init, EventKind::Move, EventKind::Use, EventKind::Drop, EventKind::StorageDead,
                         EventKind::Acquire, EventKind::Release, EventKind::Spawn, EventKind::Join, EventKind::Detach,
                         EventKind::Invalidate, EventKind::Escape}) {
    HandBuilt None = whole(), Foreign = whole(), Good = whole();
    None.add(0, event(Kind));
    EXPECT_NE(breach(None), "") << unsigned(Kind);
    Foreign.add(0, event(Kind, PlaceId(7)));
    EXPECT_NE(breach(Foreign), "") << unsigned(Kind);
    Good.add(0, event(Kind, Good.root("p")));
    EXPECT_EQ(breach(Good), "") << unsigned(Kind);
  }
}

TEST(Verify, BorrowAndFlowHaveTwoPlaces) {
  for (EventKind Kind : {EventKind::Borrow, EventKind::Flow}) {
    HandBuilt First = whole(), Second = whole(), Foreign = whole();
    First.add(0, event(Kind, PlaceId(), First.root("r")));
    EXPECT_NE(breach(First), "") << unsigned(Kind);
    Second.add(0, event(Kind, Second.root("p")));
    EXPECT_NE(breach(Second), "") << unsigned(Kind);
    Foreign.add(0, event(Kind, Foreign.root("p"), PlaceId(7)));
    EXPECT_NE(breach(Foreign), "") << unsigned(Kind);
  }
}

TEST(Verify, CallsAreInTheTable) {
  HandBuilt None = whole(), Beyond = whole();
  None.add(0, event(EventKind::Call));
  EXPECT_NE(breach(None), "");
  Event E = event(EventKind::Call);
  E.From = CallId(0);
  Beyond.add(0, E);
  EXPECT_NE(breach(Beyond), "");
}

TEST(Verify, AssumptionsAssumeSomething) {
  HandBuilt None = whole(), Beyond = whole();
  None.add(0, assume(ConditionId()));
  EXPECT_NE(breach(None), "");
  Beyond.add(0, assume(ConditionId(0)));
  EXPECT_NE(breach(Beyond), "");
}

TEST(Verify, TheMessageNamesFunctionAndBlock) {
  HandBuilt H = whole();
  H.B.Blocks.resize(4);
  H.add(3, event(EventKind::Init));
  EXPECT_NE(breach(H).find("f, block 3"), std::string::npos) << breach(H);
}

} // namespace
