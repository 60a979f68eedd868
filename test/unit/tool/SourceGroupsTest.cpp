// Groups of sources say of each unit exactly what it reads, each file once
// among the groups, and nothing twice that one of them says already.

#include "tool/graph/SourceGroups.h"

#include "gtest/gtest.h"

#include <random>
#include <set>

using namespace holdfast;

namespace {

using Files = std::set<unsigned>;

void addFiles(const SourceGroups &G, unsigned Group, Files &Out) {
  Out.insert(G.All[Group].Files.begin(), G.All[Group].Files.end());
  for (unsigned Inner : G.All[Group].Groups)
    addFiles(G, Inner, Out);
}

Files filesOf(const SourceGroups &G, const std::vector<unsigned> &Groups) {
  Files Out;
  for (unsigned Group : Groups)
    addFiles(G, Group, Out);
  return Out;
}

void expectNoneWithinAnother(const SourceGroups &G,
                             const std::vector<unsigned> &Groups) {
  for (unsigned A : Groups)
    for (unsigned B : Groups) {
      const Files Larger = filesOf(G, {B});
      EXPECT_TRUE(A == B || !Larger.count(G.All[A].Files[0]));
    }
}

void expectExact(const std::vector<FileSet> &Units, unsigned Count) {
  const SourceGroups G = groupSources(Units, Count);
  ASSERT_EQ(G.OfUnit.size(), Units.size());
  for (size_t I = 0; I != Units.size(); ++I) {
    EXPECT_EQ(filesOf(G, G.OfUnit[I]), Files(Units[I].begin(), Units[I].end()));
    expectNoneWithinAnother(G, G.OfUnit[I]);
  }
  std::vector<unsigned> Times(Count);
  for (const SourceGroup &Each : G.All) {
    EXPECT_FALSE(Each.Files.empty());
    expectNoneWithinAnother(G, Each.Groups);
    for (unsigned File : Each.Files)
      EXPECT_EQ(++Times[File], 1u);
  }
}

TEST(SourceGroups, FilesThatAreReadTogetherAreOneGroup) {
  //                            a  x  y  z    b  x  y    c  z
  const SourceGroups G = groupSources({{0, 3, 4, 5}, {1, 3, 4}, {2, 5}}, 6);
  ASSERT_EQ(G.All.size(), 5u);
  EXPECT_EQ(G.All[3].Files, FileSet({3, 4}));
  EXPECT_EQ(G.All[0].Groups, std::vector<unsigned>({3, 4}));
  EXPECT_EQ(G.OfUnit[0], std::vector<unsigned>({0}));
}

TEST(SourceGroups, AUnitThatIsWithinAnotherIsAPartOfIt) {
  const SourceGroups G = groupSources({{0, 1, 2}, {1, 2}}, 3);
  ASSERT_EQ(G.All.size(), 2u);
  EXPECT_EQ(G.All[0].Groups, G.OfUnit[1]);
}

TEST(SourceGroups, NothingIsAddedAndNothingIsLost) {
  std::mt19937 R(1);
  for (unsigned Round = 0; Round != 300; ++Round) {
    const unsigned Count = 1 + unsigned(R() % 12);
    std::vector<FileSet> Units(1 + R() % 8);
    for (FileSet &Each : Units) {
      Files Some = {unsigned(R() % Count)};
      for (unsigned I = 0, End = unsigned(R() % 9); I != End; ++I)
        Some.insert(unsigned(R() % Count));
      Each.assign(Some.begin(), Some.end());
    }
    expectExact(Units, Count);
  }
}

} // namespace
