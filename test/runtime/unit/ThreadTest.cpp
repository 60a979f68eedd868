//===- ThreadTest.cpp - spawn, handles, scopes ----------------------------===//
//
// Results and exceptions arrive where the thread is joined, and no thread is
// forgotten.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/arc.h"
#include "holdfast/channel.h"
#include "holdfast/thread.h"

#include <gtest/gtest.h>

#include <numeric>
#include <optional>
#include <stdexcept>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

TEST(Spawn, joinGivesTheResult) {
  std::vector<int> numbers(100, 1);
  auto sum = spawn(
      [](std::vector<int> all) {
        return std::accumulate(all.begin(), all.end(), 0);
      },
      std::move(numbers));
  EXPECT_EQ(std::move(sum).join(), 100);
  auto owned = spawn([] { return std::make_unique<int>(3); });
  EXPECT_EQ(*std::move(owned).join(), 3);
}

TEST(Spawn, joinThrowsWhatTheThreadThrew) {
  auto bad = spawn([] { throw std::runtime_error("x"); });
  EXPECT_THROW(std::move(bad).join(), std::runtime_error);
}

TEST(Spawn, whatTheThreadWasGivenIsGoneAfterJoin) {
  auto shared = arc<mutex<int>>::make(0);
  for (int i = 0; i < rounds(50); ++i) {
    auto worker = spawn([](arc<mutex<int>> own) { ++*own->lock(); }, shared);
    std::move(worker).join();
    EXPECT_EQ(shared.use_count(), 1u);
  }
  EXPECT_EQ(*shared->lock(), rounds(50));
}

TEST(Spawn, aDetachedThreadRunsOn) {
  auto [sender, receiver] = bounded_channel<int>(1);
  spawn([](holdfast::sender<int> to) { (void)to.send(4); }, std::move(sender))
      .detach();
  EXPECT_EQ(*receiver.receive(), 4);
}

TEST(Spawn, aStopRequestIsHeard) {
  auto worker = spawn(
      [](std::stop_token stop, int step) {
        int turns = 0;
        while (!stop.stop_requested())
          turns += step;
        return turns % step;
      },
      2);
  EXPECT_FALSE(worker.is_done());
  worker.request_stop();
  EXPECT_EQ(std::move(worker).join(), 0);
}

TEST(SpawnDeathTest, aDroppedHandleEndsTheProgram) {
  EXPECT_DEATH(
      { auto dropped = spawn([] {}); },
      "dropped that was neither joined nor detached");
  EXPECT_DEATH(
      {
        auto worker = spawn([] {});
        std::move(worker).join();
        std::move(worker).join();
      },
      "joined or detached that was so before");
}

TEST(ScopeDeathTest, whatTheScopeHasThrownIsNotJoinedForIt) {
  EXPECT_DEATH(
      {
        std::optional<scoped_handle<void>> late;
        try {
          scope([&](auto &threads) {
            late.emplace(threads.spawn([] { throw 1; }));
          });
        } catch (int) {
        }
        std::move(*late).join();
      },
      "joined whose exception its scope has thrown");
}

TEST(Scope, childrenBorrowAndAreJoined) {
  for (int i = 0; i < rounds(50); ++i) {
    int left = 0, right = 0; // plain: ThreadSanitizer looks on
    const int result = scope([&](auto &threads) {
      threads.spawn([&] { left = 1; });
      threads.spawn([&] { right = 2; });
      return 3;
    });
    EXPECT_EQ(left + right + result, 6);
  }
}

TEST(Scope, aHandleGivesTheResultWithin) {
  const std::vector<int> numbers = {1, 2, 3, 4};
  const int sum = scope([&](auto &threads) {
    auto half = threads.spawn([&] { return numbers[0] + numbers[1]; });
    return std::move(half).join() + numbers[2] + numbers[3];
  });
  EXPECT_EQ(sum, 10);
}

TEST(Scope, childrenMayBeginMore) {
  std::atomic<int> count = 0;
  scope([&](auto &threads) {
    for (int i = 0; i < 3; ++i)
      threads.spawn([&] {
        ++count;
        threads.spawn([&] { ++count; });
      });
  });
  EXPECT_EQ(count, 6);
}

TEST(Scope, theBodysExceptionComesAfterAllHaveEnded) {
  std::atomic<bool> ended = false;
  EXPECT_THROW(scope([&](auto &threads) {
                 threads.spawn([&](std::stop_token stop) {
                   while (!stop.stop_requested())
                     std::this_thread::yield();
                   ended = true;
                 });
                 throw std::runtime_error("x");
               }),
               std::runtime_error);
  EXPECT_TRUE(ended);
}

TEST(Scope, anExceptionOfAChildStopsTheOthersAndIsThrown) {
  EXPECT_THROW(scope([&](auto &threads) {
                 threads.spawn([](std::stop_token stop) {
                   while (!stop.stop_requested())
                     std::this_thread::yield();
                 });
                 threads.spawn([] { throw std::logic_error("x"); });
               }),
               std::logic_error);
}

TEST(Scope, anExceptionThatWasJoinedIsNotThrownAgain) {
  EXPECT_NO_THROW(scope([](auto &threads) {
    auto bad = threads.spawn([] { throw 1; });
    EXPECT_THROW(std::move(bad).join(), int);
  }));
}

TEST(Scope, argumentsMayBorrowWhatIsSync) {
  mutex<int> total;
  scope([&](auto &threads) {
    threads.spawn([](const mutex<int> &of) { ++*of.lock(); }, std::cref(total));
    threads.spawn([](const mutex<int> *of) { ++*of->lock(); }, &total);
  });
  EXPECT_EQ(*total.lock(), 2);
}

} // namespace
