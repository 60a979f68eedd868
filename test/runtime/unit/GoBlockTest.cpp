//===- GoBlockTest.cpp - everything that blocks parks a goroutine ---------===//
//
// More goroutines than there can be threads wait for each other in each of the
// library's types, alone and mixed with threads: where one kept its thread,
// the test would hang. What is waited for is written to plain variables, for
// ThreadSanitizer to see that the wait orders memory.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/condvar.h"
#include "holdfast/go.h"
#include "holdfast/once.h"
#include "holdfast/select.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

constexpr int crowd = 100;

/// Runs body(0) to body(count - 1), each in a goroutine, and joins them.
template <class Body> void inGoroutines(int count, Body body) {
  go_scope([&](auto &tasks) {
    for (int i = 0; i < count; ++i)
      tasks.go([&body, i] { body(i); });
  });
}

/// The same with `count` threads beside them, numbered after the goroutines.
template <class Body> void inBoth(int count, Body body) {
  go_scope([&](auto &tasks) {
    for (int i = 0; i < count; ++i)
      tasks.go([&body, i] { body(i); });
    inThreads(4, [&](int i) { body(count + i); });
  });
}

TEST(GoBlock, aBarrierForMoreThanThereAreThreads) {
  barrier all(crowd);
  std::atomic<int> last = 0;
  int before[crowd] = {};
  inGoroutines(crowd, [&](int i) {
    for (int round = 0; round < rounds(5); ++round) {
      before[i] = round;
      last += all.arrive_and_wait();
      EXPECT_EQ(before[(i + 1) % crowd], round);
      last += all.arrive_and_wait();
    }
  });
  EXPECT_EQ(last, rounds(5) * 2);
}

TEST(GoBlock, aMutexHeldAcrossYields) {
  mutex<long> total;
  inBoth(crowd, [&](int) {
    for (int k = 0; k < rounds(10); ++k) {
      auto value = total.lock();
      ++*value;
      if (k % 4 == 0)
        yield();
    }
  });
  EXPECT_EQ(*total.lock(), long(crowd + 4) * rounds(10));
}

TEST(GoBlock, aMutexWithATimeLimit) {
  mutex<int> value;
  inBoth(crowd, [&](int i) {
    for (int k = 0; k < rounds(4); ++k) {
      if (i % 2) {
        auto held = value.lock();
        sleep_for(10us);
      } else if (auto held = value.try_lock_for(100us))
        ++**held;
    }
  });
  EXPECT_LE(*value.lock(), (crowd + 4) * rounds(4));
}

/// The thread of the timers lets goroutines run, for which it needs what those
/// who begin goroutines from outside hold; all parking spaces are in use.
TEST(GoBlock, timersAndManyWhoBeginGoroutines) {
  std::atomic<bool> isOver = false;
  std::vector<std::jthread> outside;
  for (int i = 0; i < 24; ++i)
    outside.emplace_back([&] {
      while (!isOver)
        go([] {}).join();
    });
  std::atomic<int> slept = 0;
  go_scope([&](auto &tasks) {
    for (int i = 0; i < 5000; ++i)
      tasks.go([&] {
        for (int k = 0; k < 20; ++k)
          sleep_for(50us);
        ++slept;
      });
  });
  isOver = true;
  EXPECT_EQ(slept, 5000);
}

TEST(GoBlock, aReadersWriterLock) {
  rwlock<std::pair<int, int>> value;
  inBoth(crowd, [&](int i) {
    for (int k = 0; k < rounds(10); ++k)
      if (i % 3 == 0) {
        auto mine = value.write();
        ++mine->first;
        if (k % 4 == 0)
          yield();
        ++mine->second;
      } else {
        auto seen = value.read();
        EXPECT_EQ(seen->first, seen->second);
        if (k % 4 == 0)
          yield();
        EXPECT_EQ(seen->first, seen->second);
      }
  });
}

TEST(GoBlock, aConditionVariablePassesATurnAround) {
  mutex<int> turn(0);
  condvar changed;
  const int all = 20 + 4, laps = rounds(4);
  inBoth(20, [&](int i) {
    for (int lap = 0; lap < laps; ++lap) {
      auto now = turn.lock();
      changed.wait(now, [&](int whose) { return whose % all == i; });
      ++*now;
      changed.notify_all();
    }
  });
  EXPECT_EQ(*turn.lock(), all * laps);
}

TEST(GoBlock, aSemaphoreLetsSoManyIn) {
  const semaphore places(3);
  std::atomic<int> inside = 0, most = 0;
  inBoth(crowd, [&](int) {
    for (int k = 0; k < rounds(3); ++k) {
      auto mine = places.acquire();
      const int now = ++inside;
      int seen = most;
      while (seen < now && !most.compare_exchange_weak(seen, now)) {
      }
      yield();
      --inside;
    }
  });
  EXPECT_LE(most, 3);
  EXPECT_GE(most, 1);
}

TEST(GoBlock, onceRunsOnceWhileAllWait) {
  const once first;
  int value = 0;
  inBoth(crowd, [&](int) {
    first.call([&] {
      sleep_for(1ms);
      value = 42;
    });
    EXPECT_EQ(value, 42);
  });
}

TEST(GoBlock, aJoinOfAThread) {
  std::atomic<int> waiting = 0;
  inGoroutines(20, [&](int) {
    auto thread = spawn([&waiting] {
      ++waiting;
      while (waiting < 20) // all goroutines wait for their threads at once
        std::this_thread::yield();
      return 1;
    });
    EXPECT_EQ(std::move(thread).join(), 1);
  });
}

template <class Make> void aChainOfChannels(Make make) {
  constexpr int links_in_all = 20;
  auto [first, last] = make();
  std::vector<go_handle<void>> links;
  auto end = std::move(last);
  for (int i = 0; i < links_in_all; ++i) {
    auto [to, from] = make();
    links.push_back(go(
        [](receiver<int> in, sender<int> out) {
          for (int number : in)
            if (!out.send(number + 1))
              return;
        },
        std::move(end), std::move(to)));
    end = std::move(from);
  }
  auto source = go(
      [](sender<int> out) {
        for (int i = 0; i < rounds(40); ++i)
          EXPECT_TRUE(out.send(i));
      },
      std::move(first));
  int expected = links_in_all;
  for (int number : end)
    EXPECT_EQ(number, expected++);
  EXPECT_EQ(expected, links_in_all + rounds(40));
  std::move(source).join();
  for (auto &link : links)
    std::move(link).join();
}
TEST(GoBlock, aChainOfRendezvous) {
  aChainOfChannels([] { return rendezvous_channel<int>(); });
}
TEST(GoBlock, aChainOfUnbounded) {
  aChainOfChannels([] { return unbounded_channel<int>(); });
}
TEST(GoBlock, aChainOfBounded) {
  aChainOfChannels([] { return bounded_channel<int>(2); });
}

TEST(GoBlock, nothingIsLostOrDoubledAmongMany) {
  auto [send, receive] = bounded_channel<int>(3);
  const int each = rounds(50);
  std::vector<std::atomic<int>> seen(std::size_t(20) * each);
  go_scope([&, to = std::move(send),
            from = std::move(receive)](auto &tasks) mutable {
    for (int i = 0; i < 20; ++i)
      tasks.go(
          [each, i](sender<int> mine) {
            for (int k = 0; k < each; ++k)
              EXPECT_TRUE(mine.send(i * each + k));
          },
          to);
    {
      auto gone = std::move(to);
    }
    for (int i = 0; i < 20; ++i)
      tasks.go(
          [&seen](receiver<int> mine) {
            for (int number : mine)
              ++seen[number];
          },
          from);
  });
  for (auto &count : seen)
    EXPECT_EQ(count, 1);
}

TEST(GoBlock, selectOverManyWithTimeLimits) {
  auto [left_in, left] = rendezvous_channel<int>();
  auto [right_in, right] = bounded_channel<int>(1);
  const int each = rounds(40);
  std::atomic<long> sum = 0, late = 0;
  go_scope([&, &left = left, &right = right, &left_in = left_in,
            &right_in = right_in](auto &tasks) {
    for (int i = 0; i < 10; ++i)
      tasks.go([&, i] {
        for (int k = 0; k < each; ++k)
          EXPECT_TRUE((i % 2 ? left_in : right_in).send(1));
      });
    for (int i = 0; i < 5; ++i)
      tasks.go([&] {
        int got = 0;
        while (got < 2 * each)
          select(on_receive(left,
                            [&](auto one) {
                              sum += *one;
                              ++got;
                            }),
                 on_receive(right,
                            [&](auto one) {
                              sum += *one;
                              ++got;
                            }),
                 on_timeout(50us, [&] { ++late; }));
      });
  });
  EXPECT_EQ(sum, 10 * each);
}

// The value is in the result or with the receiver, however the times race.
TEST(GoBlock, timeLimitsThatRaceWithWakes) {
  auto [send, receive] = rendezvous_channel<int>();
  const int each = rounds(40);
  std::atomic<long> sent = 0, received = 0;
  go_scope([&, &send = send, &receive = receive](auto &tasks) {
    for (int i = 0; i < 8; ++i) {
      tasks.go([&, i] {
        for (int k = 0; k < each; ++k)
          if (send.send_for(1, std::chrono::microseconds((i * 7 + k) % 60)))
            ++sent;
      });
      tasks.go([&, i] {
        for (int k = 0; k < each; ++k)
          if (receive.receive_for(std::chrono::microseconds((i * 5 + k) % 60)))
            ++received;
      });
    }
  });
  EXPECT_EQ(sent, received);
}

TEST(GoBlock, sleepersWakeInTime) {
  std::atomic<int> awake = 0;
  const auto start = steady::now();
  inGoroutines(crowd, [&](int i) {
    const auto until = start + (crowd - i) * 1ms;
    sleep_until(until);
    EXPECT_GE(steady::now(), until);
    ++awake;
  });
  EXPECT_EQ(awake, crowd);
  EXPECT_LT(steady::now() - start, 10s); // they sleep beside each other
}

TEST(GoBlock, yieldsTakeTurns) {
  std::atomic<bool> stop = false;
  std::atomic<int> turns[crowd] = {};
  go_scope([&](auto &tasks) {
    for (auto &mine : turns)
      tasks.go([&] {
        while (!stop) {
          ++mine;
          yield();
        }
      });
    const auto allHaveRun = [&] {
      return std::all_of(std::begin(turns), std::end(turns),
                         [](auto &one) { return one > 10; });
    };
    while (!allHaveRun())
      std::this_thread::yield();
    stop = true;
  });
}

} // namespace
