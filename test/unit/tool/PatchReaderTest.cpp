// A patch tells its files and the lines of their new versions that it touches,
// however it is written; what is no patch is an error with its line.

#include "tool/PatchReader.h"

#include "gtest/gtest.h"

#include <map>
#include <set>

using namespace holdfast;

namespace {

using Lines = std::set<unsigned>;

std::map<std::string, Lines> read(llvm::StringRef Patch) {
  std::map<std::string, Lines> Out;
  Lines *Current = nullptr;
  llvm::Error Failed = readPatch(
      Patch, [&](llvm::StringRef Name) { Current = &Out[Name.str()]; },
      [&](unsigned Line) { Current->insert(Line); });
  EXPECT_EQ(llvm::toString(std::move(Failed)), "");
  return Out;
}

std::string wrong(llvm::StringRef Patch) {
  return llvm::toString(
      readPatch(Patch, [](llvm::StringRef) {}, [](unsigned) {}));
}

TEST(PatchReaderTest, AddedAndChangedLines) {
  const auto Got = read("--- a/x\n+++ b/x\n@@ -1,4 +1,5 @@ f()\n one\n-two\n"
                        "+2\n three\n+3.5\n four\n");
  EXPECT_EQ(Got.at("b/x"), (Lines{2, 4}));
}

TEST(PatchReaderTest, BothSidesOfWhatWasOnlyRemoved) {
  EXPECT_EQ(read("--- a/x\n+++ b/x\n@@ -6,4 +6,2 @@\n six\n-7\n-8\n nine\n")
                .at("b/x"),
            (Lines{6, 7}));
  // git's form without context, and the beginning of a file.
  EXPECT_EQ(read("--- a/x\n+++ b/x\n@@ -7,2 +6,0 @@\n-7\n-8\n").at("b/x"),
            (Lines{6, 7}));
  EXPECT_EQ(read("--- a/x\n+++ b/x\n@@ -1 +0,0 @@\n-1\n").at("b/x"),
            (Lines{1}));
}

TEST(PatchReaderTest, CodeThatLooksLikeHeaders) {
  const auto Got = read("--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- y\n+++ y\n"
                        " @@ -9 +9 @@\n");
  EXPECT_EQ(Got, (std::map<std::string, Lines>{{"b/x", {1}}}));
}

TEST(PatchReaderTest, NamesAsTheyAreWritten) {
  const auto Got = read("+++ \"b/gr\\303\\266\\303\\237e "
                        "\\\"\\\\\\n\\t.cpp\"\n@@ -1 +1 @@\n-a\n+b\n"
                        "+++ b/with blank\t2026-01-01\n@@ -1 +1 @@\n-a\n+b\n"
                        "+++ b/windows.cpp\r\n@@ -1 +1 @@\r\n-a\r\n+b\r\n");
  EXPECT_EQ(Got, (std::map<std::string, Lines>{{"b/größe \"\\\n\t.cpp", {1}},
                                               {"b/with blank", {1}},
                                               {"b/windows.cpp", {1}}}));
}

TEST(PatchReaderTest, WhatHasNoLines) {
  EXPECT_TRUE(read("").empty());
  EXPECT_TRUE(read("diff --git a/x b/y\nsimilarity index 100%\nrename from x\n"
                   "rename to y\n")
                  .empty());
  EXPECT_TRUE(
      read("--- a/x\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n").empty());
  EXPECT_TRUE(
      read("diff --git a/x b/x\nBinary files a/x and b/x differ\n").empty());
}

TEST(PatchReaderTest, LastLineWithoutEnd) {
  EXPECT_EQ(
      read("+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n"
           "\\ No newline at end of file\n+++ b/y\n@@ -0,0 +1,2 @@\n+a\n+b")
          .at("b/y"),
      (Lines{1, 2}));
}

TEST(PatchReaderTest, WhatIsNoPatch) {
  EXPECT_EQ(wrong("no patch at all\n"), "no unified diff");
  EXPECT_EQ(wrong("+++ b/x\n@@ -1 +1,2 @@\n-a\n+b\n"),
            "line 4 of the patch is the last one, in the middle of a hunk");
  EXPECT_EQ(wrong("+++ b/x\n@@ -1 +1 @@\n-a\n-b\n"),
            "line 4 of the patch is not part of the hunk that it is in");
  EXPECT_EQ(wrong("+++ b/x\n@@ -x +1 @@\n"),
            "line 2 of the patch is no head of a hunk");
  EXPECT_EQ(wrong("diff --git a/x b/x\n@@ -1 +1 @@\n"),
            "line 2 of the patch begins a hunk without a file");
  EXPECT_EQ(wrong("+++ b/x\n@@@ -1 -1 +1 @@@\n"),
            "line 2 of the patch is of a combined diff, which has no single "
            "old version");
}

} // namespace
