//===- GoTest.cpp - goroutines: results, scopes, switches -----------------===//
//
// What a goroutine returns, throws and takes along: exceptions in flight and
// the floating point's modes belong to it, whoever else runs on its thread in
// between. Blocking is GoBlockTest.cpp's.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/arc.h"
#include "holdfast/cell.h"
#include "holdfast/channel.h"
#include "holdfast/detail/sanitizer.h"
#include "holdfast/go.h"

#include <gtest/gtest.h>

#include <cfenv>
#include <memory>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

#if !HOLDFAST_CHECKED
static_assert(sizeof(go_handle<int>) == sizeof(void *));
#endif

TEST(Go, givesItsResultToWhoJoins) {
  auto sum = go(
      [](std::vector<int> numbers) {
        return std::accumulate(numbers.begin(), numbers.end(), 0);
      },
      std::vector{1, 2, 3});
  EXPECT_EQ(std::move(sum).join(), 6);
  auto nothing = go([] {});
  std::move(nothing).join();
  auto text = go([] { return std::make_unique<std::string>("moved"); });
  EXPECT_EQ(*std::move(text).join(), "moved");
}

TEST(Go, givesItsExceptionToWhoJoins) {
  auto failing = go([]() -> int { throw std::runtime_error("mine"); });
  try {
    std::move(failing).join();
    FAIL();
  } catch (const std::runtime_error &error) {
    EXPECT_STREQ(error.what(), "mine");
  }
}

TEST(Go, runsInAGoroutineAndKnowsIt) {
  EXPECT_FALSE(in_goroutine());
  EXPECT_TRUE(go([] { return in_goroutine(); }).join());
  EXPECT_FALSE(in_goroutine());
}

TEST(Go, mayBeginOthersAndJoinThem) {
  auto outer = go([] {
    auto inner = go([] { return go([] { return 7; }); });
    return std::move(inner).join();
  });
  EXPECT_EQ(std::move(outer).join().join(), 7);
}

TEST(Go, whatItWasGivenIsGoneWhenItIsJoined) {
  auto token = std::make_shared<int>(1);
  auto user = go([](std::shared_ptr<int> mine) { return *mine; }, token);
  EXPECT_EQ(std::move(user).join(), 1);
  EXPECT_EQ(token.use_count(), 1);
}

TEST(Go, hearsThatItIsAskedToStop) {
  auto patient = go([](std::stop_token stop) {
    int rounds = 0;
    for (; !stop.stop_requested(); ++rounds)
      yield();
    return rounds;
  });
  patient.request_stop();
  EXPECT_GE(std::move(patient).join(), 0);
}

TEST(Go, detachedItStillRuns) {
  wait_group group;
  auto count = arc<atomic<int>>::make(0);
  for (int i = 0; i < 100; ++i)
    go(
        [](auto counter, auto member) {
          counter->fetch_add(1);
          (void)member;
        },
        count, group.token())
        .detach();
  group.wait();
  EXPECT_EQ(count->load(), 100);
}

TEST(Go, manyThousands) {
  const int count = rounds(2000);
  std::vector<go_handle<int>> all;
  for (int i = 0; i < count; ++i)
    all.push_back(go([](int number) { return number; }, i));
  for (int i = 0; i < count; ++i)
    EXPECT_EQ(std::move(all[i]).join(), i);
}

// ThreadSanitizer knows 8,000 threads at most, and a parked goroutine is one.
TEST(Go, manyThatAreParkedAtOnce) {
  constexpr int count = 1000;
  auto [send, receive] = unbounded_channel<int>();
  latch begin(1), parked(count);
  go_scope([&, &receive = receive, &send = send](auto &tasks) {
    for (int i = 0; i < count; ++i)
      tasks.go([&, i] {
        parked.count_down();
        begin.wait();
        (void)send.send(i);
      });
    parked.wait();
    begin.count_down();
    long sum = 0;
    for (int i = 0; i < count; ++i)
      sum += *receive.receive();
    EXPECT_EQ(sum, long(count) * (count - 1) / 2);
  });
}

TEST(GoScope, joinsWhatBorrows) {
  std::vector<int> numbers(1000, 1);
  const long sum = go_scope([&](auto &tasks) {
    auto half = tasks.go([&] {
      return std::accumulate(numbers.begin(), numbers.begin() + 500, 0L);
    });
    return std::accumulate(numbers.begin() + 500, numbers.end(), 0L) +
           std::move(half).join();
  });
  EXPECT_EQ(sum, 1000);
}

TEST(GoScope, joinsTheChildrenOfChildren) {
  for (int i = 0; i < rounds(20); ++i) {
    std::atomic<int> count = 0;
    go_scope([&](auto &tasks) {
      for (int j = 0; j < 5; ++j)
        tasks.go([&] {
          ++count;
          for (int k = 0; k < 5; ++k)
            tasks.go([&] {
              yield();
              ++count;
            });
        });
    });
    EXPECT_EQ(count, 30);
  }
}

TEST(GoScope, throwsTheFirstThatNobodyTook) {
  std::atomic<bool> asked = false;
  try {
    go_scope([&](auto &tasks) {
      auto taken = tasks.go([]() -> int { throw std::runtime_error("taken"); });
      EXPECT_THROW(std::move(taken).join(), std::runtime_error);
      tasks.go([] { throw std::runtime_error("first"); });
      tasks.go([&](std::stop_token stop) {
        while (!stop.stop_requested())
          yield();
        asked = true;
        throw std::runtime_error("second");
      });
    });
    FAIL();
  } catch (const std::runtime_error &error) {
    EXPECT_STREQ(error.what(), "first");
  }
  EXPECT_TRUE(asked);
}

TEST(GoScope, theBodysExceptionComesFirst) {
  EXPECT_THROW(go_scope([&](auto &tasks) {
                 tasks.go([] { throw std::runtime_error("child"); });
                 throw std::logic_error("body");
               }),
               std::logic_error);
}

// Each blocks in the handler of its own exception, with others in between.
TEST(GoSwitch, exceptionsInFlightBelongToTheGoroutine) {
  go_scope([&](auto &tasks) {
    for (int i = 0; i < 50; ++i)
      tasks.go([i] {
        try {
          throw std::runtime_error(std::to_string(i));
        } catch (const std::runtime_error &error) {
          for (int k = 0; k < 20; ++k) {
            yield();
            EXPECT_EQ(error.what(), std::to_string(i));
            try {
              yield();
              throw; // the one that is being handled
            } catch (const std::runtime_error &same) {
              EXPECT_EQ(same.what(), std::to_string(i));
            }
          }
        }
        EXPECT_EQ(std::current_exception(), nullptr);
      });
  });
}

TEST(GoSwitch, unwindingBelongsToTheGoroutine) {
  struct blocks_in_destructor {
    ~blocks_in_destructor() {
      for (int k = 0; k < 10; ++k) {
        yield();
        EXPECT_EQ(std::uncaught_exceptions(), expected);
      }
    }
    int expected;
  };
  go_scope([&](auto &tasks) {
    for (int i = 0; i < 20; ++i)
      tasks.go([i] {
        try {
          blocks_in_destructor one{i % 2};
          if (i % 2)
            throw 1;
        } catch (int) {
        }
        EXPECT_EQ(std::uncaught_exceptions(), 0);
      });
  });
}

TEST(GoSwitch, roundingBelongsToTheGoroutine) {
  go_scope([&](auto &tasks) {
    for (int mode : {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO})
      tasks.go([mode] {
        std::fesetround(mode);
        for (int k = 0; k < 100; ++k) {
          yield();
          EXPECT_EQ(std::fegetround(), mode);
        }
      });
  });
  EXPECT_EQ(std::fegetround(), FE_TONEAREST);
}

TEST(GoSwitch, theStackIsAlignedAndDeepEnough) {
  struct deep {
    static int down(int levels) {
      volatile char some[1024];
      some[0] = static_cast<char>(levels);
      some[1023] = some[0];
      if (levels == 0)
        return 0;
      return down(levels - 1) + (some[0] == some[1023]);
    }
  };
  auto user = go([] {
    alignas(64) volatile char aligned[64] = {};
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&aligned) % 64, 0u);
    return deep::down(100);
  });
  EXPECT_EQ(std::move(user).join(), 100);
}

TEST(GoDeathTest, aDroppedHandle) {
  EXPECT_DEATH(
      { auto lost = go([] {}); },
      "the handle of a goroutine is dropped that was neither joined "
      "nor detached");
  go([] {}).detach();
}

TEST(GoDeathTest, joinedTwice) {
  EXPECT_DEATH(
      {
        auto one = go([] {});
        std::move(one).join();
        std::move(one).join();
      },
      "joined or detached that was so before");
}

TEST(GoDeathTest, whatTheScopeHasThrownIsNotJoinedForIt) {
  EXPECT_DEATH(
      {
        std::optional<scoped_go_handle<void>> late;
        try {
          go_scope(
              [&](auto &tasks) { late.emplace(tasks.go([] { throw 1; })); });
        } catch (int) {
        }
        std::move(*late).join();
      },
      "joined whose exception its scope has thrown");
}

#if HOLDFAST_CHECKED
TEST(GoDeathTest, relockingByTheSameGoroutine) {
  EXPECT_DEATH(go([] {
                 mutex<int> value;
                 auto first = value.lock();
                 yield();
                 auto second = value.lock();
               }).join(),
               "this goroutine locks what it already holds");
  // The thread of the first one runs the second one meanwhile.
  mutex<int> value;
  go_scope([&](auto &tasks) {
    for (int i = 0; i < 20; ++i)
      tasks.go([&] {
        auto held = value.lock();
        yield();
      });
  });
}

TEST(GoDeathTest, aGoroutineThatEndsWithALock) {
  EXPECT_DEATH(go([] {
                 static mutex<int> value;
                 [[maybe_unused]] auto *lost = new auto(value.lock());
               }).join(),
               "a goroutine ends with a lock held since .*GoTest.cpp:");
}
#endif

// AddressSanitizer names the overflow itself, in other words.
#if HOLDFAST_CHECKED && !HOLDFAST_ASAN
[[gnu::noinline]] int endless(volatile int *depth) {
  volatile char some[512];
  some[0] = 1;
  *depth = *depth + 1;
  return endless(depth) + some[0];
}
TEST(GoDeathTest, aStackThatOverflows) {
  EXPECT_DEATH(
      {
        (void)go([] {
          volatile int depth = 0;
          return endless(&depth);
        }).join();
      },
      "the stack of a goroutine has overflowed");
}
#endif

} // namespace
