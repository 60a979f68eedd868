// A function finds its row by name, first by its number of parameters; a row
// that is added replaces what was there.

#include "model/CalleeNames.h"
#include "model/Catalog.h"

#include "gtest/gtest.h"

using namespace holdfast;

namespace {

void add(Catalog &C, llvm::StringRef Callee, llvm::StringRef Words) {
  if (llvm::Error E = C.add(Callee, Words))
    ADD_FAILURE() << llvm::toString(std::move(E));
}

/// The kind of the first effect of a row that must be there.
EffectKind kind(const CallEffects *Row) {
  if (Row && !Row->Effects.empty())
    return Row->Effects[0].Kind;
  ADD_FAILURE() << "no row, or an empty one";
  return EffectKind::Keeps;
}

std::vector<std::string> names(llvm::StringRef Callee) {
  llvm::Expected<std::vector<std::string>> Names = expandCallee(Callee);
  if (Names)
    return *Names;
  return {"error: " + llvm::toString(Names.takeError())};
}

using List = std::vector<std::string>;

TEST(CalleeNames, BracesAreChoices) {
  EXPECT_EQ(names("a::b"), (List{"a::b"}));
  EXPECT_EQ(names("{a, b::c}::d"), (List{"a::d", "b::c::d"}));
  EXPECT_EQ(names("{a,b}::{c,d}/1"), (List{"a::c/1", "a::d/1", "b::c/1", "b::d/1"}));
}

TEST(CalleeNames, WhatNamesNothingIsRefused) {
  EXPECT_EQ(names(""), (List{"error: the callee '' names no function"}));
  EXPECT_EQ(names("{a"), (List{"error: the callee '{a' has a brace without a partner"}));
  EXPECT_EQ(names("a}"), (List{"error: the callee 'a}' has a brace without a partner"}));
  EXPECT_EQ(names("{a,{b}}"), (List{"error: the callee '{a,{b}}' has a brace without a partner"}));
  EXPECT_EQ(names("{a,}::b"), (List{"error: the callee '{a,}::b' has an empty choice in its braces"}));
}

TEST(Catalog, AnUnknownFunctionHasNoRow) {
  Catalog C;
  EXPECT_EQ(C.find("mylib::take", 1), nullptr);
  EXPECT_EQ(C.find("vector::clear", 0), nullptr);
  EXPECT_EQ(C.findConvention("frobnicate"), nullptr);
}

TEST(Catalog, TheNumberOfParametersComesFirst) {
  Catalog C;
  add(C, "lib::f", "reads(arg0)");
  add(C, "lib::f/2", "moves(arg0)");
  EXPECT_EQ(kind(C.find("lib::f", 1)), EffectKind::Reads);
  EXPECT_EQ(kind(C.find("lib::f", 2)), EffectKind::Moves);
  EXPECT_EQ(kind(C.find("lib::f", 3)), EffectKind::Reads);
}

TEST(Catalog, ARowThatIsAddedReplaces) {
  Catalog C;
  EXPECT_EQ(kind(C.find("std::vector::clear", 0)), EffectKind::Reinits);
  add(C, "std::vector::clear", "writes(this)");
  EXPECT_EQ(kind(C.find("std::vector::clear", 0)), EffectKind::Writes);
  EXPECT_EQ(kind(C.find("std::deque::clear", 0)), EffectKind::Reinits);
}

TEST(Catalog, ARowForAllCountsReplacesThoseForOne) {
  Catalog C;
  EXPECT_EQ(kind(C.find("std::move", 1)), EffectKind::Aliases);
  add(C, "std::move", "keeps(arg0)");
  EXPECT_EQ(kind(C.find("std::move", 1)), EffectKind::Keeps);
  EXPECT_EQ(kind(C.find("std::move", 3)), EffectKind::Keeps);
  add(C, "std::move/3", "reads(arg0)");
  EXPECT_EQ(kind(C.find("std::move", 1)), EffectKind::Keeps);
  EXPECT_EQ(kind(C.find("std::move", 3)), EffectKind::Reads);
}

TEST(Catalog, ASlashMayBePartOfAName) {
  Catalog C;
  add(C, "lib::path::operator/", "reads(this)");
  add(C, "lib::path::operator//2", "moves(arg0)");
  EXPECT_EQ(kind(C.find("lib::path::operator/", 1)), EffectKind::Reads);
  EXPECT_EQ(kind(C.find("lib::path::operator/", 2)), EffectKind::Moves);
}

TEST(Catalog, ARowThatDoesNotParseChangesNothing) {
  Catalog C;
  EXPECT_EQ(llvm::toString(C.add("std::vector::clear", "steals(this)")), "unknown word 'steals(this)'");
  EXPECT_EQ(llvm::toString(C.add("{std::vector::clear", "reads(this)")),
            "the callee '{std::vector::clear' has a brace without a partner");
  EXPECT_EQ(kind(C.find("std::vector::clear", 0)), EffectKind::Reinits);
}

TEST(Catalog, RowsOfClassesAreApart) {
  Catalog C;
  EXPECT_FALSE(C.hasTypes());
  if (llvm::Error E = C.addType("lib::{A,B}", "asks(this)"))
    ADD_FAILURE() << llvm::toString(std::move(E));
  EXPECT_TRUE(C.hasTypes());
  EXPECT_EQ(kind(C.findType("lib::A")), EffectKind::Asks);
  EXPECT_EQ(kind(C.findType("lib::B")), EffectKind::Asks);
  EXPECT_EQ(C.findType("lib::C"), nullptr);
  EXPECT_EQ(C.find("lib::A", 0), nullptr);
}

TEST(Catalog, ATypeIsTheNameOfAClass) {
  Catalog C;
  for (const char *Name : {"lib::A/1", "lib::A::(constructor)"})
    EXPECT_EQ(llvm::toString(C.addType(Name, "none")),
              "the type '" + std::string(Name) + "' is not the name of a class");
  EXPECT_FALSE(C.hasTypes());
}

TEST(Catalog, ARowKeepsHowLateItWasSaid) {
  Catalog C;
  EXPECT_EQ(C.find("std::vector::clear", 0)->Order, 0u);
  EXPECT_EQ(llvm::toString(C.add("std::vector::clear", "none", 3)), "");
  EXPECT_EQ(C.find("std::vector::clear", 0)->Order, 3u);
}

TEST(Catalog, ConventionsAreApart) {
  Catalog C;
  EXPECT_EQ(kind(C.findConvention("clear")), EffectKind::Reinits);
  EXPECT_EQ(C.find("clear", 0), nullptr);
  EXPECT_EQ(C.findConvention("std::vector::clear"), nullptr);
}

TEST(Catalog, ARowOfAClassSaysHowItCrossesAndNothingOfItsMembers) {
  Catalog C;
  EXPECT_FALSE(C.findCrossing("project::Window").has_value());
  ASSERT_FALSE(C.addType("project::{Window,Cursor}", "not-send"));
  EXPECT_TRUE(C.findCrossing("project::Cursor") == Crossing::NotSend);
  EXPECT_EQ(C.findType("project::Cursor"), nullptr);
  ASSERT_FALSE(C.addType("project::Handle", "asks(this); send"));
  EXPECT_TRUE(C.findCrossing("project::Handle") == Crossing::Send);
  ASSERT_NE(C.findType("project::Handle"), nullptr);
  EXPECT_EQ(C.findType("project::Handle")->Effects.size(), 1u);
  EXPECT_EQ(llvm::toString(C.addType("project::Handle", "sends")), "unknown word 'sends'");
}

TEST(Catalog, CallsThatWaitAreKnownByNameAndNumber) {
  Catalog C;
  EXPECT_TRUE(C.blocks("std::thread::join", 0));
  EXPECT_TRUE(C.blocks("read", 3));
  EXPECT_FALSE(C.blocks("read", 2));
  EXPECT_FALSE(C.blocks("std::thread::detach", 0));
}

} // namespace
