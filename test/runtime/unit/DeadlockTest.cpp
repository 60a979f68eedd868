//===- DeadlockTest.cpp - when everybody waits for ever -------------------===//
//
// The checked build ends a program in which nobody is left who could wake
// anybody, and names who waits for what; it says nothing as long as somebody
// might, however long that takes.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/blocking.h"
#include "holdfast/channel.h"
#include "holdfast/condvar.h"
#include "holdfast/detail/sanitizer.h"
#include "holdfast/go.h"
#include "holdfast/mutex.h"

#include <gtest/gtest.h>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

#if HOLDFAST_CHECKED && !HOLDFAST_TSAN // which has a thread of its own

void waitForEachOther() {
  auto [left, left_end] = bounded_channel<int>(1);
  auto [right, right_end] = bounded_channel<int>(1);
  go_scope([&](auto &tasks) {
    tasks.go([&] { (void)right.send(*left_end.receive()); });
    tasks.go([&] { (void)left.send(*right_end.receive()); });
  });
}

TEST(DeadlockDeathTest, goroutinesThatWaitForEachOther) {
  EXPECT_DEATH(waitForEachOther(),
               "deadlock: nobody is left who could wake those that wait\n"
               "  the main thread waits for others to end .a join[^\n]* at "
               "[^\n]*DeadlockTest.cpp:[0-9]+\n"
               "  goroutine 1, [^\n]*waits for the other end of a channel at "
               "[^\n]*DeadlockTest.cpp:[0-9]+\n"
               "  goroutine 2, [^\n]*waits for the other end of a channel at "
               "[^\n]*DeadlockTest.cpp:[0-9]+");
}

void waitInAThread() {
  auto [sender, receiver] = rendezvous_channel<int>();
  spawn([&] { (void)receiver.receive(); }).join();
}

TEST(DeadlockDeathTest, threadsWithoutGoroutines) {
  EXPECT_DEATH(waitInAThread(),
               "the main thread waits for others to end[^\n]*\n"
               "  thread [0-9]+ waits for the other end of a channel at");
}

TEST(DeadlockDeathTest, aConditionThatNobodyIsLeftToChange) {
  EXPECT_DEATH(
      {
        mutex<bool> is_ready(false);
        condvar changed;
        go([&] {
          auto held = is_ready.lock();
          changed.wait(held, [](bool ready) { return ready; });
        }).join();
      },
      "waits for a condition at [^\n]*DeadlockTest.cpp:");
}

TEST(Deadlock, isNoneWhileSomebodySleeps) {
  auto [sender, receiver] = bounded_channel<int>(1);
  go_scope([&](auto &tasks) {
    tasks.go([&] { EXPECT_TRUE(receiver.receive()); });
    tasks.go([&] {
      sleep_for(900ms);
      EXPECT_TRUE(sender.send(1));
    });
  });
}

TEST(Deadlock, isNoneWhileACallBlocks) {
  auto [sender, receiver] = bounded_channel<int>(1);
  go_scope([&](auto &tasks) {
    tasks.go([&] { EXPECT_TRUE(receiver.receive()); });
    tasks.go([&] {
      blocking([] { std::this_thread::sleep_for(900ms); });
      EXPECT_TRUE(sender.send(1));
    });
  });
}

TEST(Deadlock, isNoneWhileAThreadDoesAnythingElse) {
  auto [sender, receiver] = bounded_channel<int>(1);
  std::jthread other([&] {
    std::this_thread::sleep_for(900ms);
    EXPECT_TRUE(sender.send(1));
  });
  go([&] { EXPECT_TRUE(receiver.receive()); }).join();
}

TEST(Deadlock, isNoneAfterOneAndAHalfSecondsOfRendezvous) {
  // Every wait is short, but all wait most of the time.
  auto [sender, receiver] = rendezvous_channel<int>();
  const auto end = steady::now() + 1500ms;
  std::jthread other([&] {
    while (steady::now() < end)
      EXPECT_TRUE(sender.send(1));
    EXPECT_TRUE(sender.send(0));
  });
  auto last = go([&] {
    while (*receiver.receive() == 1) {
    }
  });
  std::move(last).join();
}

#endif

} // namespace
