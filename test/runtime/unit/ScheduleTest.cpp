//===- ScheduleTest.cpp - the same interleaving again ---------------------===//
//
// A seed gives one interleaving, always the same one, of locks, channels,
// select and time; different seeds give different ones, and a search finds the
// one in a hundred that is wrong.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/blocking.h"
#include "holdfast/channel.h"
#include "holdfast/mutex.h"
#include "holdfast/parallel.h"
#include "holdfast/schedule.h"
#include "holdfast/select.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

#if HOLDFAST_CHECKED

/// What four goroutines write down under a lock, and send to a fifth.
std::string story(std::uint64_t seed) {
  return run_scheduled(seed, [] {
    mutex<std::string> log;
    auto [sender, receiver] = bounded_channel<char>(2);
    auto reader = go([&, from = std::move(receiver)]() mutable {
      for (char one : from)
        *log.lock() += one;
    });
    go_scope([&](auto &tasks) {
      for (char name : {'a', 'b', 'c', 'd'})
        tasks.go([&, name, to = sender]() mutable {
          for (int i = 0; i < 3; ++i) {
            *log.lock() += name;
            (void)to.send(static_cast<char>(name - 'a' + 'A'));
            if (name == 'd')
              sleep_for(1ms);
          }
        });
    });
    {
      auto gone = std::move(sender);
    }
    std::move(reader).join();
    return *log.lock();
  });
}

TEST(Schedule, theSameSeedGivesTheSameInterleaving) {
  std::set<std::string> different;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const std::string once = story(seed);
    EXPECT_EQ(once.size(), 24u);
    EXPECT_EQ(story(seed), once) << seed;
    different.insert(once);
  }
  EXPECT_GT(different.size(), 40u);
}

/// Reads under one lock and writes under another: an update may be lost.
int twoIncrements(bool is_right) {
  mutex<int> value(0);
  go_scope([&](auto &tasks) {
    for (int i = 0; i < 2; ++i)
      tasks.go([&] {
        if (is_right) {
          ++*value.lock();
        } else {
          const int before = *value.lock();
          *value.lock() = before + 1;
        }
      });
  });
  return *value.lock();
}

TEST(Schedule, aSearchFindsWhatIsWrong) {
  const auto failing =
      search_schedules(200, [] { return twoIncrements(false) == 2; });
  ASSERT_TRUE(failing);
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(run_scheduled(*failing, [] { return twoIncrements(false); }), 1);
  EXPECT_EQ(search_schedules(200, [] { return twoIncrements(true) == 2; }),
            std::nullopt);
}

TEST(Schedule, timeIsItsOwn) {
  const auto begin = steady::now();
  const auto order = run_scheduled(7, [] {
    mutex<std::string> log;
    go_scope([&](auto &tasks) {
      tasks.go([&] {
        sleep_for(2h);
        *log.lock() += "2";
      });
      tasks.go([&] {
        sleep_for(1h);
        *log.lock() += "1";
        auto [sender, receiver] = bounded_channel<int>(1);
        EXPECT_FALSE(receiver.receive_until(detail::after(90min)));
        *log.lock() += "3";
      });
    });
    return *log.lock();
  });
  EXPECT_EQ(order, "123");
  EXPECT_LT(steady::now() - begin, 1min);
}

TEST(Schedule, selectsPiecesAndBlockingCallsAreDecidedToo) {
  const auto run = [](std::uint64_t seed) {
    return run_scheduled(seed, [] {
      std::string log;
      auto [left, left_end] = bounded_channel<int>(4);
      auto [right, right_end] = bounded_channel<int>(4);
      for (int i = 0; i < 4; ++i) {
        EXPECT_TRUE(left.send(i));
        EXPECT_TRUE(right.send(i));
      }
      for (int i = 0; i < 8; ++i)
        select(on_receive(left_end, [&](auto) { log += 'l'; }),
               on_receive(right_end, [&](auto) { log += 'r'; }));
      std::vector<int> all(100, 1);
      log += std::to_string(parallel_reduce(all, 0, std::plus<>()));
      log += std::to_string(blocking([] { return 7; }));
      return log;
    });
  };
  std::set<std::string> different;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    EXPECT_EQ(run(seed), run(seed));
    different.insert(run(seed));
  }
  EXPECT_GT(different.size(), 10u);
}

TEST(Schedule, anExceptionArrives) {
  EXPECT_THROW(run_scheduled(1, []() -> int { throw std::string("x"); }),
               std::string);
}

TEST(ScheduleDeathTest, aDeadlockIsReportedWithItsSeed) {
  EXPECT_DEATH(
      run_scheduled(5,
                    [] {
                      auto ends = bounded_channel<int>(1);
                      go([&] { (void)ends.receiver.receive(); }).join();
                    }),
      "deadlock: nobody is left[^\n]*\n"
      "  goroutine 1, [^\n]* waits for others to end[^\n]*\n"
      "  goroutine 2, [^\n]* waits for the other end of a channel at [^\n]*\n"
      "holdfast: that was the schedule of seed 5");
}

#endif

} // namespace
