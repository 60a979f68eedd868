// Marks stand below what they mark, whatever the line is made of, and each text
// can be traced to its mark.

#include "tool/output/Frame.h"

#include "gtest/gtest.h"

using namespace holdfast;
using llvm::StringRef;

namespace {

/// Lines of a file, and marks at the words in them.
class FrameTest : public ::testing::Test {
protected:
  void line(StringRef Text) { Lines.push_back(Text); }
  /// Marks the first `What` of line `Number`.
  Mark &mark(unsigned Number, StringRef What, StringRef Said = "") {
    const size_t At = Lines[Number - 1].find(What);
    EXPECT_NE(At, StringRef::npos) << What.str();
    return markAt(Number, unsigned(At) + 1, unsigned(At + What.size()) + 1,
                  Said);
  }
  Mark &markAt(unsigned Number, unsigned Column, unsigned EndColumn,
               StringRef Said = "") {
    Mark M;
    M.Where.Line = M.Where.EndLine = Number;
    M.Where.Column = Column;
    M.Where.EndColumn = EndColumn;
    M.Text = Said.str();
    Marks.push_back(M);
    return Marks.back();
  }
  std::string drawn(TextStyle Style = {}) const {
    std::string Out;
    llvm::raw_string_ostream Stream(Out);
    Stream.enable_colors(true);
    unsigned Largest = 0;
    for (const Mark &M : Marks)
      Largest = std::max(Largest, M.Where.Line);
    writeFrame(Marks, Lines, gutterFor(Largest), llvm::raw_ostream::RED, Style,
               Stream);
    return Out;
  }

  std::vector<StringRef> Lines;
  std::vector<Mark> Marks;
};

TEST_F(FrameTest, ThePrimaryMarkIsCaretAndTail) {
  line("int x = s.size();");
  mark(1, "s.size").IsPrimary = true;
  EXPECT_EQ(drawn(), "    1 | int x = s.size();\n"
                     "      |         ^~~~~~\n");
}

TEST_F(FrameTest, LinesAreInTheirOrderAndGapsAreDots) {
  line("a();");
  line("b();");
  line("c();");
  line("d();");
  line("e();");
  line("f();");
  mark(6, "f").IsPrimary = true;
  mark(1, "a", "first");
  mark(3, "c", "second");
  EXPECT_EQ(drawn(), "    1 | a();\n"
                     "      | ~ first\n"
                     "    2 | b();\n" // a gap of one line is shown
                     "    3 | c();\n"
                     "      | ~ second\n"
                     "  ...\n"
                     "    6 | f();\n"
                     "      | ^\n");
}

TEST_F(FrameTest, NeighboursHaveNoGap) {
  line("a();");
  line("b();");
  mark(1, "a", "first");
  mark(2, "b").IsPrimary = true;
  EXPECT_EQ(drawn(), "    1 | a();\n"
                     "      | ~ first\n"
                     "    2 | b();\n"
                     "      | ^\n");
}

TEST_F(FrameTest, TwoTextsOnOneLineHangOnBars) {
  line("f(one, two, three);");
  mark(1, "one", "borrowed");
  mark(1, "two", "moved");
  mark(1, "three", "used");
  EXPECT_EQ(drawn(), "    1 | f(one, two, three);\n"
                     "      |   ~~~  ~~~  ~~~~~ used\n"
                     "      |   |    |\n"
                     "      |   |    moved\n"
                     "      |   borrowed\n");
}

TEST_F(FrameTest, ATextDoesNotStandBehindTheMarkOfAnother) {
  line("send(std::move(s), s);");
  mark(1, "std::move(s)", "moved here");
  markAt(1, 20, 21).IsPrimary = true;
  EXPECT_EQ(drawn(), "    1 | send(std::move(s), s);\n"
                     "      |      ~~~~~~~~~~~~  ^\n"
                     "      |      |\n"
                     "      |      moved here\n");
}

TEST_F(FrameTest, APrimaryMarkDoesNotHideWhatItOverlaps) {
  line("go([&] { use(i); });");
  mark(1, "[&] { use(i); }").IsPrimary = true;
  mark(1, "i", "borrowed here");
  EXPECT_EQ(drawn(), "    1 | go([&] { use(i); });\n"
                     "      |    ^~~~~~~~~ ~ borrowed here\n");
}

TEST_F(FrameTest, ALabelOnThePrimaryPlaceStandsBehindIt) {
  line("work.push(s);");
  mark(1, "push").IsPrimary = true;
  mark(1, "push", "here");
  EXPECT_EQ(drawn(), "    1 | work.push(s);\n"
                     "      |      ^~~~ here\n");
}

TEST_F(FrameTest, TextsOfOnePlaceAreBelowEachOther) {
  line("f(x);");
  mark(1, "x", "first");
  mark(1, "x", "second");
  mark(1, "x", "third");
  EXPECT_EQ(drawn(), "    1 | f(x);\n"
                     "      |   ~ third\n"
                     "      |   |\n"
                     "      |   first\n"
                     "      |   second\n");
}

TEST_F(FrameTest, OverlappingLabelsBothHaveTheirText) {
  line("f(a.b.c);");
  mark(1, "a.b.c", "outer");
  mark(1, "b", "inner");
  EXPECT_EQ(drawn(), "    1 | f(a.b.c);\n"
                     "      |   ~ ~ inner\n"
                     "      |   |\n"
                     "      |   outer\n");
}

TEST_F(FrameTest, MarksThatTouchAreApart) {
  line("f(abcd);");
  markAt(1, 3, 5, "ab");
  markAt(1, 5, 7, "cd");
  EXPECT_EQ(drawn(), "    1 | f(abcd);\n"
                     "      |   ~ ~~ cd\n"
                     "      |   |\n"
                     "      |   ab\n");
}

TEST_F(FrameTest, TabsGoToTheirStops) {
  line("\tif (x)\ty();");
  mark(1, "y").IsPrimary = true;
  mark(1, "x", "tested");
  EXPECT_EQ(drawn(), "    1 |         if (x)  y();\n"
                     "      |             ~   ^\n"
                     "      |             |\n"
                     "      |             tested\n");
}

TEST_F(FrameTest, WideCharactersTakeTwoColumns) {
  line("f(\"中文\", x); // 😀 y");
  mark(1, "x").IsPrimary = true;
  mark(1, "y", "behind an emoji");
  EXPECT_EQ(drawn(), "    1 | f(\"中文\", x); // 😀 y\n"
                     "      |           ^         ~ behind an emoji\n");
}

TEST_F(FrameTest, AWideCharacterIsMarkedWhole) {
  line("f(变量);");
  mark(1, "变量").IsPrimary = true;
  EXPECT_EQ(drawn(), "    1 | f(变量);\n"
                     "      |   ^~~~\n");
}

TEST_F(FrameTest, CombiningCharactersTakeNone) {
  line("f(\"e\u0301e\u0301\", x);");
  mark(1, "x").IsPrimary = true;
  EXPECT_EQ(drawn(), "    1 | f(\"e\u0301e\u0301\", x);\n"
                     "      |         ^\n");
}

TEST_F(FrameTest, TheJoinerOfEmojiIsLeftOut) {
  line("f(\"👩\u200d👧\", x);");
  mark(1, "x").IsPrimary = true;
  EXPECT_EQ(drawn(), "    1 | f(\"👩👧\", x);\n"
                     "      |           ^\n");
}

TEST_F(FrameTest, WhatATerminalWouldObeyOrHideIsShownByNumber) {
  line("\x1b[31m \u202e \u200b \xff x");
  mark(1, "x").IsPrimary = true;
  EXPECT_EQ(drawn(), "    1 | <U+001B>[31m <U+202E> <U+200B> <FF> x\n"
                     "      |                                     ^\n");
}

TEST_F(FrameTest, AMarkPastTheEndIsBehindTheLine) {
  line("f()");
  line("");
  markAt(1, 40, 45, "a semicolon");
  markAt(2, 1, 1).IsPrimary = true;
  EXPECT_EQ(drawn(), "    1 | f()\n"
                     "      |    ~ a semicolon\n"
                     "    2 |\n"
                     "      | ^\n");
}

TEST_F(FrameTest, ARangeOfNoWidthHasAMark) {
  line("f(x)");
  markAt(1, 3, 3, "here");
  EXPECT_EQ(drawn(), "    1 | f(x)\n"
                     "      |   ~ here\n");
}

TEST_F(FrameTest, ARangeOfSeveralLinesIsMarkedInItsFirst) {
  line("go([&] {");
  line("  use(x);");
  line("});");
  Mark &M = markAt(1, 4, 2);
  M.IsPrimary = true;
  M.Where.EndLine = 3;
  EXPECT_EQ(drawn(), "    1 | go([&] {\n"
                     "      |    ^~~~~\n");
}

TEST_F(FrameTest, ALongLineIsCutAroundItsMark) {
  const std::string Text =
      std::string(500, 'a') + " moved " + std::string(500, 'b');
  line(Text);
  mark(1, "moved", "here").IsPrimary = true;
  TextStyle Style;
  Style.Width = 40;
  EXPECT_EQ(drawn(Style), "    1 | ...aaaaaaaaa moved bbbbbbbbbb...\n"
                          "      |              ^~~~~ here\n");
}

TEST_F(FrameTest, ALongLineKeepsItsEndsWhereTheMarksAre) {
  const std::string Text = "first" + std::string(500, 'x') + "last";
  line(Text);
  mark(1, "first").IsPrimary = true;
  TextStyle Style;
  Style.Width = 30;
  EXPECT_EQ(drawn(Style), "    1 | firstxxxxxxxxxxxxxx...\n"
                          "      | ^~~~~\n");
  Marks.clear();
  mark(1, "last").IsPrimary = true;
  EXPECT_EQ(drawn(Style), "    1 | ...xxxxxxxxxxxxxxxlast\n"
                          "      |                   ^~~~\n");
}

TEST_F(FrameTest, MarksThatAreTooFarApartShowTheLineTwice) {
  const std::string Text = "first(); " + std::string(500, ' ') + "last();";
  line(Text);
  mark(1, "first", "one");
  mark(1, "last", "two");
  TextStyle Style;
  Style.Width = 40;
  EXPECT_EQ(drawn(Style), "    1 | first();                     ...\n"
                          "      | ~~~~~ one\n"
                          "    1 | ...                      last();\n"
                          "      |                          ~~~~ two\n");
}

TEST_F(FrameTest, ARangeThatIsLongerThanTheWidthIsCut) {
  const std::string Text = "f(" + std::string(500, 'x') + ");";
  line(Text);
  markAt(1, 3, 503, "long").IsPrimary = true;
  TextStyle Style;
  Style.Width = 30;
  EXPECT_EQ(drawn(Style), "    1 | f(xxxxxxxxxxxxxxxxx...\n"
                          "      |   ^~~~~~~~~~~~~~~~~ long\n");
}

TEST_F(FrameTest, ACutWideCharacterIsABlank) {
  const ShownLine Line("a中b");
  EXPECT_EQ(Line.width(), 4U);
  EXPECT_EQ(Line.slice(0, 2), "a ");
  EXPECT_EQ(Line.slice(2, 4), " b");
  EXPECT_EQ(Line.slice(1, 3), "中");
}

TEST_F(FrameTest, AByteInsideACharacterIsInItsColumn) {
  const ShownLine Line("中b");
  EXPECT_EQ(Line.columnOf(1), 0U);
  EXPECT_EQ(Line.columnOf(2), 0U);
  EXPECT_EQ(Line.columnOf(3), 0U);
  EXPECT_EQ(Line.columnOf(4), 2U);
  EXPECT_EQ(Line.columnOf(99), 3U);
}

TEST_F(FrameTest, NumbersOfSixDigitsWidenTheGutter) {
  Lines.assign(123456, "x");
  mark(123456, "x").IsPrimary = true;
  EXPECT_EQ(drawn(), "123456 | x\n"
                     "       | ^\n");
}

TEST_F(FrameTest, ColoursDoNotMoveAnything) {
  line("f(one, two);");
  mark(1, "one", "first");
  mark(1, "two", "second").IsPrimary = true;
  TextStyle Style;
  Style.WithColors = true;
  const std::string Coloured = drawn(Style);
  std::string Bare;
  for (StringRef Rest = Coloured; !Rest.empty();)
    if (Rest.consume_front("\x1b["))
      Rest = Rest.drop_front(Rest.find('m') + 1);
    else {
      Bare += Rest.front();
      Rest = Rest.drop_front();
    }
  EXPECT_NE(Coloured, Bare);
  EXPECT_EQ(Bare, drawn());
}

} // namespace
