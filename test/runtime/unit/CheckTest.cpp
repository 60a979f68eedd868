//===- CheckTest.cpp - what the checked build stops at --------------------===//
//
// Each violation is a program that dies with the sentence; its twin, beside
// it, lives. In the release build there is nothing to test.
//
//===----------------------------------------------------------------------===//

#include "holdfast/check.h"

#if HOLDFAST_CHECKED

#include "holdfast/channel.h"
#include "holdfast/mutex.h"

#include <gtest/gtest.h>

#include <thread>

using namespace holdfast;

namespace {

TEST(CheckDeathTest, relockingByTheSameThread) {
  EXPECT_DEATH(
      {
        mutex<int> value;
        auto first = value.lock();
        auto second = value.lock();
      },
      "CheckTest.cpp:.* this thread locks what it already holds, since "
      ".*CheckTest.cpp:");
  mutex<int> value;
  {
    auto first = value.lock();
  }
  auto second = value.lock();
}

TEST(CheckDeathTest, readingWhileReading) {
  EXPECT_DEATH(
      {
        rwlock<int> value;
        auto first = value.read();
        auto second = value.read();
      },
      "this thread locks what it already holds");
}

TEST(CheckDeathTest, bothOrdersAreReportedWithoutADeadlock) {
  mutex<int> a, b, c;
  const auto lockBoth = [](const mutex<int> &first, const mutex<int> &second) {
    auto one = first.lock();
    auto two = second.lock();
  };
  lockBoth(a, b);
  lockBoth(a, b);
  lockBoth(b, c);
  EXPECT_DEATH(
      lockBoth(b, a),
      "two locks are taken in both orders: .*CheckTest.cpp:.* the other "
      "way round at .*CheckTest.cpp:[^\n]*\n  here, by\n    #0 ");
  EXPECT_DEATH(lockBoth(c, a), // by way of b
               "two locks are taken in both orders.*\n  the other way round, "
               "by\n    #0 ");
  lockBoth(a, c);
  auto [x, y] = lock_all(b, a);
}

TEST(CheckDeathTest, tryLockMakesNoOrder) {
  mutex<int> a, b;
  {
    auto one = a.lock();
    auto two = b.try_lock();
  }
  auto one = b.lock();
  auto two = a.lock();
}

TEST(CheckDeathTest, aDestroyedLockIsForgotten) {
  mutex<int> a;
  for (int i = 0; i < 2; ++i) {
    std::optional<mutex<int>> b(std::in_place);
    if (i == 0) {
      auto one = a.lock();
      auto two = b->lock();
    } else { // another lock, most likely at the same address
      auto one = b->lock();
      auto two = a.lock();
    }
  }
}

TEST(CheckDeathTest, ranksThatDescend) {
  mutex<int, rank<1>> low;
  mutex<int, rank<2>> high;
  EXPECT_DEATH(
      {
        auto first = high.lock();
        auto second = low.lock();
      },
      "a lock of rank 1 is taken while one of rank 2 is held");
  auto first = low.lock();
  auto second = high.lock();
}

TEST(CheckDeathTest, aGuardUsedAfterItWasMoved) {
  mutex<int> value;
  auto first = value.lock();
  auto second = std::move(first);
  EXPECT_DEATH(++*first, "a guard is used after it was moved");
  ++*second;
}

TEST(CheckDeathTest, anEndUsedAfterItWasMoved) {
  auto ends = bounded_channel<int>(1);
  const auto sender = std::move(ends.sender);
  const auto receiver = std::move(ends.receiver);
  EXPECT_DEATH((void)ends.sender.send(1),
               "an end of a channel is used after it was moved");
  EXPECT_DEATH((void)ends.receiver.try_receive(),
               "an end of a channel is used after it was moved");
  (void)sender.send(1);
  EXPECT_TRUE(receiver.try_receive());
}

TEST(CheckDeathTest, aGuardReleasedByAnotherThread) {
  EXPECT_DEATH(
      {
        mutex<int> value;
        std::optional held = value.lock();
        std::thread([&] { held.reset(); }).join();
      },
      "a lock is given back by a thread that does not hold it");
}

TEST(CheckDeathTest, aLockDestroyedWhileHeld) {
  EXPECT_DEATH(
      {
        auto value = std::make_unique<mutex<int>>();
        auto held = value->lock();
        value.reset();
      },
      "a lock is destroyed while it is held");
}

TEST(CheckDeathTest, oneMutexTwiceInLockAll) {
  mutex<int> a, b;
  EXPECT_DEATH((void)lock_all(a, b, a),
               "lock_all\\(\\) is given one mutex twice");
}

TEST(CheckDeathTest, theHandlerIsToldFirst) {
  EXPECT_DEATH(
      {
        set_check_handler(
            [](const char *) noexcept { std::fputs("mine\n", stderr); });
        mutex<int> value;
        auto first = value.lock();
        auto second = value.lock();
      },
      "^mine\n$");
}

} // namespace

#endif // HOLDFAST_CHECKED
