// What names a folder means the same in another one, and everything else stays.

#include "tool/graph/Relocate.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

TEST(Relocate, NamesBelowTheFolderMoveWithIt) {
  const Relocation Here("/p"), There("/other/place");
  const char *Text =
      R"x(["-I/p/include","/p/a.cpp","/p","-isystem/p/x","@/p/list","-DX=/p/y","(lambda at /p/a.cpp:3:4)"])x";
  EXPECT_EQ(
      There.absolute(Here.relative(Text)),
      R"x(["-I/other/place/include","/other/place/a.cpp","/other/place","-isystem/other/place/x","@/other/place/list","-DX=/other/place/y","(lambda at /other/place/a.cpp:3:4)"])x");
}

TEST(Relocate, NamesThatOnlyLookAlikeStay) {
  const Relocation Here("/p"), There("/other");
  const char *Text = "/q/p/a.cpp /p2/a.cpp /p.txt //p/a ../p/a a/p";
  EXPECT_EQ(There.absolute(Here.relative(Text)), Text);
}

TEST(Relocate, WhatLooksLikeThePlaceholderComesBackAsItWas) {
  const Relocation Here("/p");
  for (const char *Text :
       {"%{root}", "%{{root}", "%{", "%", "a%{root}/p/b", "%{%{root}", "%{{{"})
    EXPECT_EQ(Here.absolute(Here.relative(Text)), Text);
  EXPECT_EQ(Here.relative("%{root}").find("%{root}"), std::string::npos);
}

TEST(Relocate, FilesAreNamedFromTheFolder) {
  const Relocation Here("/p");
  EXPECT_EQ(Here.nameOf("/p/src/a.cpp"), "src/a.cpp");
  EXPECT_EQ(Here.nameOf("/p"), ".");
  EXPECT_EQ(Here.nameOf("/p2/a.cpp"), "/p2/a.cpp");
}

TEST(Relocate, AFolderThatCannotBeToldApartIsNone) {
  EXPECT_TRUE(Relocation("/p").isPossible());
  for (const char *Folder : {"/", "/p\"q", "/p\\q", "/p%{q"})
    EXPECT_FALSE(Relocation(Folder).isPossible());
}

} // namespace
