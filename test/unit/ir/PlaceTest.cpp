// How two paths lie to each other: equal, one inside the other, overlapping at
// an element, or disjoint; and what a change of prefix makes of them.

#include "ir/HandBuilt.h"

#include "gtest/gtest.h"

#include <set>

using namespace holdfast;

namespace {

/// `A` to `B` is `Expected`, and `B` to `A` its mirror.
void expectRelation(const HandBuilt &H, PlaceId A, PlaceId B, Relation Expected) {
  Relation Mirror = Expected == Relation::Inside     ? Relation::Contains
                    : Expected == Relation::Contains ? Relation::Inside
                                                     : Expected;
  EXPECT_EQ(H.B.Places.compare(A, B), Expected);
  EXPECT_EQ(H.B.Places.compare(B, A), Mirror);
}

TEST(Place, OnePathHasOneId) {
  HandBuilt H;
  PlaceId P = H.root("p"), Q = H.root("q"), I = H.root("i");
  EXPECT_EQ(H.field(P, "a"), H.field(P, "a"));
  EXPECT_EQ(H.elementAt(P, I), H.elementAt(P, I));
  EXPECT_NE(H.field(P, "a"), H.field(P, "b"));
  EXPECT_NE(H.field(P, "a"), H.field(Q, "a"));
  EXPECT_NE(H.element(P, 0), H.elementAt(P, I));
}

/// Past some number the parts are kept in another way.
TEST(Place, OnePathHasOneIdAmongManyParts) {
  HandBuilt H;
  PlaceId P = H.root("p"), Q = H.root("q");
  std::vector<PlaceId> Parts;
  for (unsigned I = 0; I < 100; ++I) {
    Parts.push_back(H.element(P, I));
    EXPECT_NE(H.element(Q, I), Parts.back());
    for (unsigned J = 0; J <= I; ++J)
      ASSERT_EQ(H.element(P, J), Parts[J]) << I;
  }
  EXPECT_EQ(std::set<PlaceId>(Parts.begin(), Parts.end()).size(), 100u);
}

TEST(Place, EqualInsideContains) {
  HandBuilt H;
  PlaceId P = H.root("p"), A = H.field(P, "a"), AB = H.field(A, "b");
  expectRelation(H, P, P, Relation::Equal);
  expectRelation(H, A, P, Relation::Inside);
  expectRelation(H, AB, P, Relation::Inside);
  expectRelation(H, A, AB, Relation::Contains);
}

TEST(Place, FieldsAreDisjoint) {
  HandBuilt H;
  PlaceId P = H.root("p"), Q = H.root("q");
  PlaceId A = H.field(P, "a"), B = H.field(P, "b");
  expectRelation(H, P, Q, Relation::Disjoint);
  expectRelation(H, A, B, Relation::Disjoint);
  expectRelation(H, H.field(A, "x"), B, Relation::Disjoint);
  expectRelation(H, A, H.field(Q, "a"), Relation::Disjoint);
}

TEST(Place, ElementsMayOverlapUnlessBothIndicesAreConstants) {
  HandBuilt H;
  PlaceId V = H.root("v"), I = H.root("i"), J = H.root("j");
  PlaceId Zero = H.element(V, 0), One = H.element(V, 1), Some = H.element(V, Projection::UnknownElement);
  PlaceId AtI = H.elementAt(V, I), AtJ = H.elementAt(V, J);
  expectRelation(H, Zero, One, Relation::Disjoint);
  expectRelation(H, Zero, Some, Relation::MayOverlap);
  expectRelation(H, AtI, AtJ, Relation::MayOverlap);
  expectRelation(H, AtI, Zero, Relation::MayOverlap);
  expectRelation(H, AtI, AtI, Relation::Equal);
  expectRelation(H, H.field(Zero, "a"), One, Relation::Disjoint);
  expectRelation(H, H.field(AtI, "a"), AtJ, Relation::MayOverlap);
}

TEST(Place, DifferentFieldsOfElementsThatMayBeOneAreNotEqual) {
  HandBuilt H;
  PlaceId V = H.root("v"), I = H.root("i"), J = H.root("j");
  PlaceId A = H.field(H.elementAt(V, I), "a"), B = H.field(H.elementAt(V, J), "b");
  EXPECT_NE(H.B.Places.compare(A, B), Relation::Equal);
  EXPECT_FALSE(H.B.Places.isWithin(A, B));
}

TEST(Place, IsWithinIsReflexiveAndFollowsPrefixes) {
  HandBuilt H;
  PlaceId P = H.root("p"), Q = H.root("q"), A = H.field(P, "a"), AB = H.field(A, "b");
  EXPECT_TRUE(H.B.Places.isWithin(P, P));
  EXPECT_TRUE(H.B.Places.isWithin(AB, P));
  EXPECT_TRUE(H.B.Places.isWithin(AB, A));
  EXPECT_FALSE(H.B.Places.isWithin(P, A));
  EXPECT_FALSE(H.B.Places.isWithin(A, Q));
  EXPECT_FALSE(H.B.Places.isWithin(H.field(P, "b"), A));
}

TEST(Place, PointersAndElementsLeaveTheObject) {
  HandBuilt H;
  PlaceId P = H.root("p"), A = H.field(P, "a");
  EXPECT_FALSE(H.B.Places.leavesObject(P, P));
  EXPECT_FALSE(H.B.Places.leavesObject(A, P));
  EXPECT_FALSE(H.B.Places.leavesObject(H.B.Places.project(A, {ProjectionKind::Payload, {}, 0, {}}), P));
  EXPECT_TRUE(H.B.Places.leavesObject(H.deref(A), P));
  EXPECT_TRUE(H.B.Places.leavesObject(H.field(H.deref(A), "b"), P));
  EXPECT_TRUE(H.B.Places.leavesObject(H.element(P, 0), P));
  // Only the steps from the outer place down count.
  EXPECT_FALSE(H.B.Places.leavesObject(H.field(H.deref(A), "b"), H.deref(A)));
}

TEST(Place, RebaseReplacesThePrefix) {
  HandBuilt H;
  PlaceId P = H.root("p"), Q = H.root("q"), A = H.field(P, "a");
  EXPECT_EQ(H.B.Places.rebase(P, P, Q), Q);
  EXPECT_EQ(H.B.Places.rebase(H.field(A, "b"), A, Q), H.field(Q, "b"));
  EXPECT_EQ(H.B.Places.rebase(H.field(A, "b"), P, Q), H.field(H.field(Q, "a"), "b"));
  // Into a place below what is replaced: `p` becomes `p.a`.
  EXPECT_EQ(H.B.Places.rebase(H.field(P, "b"), P, A), H.field(A, "b"));
}

TEST(Place, RootOfAndIndexedBy) {
  HandBuilt H;
  PlaceId V = H.root("v"), I = H.root("i"), J = H.root("j");
  PlaceId Deep = H.field(H.elementAt(V, I), "a");
  EXPECT_EQ(H.B.Places.rootOf(Deep), V);
  EXPECT_EQ(H.B.Places.rootOf(V), V);
  EXPECT_TRUE(H.B.Places.isIndexedBy(Deep, I));
  EXPECT_FALSE(H.B.Places.isIndexedBy(Deep, J));
  EXPECT_FALSE(H.B.Places.isIndexedBy(H.element(V, 0), I));
}

} // namespace
