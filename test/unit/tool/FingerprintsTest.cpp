// A fingerprint stays when its line moves or is formatted anew; another text,
// function, subject, rule or file has another, and so has the second of two.

#include "tool/Fingerprints.h"

#include "Files.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

class FingerprintsTest : public ::testing::Test {
protected:
  /// The fingerprints of findings in the lines of `Text`, each of one run.
  std::vector<std::string> of(llvm::StringRef Text,
                              std::vector<unsigned> Lines) {
    const std::string File = Folder.write("a.cpp", Text);
    UnitList List;
    List.Units.push_back({File, Folder.path(), {}, "", {}, false});
    Inside Scope(List, Folder.path());
    SourceLines Sources;
    Fingerprints Names(Scope, Sources);
    std::vector<std::string> Out;
    for (unsigned Line : Lines) {
      Location At;
      At.File = File;
      At.Line = At.EndLine = Line;
      Finding F = findingAt(At);
      F.Subject = Subject;
      Out.push_back(Names.next(F));
    }
    return Out;
  }

  TestFolder Folder;
  std::string Subject = "s";
};

TEST_F(FingerprintsTest, StaysWhereOnlyBlanksDiffer) {
  const auto Before = of("use(s, 1);\n", {1});
  EXPECT_EQ(Before, of("\n\n\tuse( s,1 );  \r\n", {3}));
  EXPECT_EQ(Before[0].size(), 16u);
}

TEST_F(FingerprintsTest, DiffersWithTheTextAndTheSubject) {
  const auto Before = of("use(s, 1);\n", {1});
  EXPECT_NE(Before, of("use(s, 2);\n", {1}));
  Subject = "t";
  EXPECT_NE(Before, of("use(s, 1);\n", {1}));
}

TEST_F(FingerprintsTest, TheSecondOfTwoIsNew) {
  const auto Both = of("use(s);\nuse(s);\n", {1, 2});
  EXPECT_NE(Both[0], Both[1]);
  EXPECT_EQ(Both[0], of("use(s);\n", {1})[0]);
}

} // namespace
