//===- SuspensionTest.cpp - guards that must not be held while waiting ----===//
//
// With the option no_suspension the checked build stops a guard of the lock
// that is held where its holder may be made to wait, whether it would have
// waited or not. The twins give the guard up first, or have no such option.
//
//===----------------------------------------------------------------------===//

#include "holdfast/blocking.h"
#include "holdfast/channel.h"
#include "holdfast/condvar.h"
#include "holdfast/go.h"
#include "holdfast/parallel.h"
#include "holdfast/select.h"

#include <gtest/gtest.h>

#include <mutex>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

/// Runs the body with the lock held, and without.
template <class Body> void lockAnd(const auto &lock, Body body) {
  auto held = lock.lock();
  body();
}

const mutex<int, no_suspension> forShort(0);
const mutex<int> forLong(0);

/// All that may wait, none of which has to.
const auto receives = [] {
  auto [values, valuesEnd] = bounded_channel<int>(1);
  (void)values.send(1);
  EXPECT_TRUE(valuesEnd.receive());
};
const auto joins = [] { go([] {}).join(); };
const auto sleeps = [] { sleep_for(0s); };
const auto yields = [] { yield(); };
const auto waits = [] { wait_group().wait(); };
const auto blocks = [] { blocking([] {}); };
const auto selects = [] {
  auto one = after(0s);
  select(on_receive(one, [](auto) {}));
};
const auto says = [] { may_suspend(); };

TEST(Suspension, isAllowedWithoutTheOption) {
  lockAnd(forLong, receives);
  lockAnd(forLong, joins);
  lockAnd(forLong, sleeps);
  lockAnd(forLong, yields);
  lockAnd(forLong, waits);
  lockAnd(forLong, blocks);
  lockAnd(forLong, selects);
  lockAnd(forLong, says);
}

TEST(Suspension, isAllowedWhenTheGuardIsGone) {
  {
    auto held = forShort.lock();
  }
  receives();
  joins();
  says();
}

TEST(Suspension, isNoneInWhatNeverWaits) {
  auto [values, valuesEnd] = unbounded_channel<int>();
  auto held = forShort.lock();
  (void)values.send(1);
  EXPECT_TRUE(valuesEnd.try_receive());
  select(on_receive(valuesEnd, [](auto) {}), otherwise([] {}));
  auto more = forLong.lock(); // another lock is a matter of their order
}

TEST(Suspension, isAllowedWithTheGuardThatAConditionGivesUp) {
  const condvar changed;
  auto held = forShort.lock();
  EXPECT_FALSE(changed.wait_for(held, 1ms, [](int) { return false; }));
}

#if HOLDFAST_CHECKED

TEST(SuspensionDeathTest, whereTheOptionForbidsIt) {
  const char *const sentence =
      "SuspensionTest.cpp:[0-9]+: holdfast: this thread may be suspended here "
      "while it holds a lock that forbids it, since "
      "[^\n]*SuspensionTest.cpp:";
  EXPECT_DEATH(lockAnd(forShort, receives), sentence);
  EXPECT_DEATH(lockAnd(forShort, joins), sentence);
  EXPECT_DEATH(lockAnd(forShort, sleeps), sentence);
  EXPECT_DEATH(lockAnd(forShort, yields), sentence);
  EXPECT_DEATH(lockAnd(forShort, waits), sentence);
  EXPECT_DEATH(lockAnd(forShort, blocks), sentence);
  EXPECT_DEATH(lockAnd(forShort, selects), sentence);
  EXPECT_DEATH(lockAnd(forShort, says), sentence);
}

TEST(SuspensionDeathTest, ofAGoroutine) {
  EXPECT_DEATH(go([] { lockAnd(forShort, yields); }).join(),
               "this goroutine may be suspended here");
}

TEST(SuspensionDeathTest, ofAReaderAndOfAWriter) {
  const rwlock<int, no_suspension> both(0);
  EXPECT_DEATH(
      {
        auto held = both.read();
        may_suspend();
      },
      "may be suspended here");
  EXPECT_DEATH(
      {
        auto held = both.write();
        may_suspend();
      },
      "may be suspended here");
  {
    auto held = downgrade(both.write());
  }
  may_suspend();
}

TEST(SuspensionDeathTest, atAConditionOfAnotherLock) {
  EXPECT_DEATH(
      {
        const condvar changed;
        auto held = forShort.lock();
        auto other = forLong.lock();
        (void)changed.wait_for(other, 1ms, [](int) { return false; });
      },
      "may be suspended here");
}

TEST(SuspensionDeathTest, withALockOfAnotherLibrary) {
  std::mutex lock;
  EXPECT_DEATH(go([&] {
                 const std::lock_guard held(lock);
                 const forbid_suspension whileHeld;
                 receives();
               }).join(),
               "SuspensionTest.cpp:.* this goroutine may be suspended here "
               "while it holds a lock that forbids it, since "
               ".*SuspensionTest.cpp:");
  go([&] {
    {
      const std::lock_guard held(lock);
      const forbid_suspension whileHeld;
      auto other = forLong.lock(); // another lock is allowed
    }
    receives();
  }).join();
}

TEST(SuspensionDeathTest, inParallel) {
  EXPECT_DEATH(
      lockAnd(forShort, [] { (void)join([] { return 1; }, [] { return 2; }); }),
      "may be suspended here");
}

#endif

} // namespace
