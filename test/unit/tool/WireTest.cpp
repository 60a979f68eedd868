// Every field of a unit's outcome survives the way between two processes.

#include "tool/Wire.h"

#include "Files.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

Location somewhere(unsigned N) {
  Location L;
  L.File = "/folder/file " + std::to_string(N) + ".cpp";
  L.Line = N;
  L.Column = N + 1;
  L.EndLine = N + 2;
  L.EndColumn = N + 3;
  L.Offset = N + 4;
  L.EndOffset = N + 5;
  return L;
}

TEST(Wire, CarriesEverything) {
  UnitOutcome Out;
  Finding F = findingAt(somewhere(1));
  F.Level = Severity::Warning;
  F.Labels = {{somewhere(2), "a label"}};
  F.Notes = {{somewhere(3), "moved \"here\"\n"}, {somewhere(4), "\xC3\xA9"}};
  F.Help = "copy it";
  F.Fixes = {{"do so", FixGrade::Placeholder, {{somewhere(5), ""}}}};
  F.Instantiation = "f<int>";
  Out.Result.Findings = {F, findingAt(somewhere(6))};
  Out.Result.NotLookedAt = {{"g()", somewhere(7), "an odd statement"}};
  Out.Result.Summary = "{\"names\":[]}";
  Out.Result.Dump = "bb0:\n  return\n";
  Out.Result.InternalFailure = "a broken body";
  Out.Result.Stats.FunctionsChecked = 11;
  Out.Result.Stats.FunctionsSkipped = 12;
  Out.Result.Stats.TemplatesUninstantiated = 13;
  Out.Result.Stats.Lines = {{"/a.cpp", 14}, {"/b.h", 15}};
  Out.Result.Stats.Seconds = {{"lower", 0.25}, {"analyze", 0.5}};
  Out.Failure = "why";
  Out.UnknownFlags = {"-fno-such", "-fnor-such"};
  Out.HadPlugins = true;
  Out.IsEmpty = true;
  Out.Seconds = 1.5;

  std::optional<UnitOutcome> In = readOutcome(writeOutcome(Out));
  ASSERT_TRUE(In);
  EXPECT_EQ(In->Result.Findings, Out.Result.Findings);
  EXPECT_EQ(In->Result.NotLookedAt, Out.Result.NotLookedAt);
  EXPECT_EQ(In->Result.Summary, Out.Result.Summary);
  EXPECT_EQ(In->Result.Dump, Out.Result.Dump);
  EXPECT_EQ(In->Result.InternalFailure, Out.Result.InternalFailure);
  EXPECT_EQ(In->Result.Stats.FunctionsChecked, 11u);
  EXPECT_EQ(In->Result.Stats.FunctionsSkipped, 12u);
  EXPECT_EQ(In->Result.Stats.TemplatesUninstantiated, 13u);
  EXPECT_EQ(In->Result.Stats.Lines, Out.Result.Stats.Lines);
  EXPECT_EQ(In->Result.Stats.Seconds, Out.Result.Stats.Seconds);
  EXPECT_EQ(In->Failure, Out.Failure);
  EXPECT_EQ(In->UnknownFlags, Out.UnknownFlags);
  EXPECT_TRUE(In->HadPlugins);
  EXPECT_TRUE(In->IsEmpty);
  EXPECT_EQ(In->Seconds, 1.5);
}

TEST(Wire, WhatIsNotUtf8IsReplacedNotLost) {
  UnitOutcome Out;
  Out.Result.Findings = {findingAt(somewhere(1))};
  Out.Result.Findings[0].Message = "'\xFF' is used";
  std::optional<UnitOutcome> In = readOutcome(writeOutcome(Out));
  ASSERT_TRUE(In);
  ASSERT_EQ(In->Result.Findings.size(), 1u);
  EXPECT_EQ(In->Result.Findings[0].Message, "'\xEF\xBF\xBD' is used");
}

TEST(Wire, GarbageIsRefused) {
  EXPECT_FALSE(readOutcome(""));
  EXPECT_FALSE(readOutcome("{}"));
  EXPECT_FALSE(readOutcome("[1, 2"));
  std::string Half = writeOutcome(UnitOutcome());
  EXPECT_TRUE(readOutcome(Half));
  EXPECT_FALSE(readOutcome(llvm::StringRef(Half).drop_back(2)));
}

} // namespace
