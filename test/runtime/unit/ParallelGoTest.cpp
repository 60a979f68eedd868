//===- ParallelGoTest.cpp - parallel algorithms inside of goroutines ------===//
//
// A goroutine forks on one thread, parks in the midst of a piece, and takes the
// other half back, or waits for it, on another thread; meanwhile other
// goroutines leave forks on the first. Every piece runs once all the same,
// results and exceptions arrive, and nobody waits for ever.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/channel.h"
#include "holdfast/go.h"
#include "holdfast/mutex.h"
#include "holdfast/parallel.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <stdexcept>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

/// Blocks in one of several ways, or not at all.
void disturb(unsigned number) {
  switch (number % 8) {
  case 0:
    return yield();
  case 1:
    return sleep_for(std::chrono::microseconds(number % 50));
  case 2:
    return go([] { yield(); }).join();
  default:
    return;
  }
}

/// A sum by forks, with something that blocks on both sides of some.
long sum(int first, int last) {
  if (last - first == 1) {
    disturb(first * 2654435761u >> 7);
    return first;
  }
  const int middle = first + (last - first) / 2;
  const auto [left, right] = join([=] { return sum(first, middle); },
                                  [=] { return sum(middle, last); });
  disturb((first + last) * 2654435761u >> 9);
  return left + right;
}

TEST(ParallelGo, forksMayParkOnBothSides) {
  const int count = 40, leaves = 50;
  for (int i = 0; i < rounds(2); ++i)
    go_scope([&](go_group &tasks) {
      for (int one = 0; one < count; ++one)
        tasks.go([&, one] {
          EXPECT_EQ(sum(one, one + leaves),
                    leaves * one + leaves * (leaves - 1) / 2);
        });
    });
}

TEST(ParallelGo, everyPieceRunsOnce) {
  const int count = 20, elements = 300;
  for (int i = 0; i < rounds(2); ++i)
    go_scope([&](go_group &tasks) {
      for (int one = 0; one < count; ++one)
        tasks.go([&] {
          std::vector<int> seen(elements);
          parallel_for(std::views::iota(0, elements), [&](int at) {
            disturb(at * 2654435761u >> 5);
            ++seen[at];
          });
          EXPECT_EQ(seen, std::vector<int>(elements, 1));
        });
    });
}

TEST(ParallelGo, whatIsThrownArrivesWhereItForked) {
  go_scope([&](go_group &tasks) {
    for (int one = 0; one < rounds(20); ++one)
      tasks.go([one] {
        std::atomic<int> running = 0;
        try {
          parallel_for(std::views::iota(0, 64), [&](int at) {
            ++running;
            disturb(at + one);
            --running;
            if (at == one % 64)
              throw one;
          });
          ADD_FAILURE() << one;
        } catch (int thrown) {
          EXPECT_EQ(thrown, one);
        }
        EXPECT_EQ(running, 0);
      });
  });
}

TEST(ParallelGo, piecesMayWaitForGoroutines) {
  // More pieces than workers wait at once for one that needs a worker.
  const int count = rounds(200);
  auto [sender, receiver] = bounded_channel<int>(1);
  auto total = go([receiver = std::move(receiver)]() mutable {
    long sum = 0;
    for (int one : receiver)
      sum += one;
    return sum;
  });
  parallel_for(std::views::iota(0, count),
               [&](int one) { EXPECT_TRUE(sender.send(one)); });
  {
    const auto last = std::move(sender);
  }
  EXPECT_EQ(std::move(total).join(), long(count) * (count - 1) / 2);
}

TEST(ParallelGo, threadsAndGoroutinesAtOnce) {
  inThreads(3, [](int which) {
    for (int i = 0; i < rounds(3); ++i)
      if (which == 0)
        EXPECT_EQ(sum(0, 100), 4950);
      else
        EXPECT_EQ(go([] { return sum(0, 100); }).join(), 4950);
  });
}

TEST(ParallelGo, aSortInEachOfManyGoroutines) {
  go_scope([&](go_group &tasks) {
    for (int one = 0; one < rounds(4); ++one)
      tasks.go([one] {
        std::mt19937 random(one);
        std::vector<unsigned> all(20'000);
        std::ranges::generate(all, random);
        parallel_sort(all);
        EXPECT_TRUE(std::ranges::is_sorted(all));
      });
  });
}

} // namespace
