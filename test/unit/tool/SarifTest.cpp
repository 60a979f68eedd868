// With a home page, rules and tool have links; and one fix of several edits
// has them together, by file.

#include "tool/output/Formats.h"

#include "Files.h"

#include "llvm/Support/JSON.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

constexpr const char Text[] = "one two\nthree\nfour\n";
constexpr RuleInfo Rules[] = {{"use-after-move", "a summary"}};

class SarifTest : public ::testing::Test {
protected:
  SarifTest() {
    R.Base = Folder.path();
    R.Rules.assign(std::begin(Rules), std::end(Rules));
  }
  /// The only run of what is written.
  llvm::json::Object write() {
    std::string Written;
    llvm::raw_string_ostream Out(Written);
    writeSarif(R, Sources, Out);
    llvm::json::Value V = llvm::cantFail(llvm::json::parse(Written));
    return std::move(*(*V.getAsObject()->getArray("runs"))[0].getAsObject());
  }

  TestFolder Folder;
  std::string File = Folder.write("a.cpp", Text);
  SourceLines Sources;
  Report R;
};

TEST_F(SarifTest, LinksWhereThereIsAHomePage) {
  R.HomePage = "https://example.org/holdfast";
  const llvm::json::Object Run = write();
  const llvm::json::Object &Driver =
      *Run.getObject("tool")->getObject("driver");
  EXPECT_EQ(Driver.getString("informationUri"), R.HomePage);
  EXPECT_EQ((*Driver.getArray("rules"))[0].getAsObject()->getString("helpUri"),
            "https://example.org/holdfast/docs/rules/use-after-move.md");
}

TEST_F(SarifTest, ARuleWithoutAPageHasItsSummary) {
  const llvm::json::Object Run = write();
  const llvm::json::Object &Rule =
      *(*Run.getObject("tool")->getObject("driver")->getArray("rules"))[0]
           .getAsObject();
  EXPECT_EQ(Rule.getObject("help")->getString("text"), "a summary");
  EXPECT_EQ(Rule.getObject("fullDescription")->getString("text"), "a summary");
  EXPECT_FALSE(Rule.getString("helpUri"));
}

TEST_F(SarifTest, EditsOfAFileAreTogether) {
  const std::string Other = Folder.write("b.cpp", Text);
  Finding F = findingAt(placeOf(File, Text, "two"));
  F.Fixes.push_back({"mend",
                     FixGrade::Safe,
                     {{placeOf(File, Text, "two"), "2"},
                      {placeOf(Other, Text, "one"), "1"},
                      {placeOf(File, Text, "four"), "4"}}});
  R.Findings.push_back(F);
  R.Fingerprints.push_back("0");
  const llvm::json::Object Run = write();
  const llvm::json::Object &Result =
      *(*Run.getArray("results"))[0].getAsObject();
  const llvm::json::Array &Changes =
      *(*Result.getArray("fixes"))[0].getAsObject()->getArray(
          "artifactChanges");
  ASSERT_EQ(Changes.size(), 2u);
  EXPECT_EQ(Changes[0].getAsObject()->getArray("replacements")->size(), 2u);
  EXPECT_EQ(Changes[1].getAsObject()->getArray("replacements")->size(), 1u);
}

} // namespace
