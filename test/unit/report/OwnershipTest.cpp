//===- OwnershipTest.cpp - what is answered of a place in the text --------===//

#include "report/Ownership.h"
#include "report/OwnershipText.h"

#include <gtest/gtest.h>

using namespace holdfast;

namespace {

Location at(unsigned Line, unsigned Column, unsigned EndLine,
            unsigned EndColumn) {
  return {"/src/a.cpp",
          Line,
          Column,
          EndLine,
          EndColumn,
          Line * 100 + Column,
          EndLine * 100 + EndColumn};
}

/// `p` is moved in line 3; `s`, right behind its last mention, is not.
OwnershipTable table() {
  VariableOwnership P{"p",
                      "f",
                      "guarded by 'mu': 7 of 8 accesses hold it",
                      {at(2, 5, 2, 6), at(4, 9, 4, 10)},
                      {},
                      {}};
  P.Ranges = {{at(2, 6, 3, 20), "owned", "owned", "", {}},
              {at(3, 20, 5, 2), "moved", "moved into 'sink'", "sink",
               at(3, 19, 3, 20)}};
  P.Hints = {{at(3, 20, 3, 20), "moved", "moved into 'sink'"}};
  VariableOwnership S{"s",
                      "f",
                      "",
                      {at(4, 10, 4, 11)},
                      {{at(4, 1, 5, 2), "owned", "owned", "", {}}},
                      {}};
  return {{P, S}};
}

TEST(Ownership, AnswersOfTheVariableThatIsNamedThere) {
  const OwnershipTable T = table();
  auto Answer = ownershipAt(T, "/src/a.cpp", 4, 9);
  ASSERT_TRUE(Answer);
  EXPECT_EQ(Answer->Of->Name, "p");
  EXPECT_EQ(Answer->Mention, at(4, 9, 4, 10));
  EXPECT_EQ(Answer->Hover,
            "**`p`**\n\n- here: moved into 'sink', line 3\n- guarded by 'mu': "
            "7 of 8 accesses hold it\n\n"
            "\n- lines 2 to 3: owned\n- lines 3 to 5: moved into 'sink'\n");
}

TEST(Ownership, OfTwoNamesThatTouchTheOneThatBeginsIsMeant) {
  const OwnershipTable T = table();
  EXPECT_EQ(ownershipAt(T, "/src/a.cpp", 4, 10)->Of->Name, "s");
  EXPECT_EQ(ownershipAt(T, "/src/a.cpp", 4, 11)->Of->Name, "s")
      << "behind its last letter";
  EXPECT_EQ(ownershipAt(T, "/src/a.cpp", 2, 6)->Of->Name, "p")
      << "the same, where no other begins";
}

TEST(Ownership, ElsewhereThereIsNoAnswer) {
  const OwnershipTable T = table();
  EXPECT_FALSE(ownershipAt(T, "/src/a.cpp", 4, 12));
  EXPECT_FALSE(ownershipAt(T, "/src/a.cpp", 3, 9));
  EXPECT_FALSE(ownershipAt(T, "/src/b.cpp", 4, 9));
}

TEST(Ownership, IsReadAsItWasWritten) {
  const std::string Text = writeOwnership(table());
  const auto Read = readOwnership(Text);
  ASSERT_TRUE(Read);
  EXPECT_EQ(printOwnership(*Read), printOwnership(table()));
  EXPECT_EQ(writeOwnership(*Read), Text);
}

TEST(Ownership, OtherTextIsRefused) {
  EXPECT_FALSE(readOwnership(""));
  EXPECT_FALSE(readOwnership("{}"));
  std::string Text = writeOwnership(table());
  EXPECT_FALSE(readOwnership(Text.substr(0, Text.size() / 2)));
  Text.replace(Text.find("\"at\":["), 6, "\"at\":[1,");
  EXPECT_FALSE(readOwnership(Text));
}

} // namespace
