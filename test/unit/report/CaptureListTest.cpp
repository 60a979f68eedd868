// What a capture list becomes: the entry changes, and no other character; two
// edits of one list do not meet.

#include "report/CaptureList.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

/// `Text` after the edit, which is checked against its lines and columns.
std::string after(llvm::StringRef Text, const std::optional<Edit> &E) {
  if (!E)
    return "none";
  auto OffsetOf = [&](unsigned Line, unsigned Column) {
    size_t At = 0;
    for (unsigned L = 7; L < Line; ++L)
      At = Text.find('\n', At) + 1;
    return At + Column - (Line == 7 ? 5 : 1);
  };
  EXPECT_EQ(OffsetOf(E->Where.Line, E->Where.Column), E->Where.Offset - 100);
  EXPECT_EQ(OffsetOf(E->Where.EndLine, E->Where.EndColumn), E->Where.EndOffset - 100);
  return Text.take_front(E->Where.Offset - 100).str() + E->Replacement + Text.drop_front(E->Where.EndOffset - 100).str();
}

/// The list at line 7, column 5, offset 100.
Location at(llvm::StringRef Text) {
  return {"f.cpp", 7, 5, 7, 5 + unsigned(Text.size()), 100, 100 + unsigned(Text.size())};
}
std::string replaced(llvm::StringRef Text, llvm::StringRef Old, llvm::StringRef New) {
  return after(Text, replaceCapture(Text, at(Text), Old, New));
}
std::string added(llvm::StringRef Text, llvm::StringRef New) { return after(Text, addCapture(Text, at(Text), New)); }

TEST(CaptureList, AReferenceBecomesACopy) {
  EXPECT_EQ(replaced("[&x]", "&x", "x"), "[x]");
  EXPECT_EQ(replaced("[ & x ]", "&x", "x"), "[  x ]");
  EXPECT_EQ(replaced("[&a, &x, b]", "&x", "x"), "[&a, x, b]");
  EXPECT_EQ(replaced("[&xx, &x]", "&x", "x"), "[&xx, x]");
  EXPECT_EQ(replaced("[a,\n  &x,\n  b]", "&x", "x"), "[a,\n  x,\n  b]");
}

TEST(CaptureList, WhatTheDefaultSaysIsNotSaidAgain) {
  EXPECT_EQ(replaced("[=, &x]", "&x", "x"), "[=]");
  EXPECT_EQ(replaced("[=, &x, &y]", "&x", "x"), "[=, &y]");
  EXPECT_EQ(replaced("[=, &x]", "&x", "x = std::move(x)"), "[=, x = std::move(x)]");
}

TEST(CaptureList, AMoveAndACopyOfTheObject) {
  EXPECT_EQ(replaced("[&x]", "&x", "x = std::move(x)"), "[x = std::move(x)]");
  EXPECT_EQ(replaced("[this]", "this", "*this"), "[*this]");
  EXPECT_EQ(replaced("[&, this]", "this", "*this"), "[&, *this]");
}

TEST(CaptureList, CommasInsideOfAnEntryDoNotEndIt) {
  EXPECT_EQ(replaced("[y = f(a, &x), &x]", "&x", "x"), "[y = f(a, &x), x]");
}

TEST(CaptureList, AnEntryIsAdded) {
  EXPECT_EQ(added("[&]", "i"), "[&, i]");
  EXPECT_EQ(added("[=]", "*this"), "[=, *this]");
  EXPECT_EQ(added("[]", "i"), "[i]");
}

TEST(CaptureList, NoAnswerWhereTheTextSaysMore) {
  EXPECT_EQ(replaced("[&y]", "&x", "x"), "none");
  EXPECT_EQ(replaced("[&x /* the name */]", "&x", "x"), "none");
  EXPECT_EQ(replaced("CAPTURES", "&x", "x"), "none");
}

TEST(CaptureList, EditsOfTwoEntriesDoNotMeet) {
  llvm::StringRef Text = "[&a, &b]";
  std::optional<Edit> A = replaceCapture(Text, at(Text), "&a", "a"), B = replaceCapture(Text, at(Text), "&b", "b");
  ASSERT_TRUE(A && B);
  EXPECT_LT(A->Where.EndOffset, B->Where.Offset);
}

} // namespace
