// A header's findings that several parts saw appear once, each with a
// fingerprint of its own that does not depend on the order of the parts.

#include "tool/MergeResults.h"

#include "Files.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

Finding atLine(unsigned Line) {
  Location L;
  L.File = "/h.h";
  L.Line = L.EndLine = Line;
  return findingAt(L);
}

/// A part with these lines, whose fingerprints are "A0", "A1" and so on, as
/// their texts are alike.
Report part(std::vector<unsigned> Lines) {
  Report R;
  for (unsigned Line : Lines) {
    R.Fingerprints.push_back("A" + std::to_string(R.Findings.size()));
    R.Findings.push_back(atLine(Line));
  }
  return R;
}

std::vector<std::string> merged(std::vector<Report> Parts) {
  Report Out;
  mergeReports(std::move(Parts), Out);
  EXPECT_EQ(Out.Findings.size(), Out.Fingerprints.size());
  return Out.Fingerprints;
}

TEST(MergeResultsTest, OnceWithTheFingerprintOfAll) {
  EXPECT_EQ(merged({part({5, 9}), part({9})}),
            (std::vector<std::string>{"A0", "A1"}));
  EXPECT_EQ(merged({part({9}), part({5, 9})}),
            (std::vector<std::string>{"A0", "A1"}));
  EXPECT_EQ(merged({part({5, 9}), part({5, 9})}),
            (std::vector<std::string>{"A0", "A1"}));
}

TEST(MergeResultsTest, NoTwoAreAlike) {
  const auto One = merged({part({5}), part({9})});
  const auto Other = merged({part({9}), part({5})});
  ASSERT_EQ(One.size(), 2u);
  EXPECT_EQ(One[0], "A0");
  EXPECT_NE(One[1], "A0");
  EXPECT_EQ(One[1].size(), 16u);
  EXPECT_EQ(One, Other);
}

TEST(MergeResultsTest, ASilencedOneStaysSo) {
  Report R;
  R.Silenced.push_back({atLine(5), "A0", "meant"});
  Report Out;
  mergeReports({part({9}), R, R}, Out);
  ASSERT_EQ(Out.Silenced.size(), 1u);
  EXPECT_EQ(Out.Silenced[0].Reason, "meant");
  ASSERT_EQ(Out.Findings.size(), 1u);
  EXPECT_EQ(Out.Stats.Suppressed, 1u);
}

} // namespace
