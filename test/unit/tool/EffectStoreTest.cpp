// Stores merge to the same bytes in any order and any grouping, and a slice of
// them is what a table of all units answers.

#include "tool/graph/EffectStore.h"

#include "Engine.h"

#include "gtest/gtest.h"

#include <algorithm>
#include <random>

using namespace holdfast;

namespace {

using Random = std::mt19937;

unsigned below(Random &R, unsigned Count) { return unsigned(R() % Count); }

/// Some names are told by many units, some alike and some not, some as "[]".
std::string unitText(Random &R) {
  std::string Tells, Asks;
  for (unsigned Name = 0; Name != 12; ++Name) {
    if (below(R, 3) == 0) {
      const unsigned Kind = below(R, 8);
      const char *Text = Kind == 0  ? "[true]"
                         : Kind < 3 ? "[]"
                                    : "[false,[2,0,[0,null],[0,null]]]";
      Tells += (Tells.empty() ? "\"" : ",\"") +
               std::string(1, char('A' + Name)) + "\":" + Text;
    }
    if (below(R, 3) == 0)
      Asks += (Asks.empty() ? "\"" : ",\"") + std::string(1, char('A' + Name)) +
              "\"";
  }
  return "{\"version\":2,\"tells\":{" + Tells + "},\"asks\":[" + Asks + "]}";
}

std::string mergeTwo(const std::string &A, const std::string &B) {
  return mergeStores({A, B});
}

/// Merges neighbours until one is left.
std::string mergeAnyhow(Random &R, std::vector<std::string> Stores) {
  std::shuffle(Stores.begin(), Stores.end(), R);
  while (Stores.size() > 1) {
    const size_t First = below(R, unsigned(Stores.size() - 1));
    const size_t Count = 2 + below(R, unsigned(Stores.size() - First - 1));
    std::vector<llvm::StringRef> Some(Stores.begin() + ptrdiff_t(First),
                                      Stores.begin() +
                                          ptrdiff_t(First + Count));
    std::string Merged = mergeStores(Some);
    Stores.erase(Stores.begin() + ptrdiff_t(First) + 1,
                 Stores.begin() + ptrdiff_t(First + Count));
    Stores[First] = std::move(Merged);
  }
  return Stores[0];
}

std::vector<std::string> storesOf(const std::vector<std::string> &Units) {
  std::vector<std::string> Out;
  for (const std::string &Text : Units) {
    llvm::Expected<std::string> Store = storeOf(Text);
    EXPECT_TRUE(bool(Store));
    Out.push_back(*Store);
  }
  return Out;
}

std::vector<std::string> someUnits(Random &R) {
  std::vector<std::string> Units(2 + below(R, 9));
  for (std::string &Text : Units)
    Text = unitText(R);
  return Units;
}

TEST(EffectStore, AnyOrderAndAnyGroupingGivesTheSameBytes) {
  Random R(1);
  for (unsigned Case = 0; Case != 300; ++Case) {
    const std::vector<std::string> Stores = storesOf(someUnits(R));
    const std::string First = mergeAnyhow(R, Stores);
    for (unsigned Again = 0; Again != 4; ++Again)
      ASSERT_EQ(mergeAnyhow(R, Stores), First);
    ASSERT_EQ(mergeTwo(First, First), First);
    ASSERT_EQ(mergeTwo(First, Stores[0]), First);
  }
}

TEST(EffectStore, ASliceIsWhatATableOfAllUnitsAnswers) {
  Random R(2);
  unsigned Answered = 0;
  for (unsigned Case = 0; Case != 300; ++Case) {
    const std::vector<std::string> Units = someUnits(R);
    ElsewhereTable Table;
    for (const std::string &Text : Units)
      ASSERT_TRUE(Table.add(Text));
    const std::string Store = mergeAnyhow(R, storesOf(Units));
    for (const std::string &Text : Units) {
      const std::string Slice = sliceOf(Store, Text);
      ASSERT_EQ(Slice, Table.answersFor(Text));
      Answered += !Slice.empty();
      ElsewhereTable Again; // what is read back says the same
      Again.addLines(Slice);
      ASSERT_EQ(Again.answersFor(Text), Slice);
    }
  }
  EXPECT_GT(Answered, 100U);
}

TEST(EffectStore, WhatUnitsTellDifferentlyIsNotInASlice) {
  const std::string Asks = R"({"version":2,"tells":{},"asks":["F","G"]})";
  const std::string Once =
      R"({"version":2,"tells":{"F":[true],"G":[true]},"asks":[]})";
  const std::string Else = R"({"version":2,"tells":{"F":[]},"asks":[]})";
  const auto Stores = storesOf({Once, Else});
  EXPECT_EQ(sliceOf(Stores[0], Asks), "F [true]\nG [true]\n");
  EXPECT_EQ(sliceOf(mergeTwo(Stores[0], Stores[1]), Asks), "G [true]\n");
}

TEST(EffectStore, ATextOfAnotherVersionIsRefused) {
  llvm::Expected<std::string> Store =
      storeOf(R"({"version":1,"tells":{},"asks":[]})");
  EXPECT_FALSE(bool(Store));
  llvm::consumeError(Store.takeError());
}

} // namespace
