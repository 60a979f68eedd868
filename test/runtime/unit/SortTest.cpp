//===- SortTest.cpp - parallel sorts against those of the library ---------===//
//
// Inputs of many shapes and lengths, plain types and others: the same elements
// in order, for the stable sort those that are equal in the order of before.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/parallel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <functional>
#include <memory>
#include <random>
#include <string>

using namespace holdfast;

namespace {

constexpr int shapes = 8;

/// Numbers of one of the shapes.
std::vector<int> numbers(int shape, int count) {
  std::mt19937 random(shape * 1000 + count);
  std::vector<int> all(count);
  for (int i = 0; i < count; ++i)
    switch (shape) {
    case 0:
      all[i] = int(random());
      break;
    case 1:
      all[i] = i;
      break;
    case 2:
      all[i] = -i;
      break;
    case 3:
      all[i] = 0;
      break;
    case 4:
      all[i] = int(random() % 3);
      break;
    case 5:
      all[i] = i % 16 == 0 ? int(random() % 1000) : i;
      break;
    case 6:
      all[i] = i < count / 2 ? i : count - i;
      break; // an organ pipe
    case 7:
      all[i] = int(random() % 30);
      break;
    }
  return all;
}

std::vector<int> lengths() {
  std::vector<int> all;
  for (int i = 0; i <= 70; ++i)
    all.push_back(i);
  for (int i : {127, 128, 129, 1000, 4096, 5000, 8193, rounds(6'000)})
    all.push_back(i);
  return all;
}

TEST(SmallSort, sortsAllShortSequencesStably) {
  // All sequences over three values: which of equals comes first is seen by
  // their places.
  for (int count = 0; count <= 8; ++count) {
    int all = 1;
    for (int i = 0; i < count; ++i)
      all *= 3;
    for (int code = 0; code < all; ++code) {
      struct item {
        int key, place;
        bool operator==(const item &) const = default;
      };
      std::vector<item> items(count);
      for (int i = 0, rest = code; i < count; ++i, rest /= 3)
        items[i] = {rest % 3, i};
      auto expected = items;
      std::sort(expected.begin(), expected.end(),
                [](const item &a, const item &b) {
                  return std::pair(a.key, a.place) < std::pair(b.key, b.place);
                });
      const auto less = [](const item &a, const item &b) {
        return a.key < b.key;
      };
      item scratch[2 * detail::small_count];
      detail::small_sort(items.data(), items.size(), scratch, less);
      ASSERT_EQ(items, expected);
    }
  }
}

TEST(ParallelSort, sortsPlainTypes) {
  for (int shape = 0; shape < shapes; ++shape)
    for (const int count : lengths()) {
      auto all = numbers(shape, count), expected = all;
      std::sort(expected.begin(), expected.end());
      auto other = all, descending = all;
      parallel_sort(all);
      ASSERT_EQ(all, expected) << shape << ' ' << count;
      parallel_stable_sort(other);
      ASSERT_EQ(other, expected) << shape << ' ' << count;
      parallel_sort(descending, std::greater<>());
      std::reverse(expected.begin(), expected.end());
      ASSERT_EQ(descending, expected) << shape << ' ' << count;
    }
}

TEST(ParallelSort, sortsOtherTypesAndIterators) {
  for (int shape = 0; shape < shapes; ++shape)
    for (const int count : {0, 1, 2, 100, 5000, rounds(3'000)}) {
      const auto source = numbers(shape, count);
      std::vector<std::string> text;
      std::vector<std::unique_ptr<int>> owned;
      for (int one : source) {
        text.push_back(std::to_string(one));
        owned.push_back(std::make_unique<int>(one));
      }
      std::deque<int> parts(source.begin(), source.end()), others = parts;
      auto names = text;
      parallel_sort(text);
      EXPECT_TRUE(std::is_sorted(text.begin(), text.end()));
      parallel_sort(owned, {}, [](const auto &one) { return *one; });
      EXPECT_TRUE(
          std::ranges::is_sorted(owned, {}, [](auto &one) { return *one; }));
      parallel_sort(parts);
      EXPECT_TRUE(std::is_sorted(parts.begin(), parts.end()));
      parallel_stable_sort(others, {}, [](int one) { return one; });
      EXPECT_EQ(others, parts);
      parallel_stable_sort(names);
      EXPECT_EQ(names, text);
    }
}

TEST(ParallelStableSort, keepsTheOrderOfEquals) {
  for (int shape = 0; shape < shapes; ++shape)
    for (const int count : lengths()) {
      const auto source = numbers(shape, count);
      std::vector<std::pair<int, int>> all; // no plain type: pair assigns
      struct item {
        int key, place;
        bool operator==(const item &) const = default;
      };
      std::vector<item> items;
      for (int i = 0; i < count; ++i) {
        all.emplace_back(source[i] / 4, i);
        items.push_back({source[i] / 4, i});
      }
      auto expected = all;
      std::sort(expected.begin(), expected.end()); // places are different
      parallel_stable_sort(all, {}, &std::pair<int, int>::first);
      ASSERT_EQ(all, expected) << shape << ' ' << count;
      parallel_stable_sort(items, {}, &item::key);
      for (int i = 0; i < count; ++i)
        ASSERT_EQ(items[i], (item{expected[i].first, expected[i].second}));
    }
}

TEST(ParallelSort, anExceptionLosesNothing) {
  const int count = rounds(4'000);
  for (int shape : {0, 4, 5}) {
    auto all = numbers(shape, count), expected = all;
    std::sort(expected.begin(), expected.end());
    std::atomic<int> left = count;
    EXPECT_THROW(parallel_sort(all,
                               [&](int a, int b) {
                                 if (--left < 0)
                                   throw 1;
                                 return a < b;
                               }),
                 int);
    std::sort(all.begin(), all.end());
    EXPECT_EQ(all, expected);
  }
}

TEST(ParallelStableSort, anExceptionLosesNothingThatIsNotPlain) {
  const int count = rounds(4'000);
  for (int shape : {0, 4, 5})
    for (int calls : {10, count, 4 * count}) {
      std::vector<std::string> all;
      for (int one : numbers(shape, count))
        all.push_back("a text that is too long for the object " +
                      std::to_string(one));
      auto expected = all;
      std::sort(expected.begin(), expected.end());
      std::atomic<int> left = calls;
      EXPECT_THROW(parallel_stable_sort(all,
                                        [&](const auto &a, const auto &b) {
                                          if (--left < 0)
                                            throw 1;
                                          return a < b;
                                        }),
                   int);
      std::sort(all.begin(), all.end());
      EXPECT_EQ(all, expected);
    }
}

TEST(ParallelSort, numbersThatHaveNoOrderAreNotLost) {
  auto source = numbers(0, rounds(4'000));
  std::vector<double> all(source.begin(), source.end());
  int odd = 0;
  for (std::size_t i = 0; i < all.size(); i += 3, ++odd)
    all[i] = std::nan("");
  auto other = all;
  const auto check = [&](const std::vector<double> &sorted) {
    EXPECT_EQ(std::count_if(sorted.begin(), sorted.end(),
                            [](double one) { return std::isnan(one); }),
              odd);
    double sum = 0, expected = 0;
    for (double one : sorted)
      sum += std::isnan(one) ? 0 : one;
    for (std::size_t i = 0; i < source.size(); ++i)
      expected += i % 3 == 0 ? 0 : source[i];
    EXPECT_EQ(sum, expected); // whole numbers: exact
  };
  parallel_sort(all);
  check(all);
  parallel_stable_sort(other);
  check(other);
}

TEST(ParallelSort, badPivotsDoNotTakeForEver) {
  // A comparison that decides late makes every pivot bad (McIlroy, "A killer
  // adversary for quicksort").
  const int count = 20'000;
  std::vector<int> value(count, count), order(count);
  for (int i = 0; i < count; ++i)
    order[i] = i;
  int solid = 0, candidate = 0;
  long comparisons = 0;
  detail::quick_sorter<int *, std::function<bool(int, int)>>(
      [&](int a, int b) {
        ++comparisons;
        if (value[a] == count && value[b] == count)
          value[a == candidate ? a : b] = solid++;
        if (value[a] == count)
          candidate = a;
        else if (value[b] == count)
          candidate = b;
        return value[a] < value[b];
      },
      false)
      .run(order.data(), count);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end(), [&](int a, int b) {
    return value[a] < value[b];
  }));
  EXPECT_LT(comparisons, 40L * count * 15); // quadratic would be 200,000,000
}

} // namespace
