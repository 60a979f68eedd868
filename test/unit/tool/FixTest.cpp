// Safe fixes are applied whole or not at all, the first of two that overlap
// wins, others are never applied, and a dry run writes a patch and no file.

#include "tool/Fix.h"

#include "Files.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

constexpr const char Text[] = "one two\nthree\nfour\nfive\nsix\nseven\neight\n"
                              "nine\nten\neleven\ntwelve\n";

class FixTest : public ::testing::Test {
protected:
  void add(llvm::StringRef What, llvm::StringRef New,
           FixGrade Grade = FixGrade::Safe) {
    Finding F = findingAt(placeOf(File, Text, What));
    F.Fixes.push_back({"mend", Grade, {{F.Where, New.str()}}});
    R.Findings.push_back(F);
  }
  int run(FixMode Mode) {
    Asked.Fixing = Mode;
    llvm::raw_string_ostream Out(Patch);
    return applyFixes(R, Asked, Console(/*IsQuiet=*/true), Out);
  }

  TestFolder Folder;
  std::string File = Folder.write("a.cpp", Text);
  Report R;
  Options Asked;
  std::string Patch;
};

TEST_F(FixTest, AppliesSafeOnesOnly) {
  add("two", "2");
  add("three", "3", FixGrade::Likely);
  add("four", "4", FixGrade::Placeholder);
  add("twelve", "");
  EXPECT_EQ(run(FixMode::Apply), NothingToReport);
  EXPECT_EQ(
      TestFolder::read(File),
      "one 2\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\n\n");
  EXPECT_EQ(Patch, "");
}

TEST_F(FixTest, FirstOfTwoThatOverlapWins) {
  add("one two", "1 2");
  add("two", "zwei");
  EXPECT_EQ(run(FixMode::Apply), NothingToReport);
  EXPECT_TRUE(
      llvm::StringRef(TestFolder::read(File)).starts_with("1 2\nthree"));
}

TEST_F(FixTest, AFixThatOverlapsInPartIsLeftOutWhole) {
  add("two", "2");
  Finding F = findingAt(placeOf(File, Text, "one"));
  F.Fixes.push_back({"mend",
                     FixGrade::Safe,
                     {{placeOf(File, Text, "four"), "4"},
                      {placeOf(File, Text, "two"), "zwei"}}});
  R.Findings.push_back(F);
  EXPECT_EQ(run(FixMode::Apply), NothingToReport);
  EXPECT_TRUE(llvm::StringRef(TestFolder::read(File))
                  .starts_with("one 2\nthree\nfour\n"));
}

TEST_F(FixTest, DryRunWritesAPatchAndNoFile) {
  add("two", "2");
  add("three", "3\nthree and a half");
  add("twelve", "12");
  R.Base = Folder.path();
  EXPECT_EQ(run(FixMode::DryRun), NothingToReport);
  EXPECT_EQ(TestFolder::read(File), Text);
  EXPECT_EQ(Patch, "--- a/a.cpp\n"
                   "+++ b/a.cpp\n"
                   "@@ -1,5 +1,6 @@\n"
                   "-one two\n"
                   "+one 2\n"
                   "-three\n"
                   "+3\n"
                   "+three and a half\n"
                   " four\n"
                   " five\n"
                   " six\n"
                   "@@ -8,4 +9,4 @@\n"
                   " nine\n"
                   " ten\n"
                   " eleven\n"
                   "-twelve\n"
                   "+12\n");
}

TEST_F(FixTest, AFileThatCannotBeWrittenIsAnError) {
  add("two", "2");
  llvm::sys::fs::remove(File);
  EXPECT_EQ(run(FixMode::Apply), BadCommand);
}

} // namespace
