//===- SyncTest.cpp - wait_group, latch, barrier, semaphore ---------------===//
//
// What was written before an arrival is read after the wait from plain
// variables: too early, and ThreadSanitizer or the value shows it.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/sync.h"

#include <gtest/gtest.h>

#include <memory>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

TEST(WaitGroup, waitsForEveryTokenAndSeesTheirWork) {
  for (int i = 0; i < rounds(100); ++i) {
    int done[4] = {};
    std::vector<std::jthread> threads;
    wait_group group;
    for (int &mine : done)
      threads.emplace_back([&mine, token = group.token()]() mutable {
        mine = 1;
        auto last = std::move(token);
      });
    group.wait();
    EXPECT_EQ(done[0] + done[1] + done[2] + done[3], 4);
  }
}

TEST(WaitGroup, aCopiedTokenIsOneMoreMember) {
  wait_group group;
  group.wait();
  std::optional first = group.token();
  std::optional second = first;
  first.reset();
  EXPECT_FALSE(group.wait_for(1ms));
  second.reset();
  EXPECT_TRUE(group.wait_for(0ms));
}

TEST(WaitGroup, itsEndWaitsForTheTokens) {
  int written = 0;
  std::jthread worker;
  {
    wait_group group;
    worker = std::jthread(
        [&written, token = std::optional(group.token())]() mutable {
          std::this_thread::sleep_for(5ms);
          written = 1;
          token.reset();
        });
  }
  EXPECT_EQ(written, 1);
}

TEST(WaitGroup, mayBeDestroyedAsSoonAsTheWaitEnds) {
  for (int i = 0; i < rounds(300); ++i) {
    auto group = std::make_unique<wait_group>();
    std::jthread worker(
        [token = std::optional(group->token())]() mutable { token.reset(); });
    group->wait();
    group.reset(); // AddressSanitizer: the worker may be within the token's end
  }
}

TEST(Latch, opensAtZero) {
  latch gate(3);
  int written[3] = {};
  inThreads(4, [&](int which) {
    if (which < 3) {
      written[which] = 1;
      gate.count_down();
    } else {
      gate.wait();
      EXPECT_EQ(written[0] + written[1] + written[2], 3);
    }
  });
  EXPECT_TRUE(gate.is_over());
}

TEST(LatchDeathTest, cannotCountBelowZero) {
  EXPECT_DEATH(
      {
        latch gate(1);
        gate.count_down(2);
      },
      "more is counted down than was there");
}

TEST(Latch, aTimedWaitGivesUp) {
  latch gate(1);
  EXPECT_FALSE(gate.wait_until(steady::now() + 1ms));
  gate.count_down();
  EXPECT_TRUE(gate.wait_until(steady::now()));
}

TEST(Barrier, nobodyIsARoundAhead) {
  constexpr int threads = 3;
  barrier meeting(threads);
  int round[threads] = {};
  std::atomic<int> leaders = 0;
  const int each = rounds(300);
  inThreads(threads, [&](int which) {
    for (int i = 1; i <= each; ++i) {
      round[which] = i;
      leaders += meeting.arrive_and_wait();
      for (int other : round)
        EXPECT_EQ(other, i);
      meeting.arrive_and_wait(); // before anybody writes the next number
    }
  });
  EXPECT_EQ(leaders, each);
}

TEST(Semaphore, neverMorePermitsThanThereAre) {
  semaphore two(2);
  std::atomic<int> inside = 0, most = 0;
  const int each = rounds(2000);
  inThreads(4, [&](int which) {
    for (int i = 0; i < each; ++i) {
      auto permit = which == 0
                        ? two.try_acquire_for(std::chrono::microseconds(i % 50))
                        : std::optional(two.acquire());
      if (!permit)
        continue;
      const int now = ++inside;
      if (now > most)
        most = now;
      --inside;
    }
  });
  EXPECT_LE(most, 2);
  auto first = two.try_acquire(), second = two.try_acquire();
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(two.try_acquire());
}

TEST(Semaphore, permitsThatComeTogetherWakeAllWhoWait) {
  for (int i = 0; i < rounds(60); ++i) {
    semaphore none(0);
    wait_group waiting;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 3; ++t)
      threads.emplace_back(
          [&none, token = std::optional(waiting.token())]() mutable {
            none.acquire().forget();
            token.reset();
          });
    if (i % 2)
      std::this_thread::sleep_for(1ms); // asleep
    none.add(1);
    none.add(2);
    ASSERT_TRUE(waiting.wait_for(20s));
  }
}

TEST(Semaphore, mayBeDestroyedByWhoTakesTheLastPermit) {
  for (int i = 0; i < rounds(300); ++i) {
    auto gate = std::make_unique<semaphore>(0);
    std::jthread worker([of = gate.get()] { of->add(1); });
    gate->acquire().forget();
    gate.reset();
  }
}

} // namespace
