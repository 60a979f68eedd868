// A fix of several edits is one suggestion that spans them; what a suggestion
// cannot say is none: edits of other files, and placeholders.

#include "tool/output/Formats.h"

#include "Files.h"

#include "llvm/Support/JSON.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

constexpr const char Text[] = "one two\nthree\nfour\n";

class RdjsonTest : public ::testing::Test {
protected:
  Edit edit(llvm::StringRef What, llvm::StringRef New) {
    return {placeOf(File, Text, What), New.str()};
  }
  /// The suggestions of a finding at "two" that `Mend` mends.
  llvm::json::Array suggestionsFor(Fix Mend) {
    Report R;
    R.Base = Folder.path();
    R.Findings.push_back(findingAt(placeOf(File, Text, "two")));
    R.Findings.back().Fixes.push_back(std::move(Mend));
    R.Fingerprints.push_back("0");
    SourceLines Sources;
    std::string Written;
    llvm::raw_string_ostream Out(Written);
    writeRdjson(R, Sources, Out);
    llvm::json::Value V = llvm::cantFail(llvm::json::parse(Written));
    llvm::json::Object &Diagnostic =
        *(*V.getAsObject()->getArray("diagnostics"))[0].getAsObject();
    if (llvm::json::Array *Found = Diagnostic.getArray("suggestions"))
      return std::move(*Found);
    return {};
  }

  TestFolder Folder;
  std::string File = Folder.write("a.cpp", Text);
};

TEST_F(RdjsonTest, EditsInAnyOrderAreOneRange) {
  const llvm::json::Array Found = suggestionsFor(
      {"mend", FixGrade::Likely, {edit("three", "3"), edit("two", "2")}});
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0], llvm::cantFail(llvm::json::parse(
                          R"({"range": {"start": {"line": 1, "column": 5},
                                        "end": {"line": 2, "column": 6}},
                              "text": "2\n3"})")));
}

TEST_F(RdjsonTest, APlaceholderIsNoSuggestion) {
  EXPECT_TRUE(
      suggestionsFor({"mend", FixGrade::Placeholder, {edit("two", "2")}})
          .empty());
}

TEST_F(RdjsonTest, AnEditOfAnotherFileIsNoSuggestion) {
  Edit Elsewhere = edit("three", "3");
  Elsewhere.Where.File = Folder.write("b.cpp", Text);
  EXPECT_TRUE(
      suggestionsFor({"mend", FixGrade::Safe, {edit("two", "2"), Elsewhere}})
          .empty());
}

TEST_F(RdjsonTest, EditsThatOverlapAreNoSuggestion) {
  EXPECT_TRUE(
      suggestionsFor(
          {"mend", FixGrade::Safe, {edit("one two", "1"), edit("two", "2")}})
          .empty());
}

} // namespace
