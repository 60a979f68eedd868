// A finding in text is one line for machines, one frame a file for people, and
// what cannot be shown is told in words.

#include "tool/output/Formats.h"

#include "Files.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

constexpr const char Code[] = "void f(T s) {\n  take(s);\n  use(s);\n}\n";

class TextTest : public ::testing::Test {
protected:
  TextTest() { R.Base = Folder.path(); }
  Finding &add(const Location &Where) {
    R.Findings.push_back(findingAt(Where));
    return R.Findings.back();
  }
  std::string text() {
    std::string Out;
    llvm::raw_string_ostream Stream(Out);
    SourceLines Sources;
    writeText(R, Sources, Stream, TextStyle());
    return Out;
  }

  TestFolder Folder;
  Report R;
};

const std::string Head = "a.cpp:3:3: error: 's' is used after it was moved "
                         "[holdfast-use-after-move]\n";

TEST_F(TextTest, LabelsAndNotesAreInOneFrame) {
  const std::string File = Folder.write("a.cpp", Code);
  Finding &F = add(placeOf(File, Code, "use(s)"));
  F.Notes.push_back({placeOf(File, Code, "take(s)"), "moved here"});
  F.Labels.push_back({placeOf(File, Code, "T s"), "declared here"});
  F.Instantiation = "f<int>";
  F.Help = "copy it";
  EXPECT_EQ(text(), Head + "    1 | void f(T s) {\n"
                           "      |        ~~~ declared here\n"
                           "    2 |   take(s);\n"
                           "      |   ~~~~~~~ moved here\n"
                           "    3 |   use(s);\n"
                           "      |   ^~~~~~\n"
                           "      = note: in the instantiation 'f<int>'\n"
                           "      = help: copy it\n");
}

TEST_F(TextTest, WhatIsSaidTwiceIsShownOnce) {
  const std::string File = Folder.write("a.cpp", Code);
  Finding &F = add(placeOf(File, Code, "use(s)"));
  F.Notes.push_back({placeOf(File, Code, "take(s)"), "moved here"});
  F.Labels = F.Notes;
  EXPECT_EQ(text(), Head + "    2 |   take(s);\n"
                           "      |   ~~~~~~~ moved here\n"
                           "    3 |   use(s);\n"
                           "      |   ^~~~~~\n");
}

TEST_F(TextTest, FindingsAreApart) {
  const std::string File = Folder.write("a.cpp", Code);
  add(placeOf(File, Code, "use(s)"));
  add(placeOf(File, Code, "use(s)"));
  const std::string One = Head + "    3 |   use(s);\n      |   ^~~~~~\n";
  EXPECT_EQ(text(), One + "\n" + One);
}

TEST_F(TextTest, AnotherFileHasItsOwnFrameWithItsName) {
  const std::string File = Folder.write("a.cpp", Code);
  const std::string Header = Folder.write("a.h", "\nvoid take(T s);\n");
  Finding &F = add(placeOf(File, Code, "use(s)"));
  F.Notes.push_back(
      {placeOf(Header, "\nvoid take(T s);\n", "take"), "it moves 's'"});
  EXPECT_EQ(text(), Head + "    3 |   use(s);\n"
                           "      |   ^~~~~~\n"
                           "     --> a.h:2\n"
                           "    2 | void take(T s);\n"
                           "      |      ~~~~ it moves 's'\n");
}

TEST_F(TextTest, LinesThatEndInCarriageReturnsAreShownWithoutThem) {
  const std::string Windows = "a\r\nb\r\n  use(s);\r\n";
  const std::string File = Folder.write("a.cpp", Windows);
  Finding &F = add(placeOf(File, Windows, "use(s)"));
  F.Fixes.push_back(
      {"use another", FixGrade::Safe, {{placeOf(File, Windows, "s)"), "t)"}}});
  EXPECT_EQ(text(), Head + "    3 |   use(s);\n"
                           "      |   ^~~~~~\n"
                           "help: use another (safe to apply)\n"
                           "    3 -   use(s);\n"
                           "    3 +   use(t);\n");
}

TEST_F(TextTest, AFileThatIsGoneLeavesTheWords) {
  const std::string File = Folder.name("a.cpp");
  Finding &F = add(placeOf(File, Code, "use(s)"));
  F.Notes.push_back({placeOf(File, Code, "take(s)"), "moved here"});
  F.Notes.push_back({Location(), "nobody knows where"});
  F.Fixes.push_back(
      {"copy it", FixGrade::Likely, {{placeOf(File, Code, "take"), "keep"}}});
  EXPECT_EQ(text(), Head + "      = note: a.cpp:2:3: moved here\n"
                           "      = note: nobody knows where\n"
                           "help: copy it (likely right)\n");
}

TEST_F(TextTest, OfAFileThatIsShorterNowTheRestIsShown) {
  const std::string File = Folder.write("a.cpp", "void f(T s) {\n  take(s);\n");
  Finding &F = add(placeOf(File, Code, "use(s)"));
  F.Notes.push_back({placeOf(File, Code, "take(s)"), "moved here"});
  F.Fixes.push_back(
      {"copy it", FixGrade::Safe, {{placeOf(File, Code, "use"), "keep"}}});
  EXPECT_EQ(text(), Head + "    2 |   take(s);\n"
                           "      |   ~~~~~~~ moved here\n"
                           "help: copy it (safe to apply)\n");
}

TEST_F(TextTest, ASuggestionForAFileThatChangedIsWordsOnly) {
  const std::string File =
      Folder.write("a.cpp", std::string("// new\n") + Code);
  Finding &F = add(placeOf(File, Code, "use(s)"));
  F.Fixes.push_back(
      {"copy it", FixGrade::Safe, {{placeOf(File, Code, "use"), "keep"}}});
  EXPECT_TRUE(
      llvm::StringRef(text()).ends_with("help: copy it (safe to apply)\n"));
}

TEST_F(TextTest, SuggestionsAreSmallDiffsWithTheirGrades) {
  const std::string File = Folder.write("a.cpp", Code);
  Finding &F = add(placeOf(File, Code, "use(s)"));
  F.Fixes.push_back({"copy it",
                     FixGrade::Safe,
                     {{placeOf(File, Code, "take(s)"), "keep(s)"},
                      {placeOf(File, Code, "s) {"), "t) {"}}});
  F.Fixes.push_back(
      {"log it",
       FixGrade::Likely,
       {{placeOf(File, Code, "  use(s);"), "  log(s);\n  use(s);"}}});
  F.Fixes.push_back(
      {"name it",
       FixGrade::Placeholder,
       {{placeOf(File, Code, "take(s)"), "auto NAME = take(s)"}}});
  F.Fixes.push_back({"think again", FixGrade::Likely, {}});
  EXPECT_EQ(text(), Head + "    3 |   use(s);\n"
                           "      |   ^~~~~~\n"
                           "help: copy it (safe to apply)\n"
                           "    1 - void f(T s) {\n"
                           "    1 + void f(T t) {\n"
                           "    2 -   take(s);\n"
                           "    2 +   keep(s);\n"
                           "help: log it (likely right)\n"
                           "    3 -   use(s);\n"
                           "    3 +   log(s);\n"
                           "    4 +   use(s);\n"
                           "help: name it (with a placeholder to fill in)\n"
                           "    2 -   take(s);\n"
                           "    2 +   auto NAME = take(s);\n"
                           "      = help: think again\n");
}

TEST_F(TextTest, PlainTextHasALineForEachPlace) {
  Finding &F = add(placeOf(Folder.name("a.cpp"), Code, "use(s)"));
  F.Notes.push_back({placeOf(F.Where.File, Code, "take(s)"), "moved here"});
  F.Labels.push_back({placeOf(F.Where.File, Code, "T s"), "declared here"});
  F.Instantiation = "f<int>";
  F.Help = "copy it";
  std::string Out;
  llvm::raw_string_ostream Stream(Out);
  writePlain(R, Stream);
  EXPECT_EQ(Out, Head + "a.cpp:1:8: note: declared here\n"
                        "a.cpp:2:3: note: moved here\n"
                        "a.cpp:3:3: note: in the instantiation 'f<int>'\n"
                        "help: copy it\n");
}

} // namespace
