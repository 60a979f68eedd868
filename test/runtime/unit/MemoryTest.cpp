//===- MemoryTest.cpp - memory that goroutines use again ------------------===//
//
// What is taken belongs to nobody else, is aligned, and comes back from
// whichever thread it was given back on, also when that thread has ended. And
// there is little of it in a parked goroutine.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/channel.h"
#include "holdfast/detail/memory.h"
#include "holdfast/detail/sanitizer.h"
#include "holdfast/go.h"
#include "holdfast/mutex.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <random>
#include <set>
#include <string>

using namespace holdfast;

namespace {

struct piece {
  unsigned char *at;
  std::size_t size;
  unsigned char filled_with;

  static piece take(std::size_t size, unsigned char with) {
    auto *const at =
        static_cast<unsigned char *>(detail::take_memory(size, 16));
    std::memset(at, with, size);
    return {at, size, with};
  }
  void give_back() const {
    for (std::size_t i = 0; i < size; ++i)
      ASSERT_EQ(at[i], filled_with);
    detail::give_back_memory(at, size, 16);
  }
};

TEST(Memory, isNobodyElsesAndMayBeGivenBackAnywhere) {
  mutex<std::vector<piece>> shared;
  inThreads(4, [&](int which) {
    std::mt19937 random(which);
    std::vector<piece> mine;
    for (int i = 0; i < rounds(5'000); ++i) {
      switch (random() % 4) {
      case 0:
      case 1:
        mine.push_back(piece::take(1 + random() % 1500, random() % 256));
        break;
      case 2:
        if (!mine.empty()) {
          mine.back().give_back();
          mine.pop_back();
        }
        break;
      case 3: // to another thread, in lots
        if (mine.size() > 200)
          shared.lock()->swap(mine);
        break;
      }
    }
    for (const piece &one : mine)
      one.give_back();
  });
  const auto left = shared.lock();
  for (const piece &one : *left)
    one.give_back();
}

TEST(Memory, isAligned) {
  for (std::size_t alignment : {8, 64, 256})
    for (std::size_t size : {1, 64, 65, 1024, 1025, 5000}) {
      void *const one = detail::take_memory(size, alignment);
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(one) % alignment, 0u);
      detail::give_back_memory(one, size, alignment);
    }
}

TEST(Memory, ofAThreadThatHasEndedIsUsedAgain) {
  // Under a sanitizer nothing is kept, so that it sees each use of what was
  // given back: there is nothing to use again. The release and checked builds
  // run this.
  if (HOLDFAST_ASAN || HOLDFAST_TSAN)
    GTEST_SKIP() << "a sanitizer's own allocator";
  // More than one thread keeps for itself, and less than that.
  std::set<void *> seen;
  for (int round = 0; round < 5; ++round)
    std::thread([&] {
      std::vector<void *> all(1000);
      for (void *&one : all)
        one = detail::take_memory(900, 64);
      seen.insert(all.begin(), all.end());
      for (void *one : all)
        detail::give_back_memory(one, 900, 64);
    }).join();
  EXPECT_LE(seen.size(), 1024u);
}

#if !HOLDFAST_CHECKED && !HOLDFAST_TSAN && !HOLDFAST_ASAN

/// What the process has in memory, page tables included.
std::size_t bytesUsed() {
  std::ifstream status("/proc/self/status");
  std::size_t sum = 0, kilobytes = 0;
  for (std::string name; status >> name;) {
    if (name == "VmRSS:" || name == "VmPTE:") {
      status >> kilobytes;
      sum += kilobytes * 1024;
    }
    status.ignore(1000, '\n');
  }
  return sum;
}

std::size_t bytesOfEachOf(std::size_t many) {
  auto [values, valuesEnd] = rendezvous_channel<int>();
  std::atomic<std::size_t> waiting = 0;
  const std::size_t before = bytesUsed();
  std::size_t each = 0;
  go_scope([&](auto &tasks) {
    for (std::size_t i = 0; i < many; ++i)
      tasks.go([&] {
        ++waiting;
        (void)valuesEnd.receive();
      });
    while (waiting < many)
      yield();
    sleep_for(std::chrono::milliseconds(50)); // the last ones fall asleep
    each = (bytesUsed() - before) / many;
    {
      auto gone = std::move(values);
    }
  });
  return each;
}

/// In a process of its own, which has not had goroutines yet.
TEST(MemoryDeathTest, ofAHundredThousandParkedIsAtMostEightKilobytesEach) {
  EXPECT_EXIT(
      {
        const std::size_t each = bytesOfEachOf(100'000);
        std::cerr << each << " bytes each\n";
        // A page of the stack is the least there can be.
        std::exit(each >= 4096 && each <= 8192 ? 0 : 1);
      },
      testing::ExitedWithCode(0), "bytes each");
}

#endif

} // namespace
