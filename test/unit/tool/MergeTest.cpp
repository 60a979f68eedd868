// A report does not depend on which unit found a thing: equal findings appear
// once, in the order of files and lines, with fingerprints that stay.

#include "tool/Merge.h"

#include "Files.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

class MergeTest : public ::testing::Test {
protected:
  MergeTest() {
    Units.Units.resize(2);
    Units.Units[0].File = Folder.write("a.cpp", "first\nuse(s);\n");
    Units.Units[1].File = Folder.write("b.cpp", "use(s);\nuse(s);\n");
    Header = Folder.write("h.h", "inline\nuse(s);\n");
  }

  Report merge(std::vector<Finding> OfFirst, std::vector<Finding> OfSecond) {
    Inside Scope(Units, Folder.path());
    SettingsTable Table(Asked, Scope);
    llvm::Expected<const Settings *> How = Table.forFolder(Folder.path());
    EXPECT_TRUE(bool(How));
    CheckedUnit Checked[] = {{&Units.Units[0], *How, {}},
                             {&Units.Units[1], *How, {}}};
    Checked[0].Outcome.Result.Findings = std::move(OfFirst);
    Checked[1].Outcome.Result.Findings = std::move(OfSecond);
    Checked[0].Outcome.Result.Stats.Lines = {{Header, 10}, {"/a", 1}};
    Checked[1].Outcome.Result.Stats.Lines = {{Header, 10}};
    SourceLines Sources;
    Report R;
    Fingerprints Names(Scope, Sources);
    Suppressions Hidden(Sources);
    mergeUnits(Checked, Names, Hidden, R);
    return R;
  }
  Finding at(const std::string &File, unsigned Line) {
    Location L;
    L.File = File;
    L.Line = L.EndLine = Line;
    L.Column = 1;
    L.EndColumn = 2;
    return findingAt(L);
  }

  TestFolder Folder;
  UnitList Units;
  std::string Header;
  Options Asked;
};

TEST_F(MergeTest, OnceAndInOrder) {
  Finding InHeader = at(Header, 2);
  Finding OtherInstance = InHeader;
  OtherInstance.Instantiation = "f<int>";
  Report R =
      merge({OtherInstance, at(Units.Units[0].File, 2)},
            {at(Units.Units[1].File, 2), InHeader, at(Units.Units[1].File, 1)});
  ASSERT_EQ(R.Findings.size(), 4u);
  EXPECT_EQ(R.Findings[0].Where.File, Units.Units[0].File);
  EXPECT_EQ(R.Findings[1].Where.Line, 1u);
  EXPECT_EQ(R.Findings[2].Where.Line, 2u);
  EXPECT_EQ(R.Findings[3].Where.File, Header);
  EXPECT_EQ(R.Fingerprints.size(), 4u);
  EXPECT_EQ(R.Stats.Lines, 11u);
  EXPECT_EQ(R.Stats.Files, 2u);
}

TEST_F(MergeTest, TheOrderOfUnitsDoesNotMatter) {
  Finding One = at(Header, 2);
  Finding Two = One;
  Two.Instantiation = "f<long>";
  EXPECT_EQ(merge({One}, {Two}).Findings, merge({Two}, {One}).Findings);
}

TEST_F(MergeTest, EqualLinesHaveFingerprintsOfTheirOwn) {
  Report R =
      merge({}, {at(Units.Units[1].File, 1), at(Units.Units[1].File, 2)});
  ASSERT_EQ(R.Fingerprints.size(), 2u);
  EXPECT_NE(R.Fingerprints[0], R.Fingerprints[1]);
}

TEST_F(MergeTest, AHeaderThatWasAskedForIsAllThatIsShown) {
  Units.Units[0].OnlyIn = {Header};
  Report R = merge({at(Header, 2), at(Units.Units[0].File, 2)}, {});
  ASSERT_EQ(R.Findings.size(), 1u);
  EXPECT_EQ(R.Findings[0].Where.File, Header);
}

TEST_F(MergeTest, FilesOutsideAreNotShown) {
  EXPECT_TRUE(merge({at("/elsewhere/x.h", 1)}, {}).Findings.empty());
}

} // namespace
