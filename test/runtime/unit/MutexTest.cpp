//===- MutexTest.cpp - mutex, its guards, lock_all and condvar ------------===//
//
// Exclusion is shown by a plain counter that only the lock protects: a lost
// update, or ThreadSanitizer, would show that it does not.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/condvar.h"
#include "holdfast/mutex.h"

#include <gtest/gtest.h>

#include <deque>
#include <stdexcept>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

#if !HOLDFAST_CHECKED
template <class T> struct word_and {
  std::uint32_t word;
  T data;
};
template <class T>
constexpr bool fits = sizeof(mutex<T>) == sizeof(word_and<T>);
static_assert(sizeof(mutex<int>) == 8 && fits<char> && fits<double> &&
              fits<std::string>);
static_assert(sizeof(mutex<int>::guard) == sizeof(void *));
static_assert(sizeof(rwlock<int>::reader) == sizeof(void *));
static_assert(sizeof(rwlock<int>::writer) == sizeof(void *));
static_assert(sizeof(condvar) == 4);
#endif

TEST(Mutex, noUpdateIsLost) {
  mutex<long> total;
  const int each = rounds(20000);
  inThreads(4, [&](int) {
    for (int i = 0; i < each; ++i)
      ++*total.lock();
  });
  EXPECT_EQ(*total.lock(), 4L * each);
}

TEST(Mutex, everyWayOfLockingExcludes) {
  mutex<long> total;
  std::atomic<long> done = 0;
  const int each = rounds(3000);
  inThreads(3, [&](int which) {
    for (int i = 0; i < each; ++i) {
      if (which == 0)
        total.with([](long &value) { ++value; });
      else if (auto held =
                   which == 1 ? total.try_lock() : total.try_lock_for(20us))
        ++**held;
      else
        continue;
      ++done;
    }
  });
  EXPECT_EQ(*total.lock(), done);
}

TEST(Mutex, tryLockFailsOnlyWhileHeld) {
  mutex<int> value(1);
  {
    auto held = value.lock();
    std::jthread([&] { EXPECT_FALSE(value.try_lock()); });
  }
  std::jthread([&] { EXPECT_TRUE(value.try_lock()); });
}

TEST(Mutex, aTimedLockGivesUpAndTheLockStaysUsable) {
  mutex<int> value;
  {
    auto held = value.lock();
    std::jthread([&] {
      const auto start = steady::now();
      EXPECT_FALSE(value.try_lock_for(20ms));
      EXPECT_GE(steady::now() - start, 20ms);
      EXPECT_FALSE(value.try_lock_until(steady::now() - 1s));
      EXPECT_FALSE(value.try_lock_until(deadline::min()));
    });
  }
  EXPECT_TRUE(value.try_lock_for(std::chrono::hours::max()));
}

TEST(Mutex, whoUnlocksWakesWhoWaits) {
  mutex<int> value;
  for (int i = 0; i < rounds(20); ++i) {
    std::optional held = value.lock();
    std::jthread waiter([&] { ++*value.lock(); });
    std::this_thread::sleep_for(1ms); // most likely asleep by now
    held.reset();
  }
  EXPECT_EQ(*value.lock(), rounds(20));
}

TEST(Mutex, aMovedGuardHoldsTheLockOnce) {
  mutex<int> value;
  {
    auto first = value.lock();
    auto second = std::move(first);
    *second = 7;
    std::jthread([&] { EXPECT_FALSE(value.try_lock()); });
  }
  EXPECT_EQ(*value.lock(), 7);
}

TEST(Mutex, mapKeepsTheLock) {
  struct pair {
    int number;
    std::string text;
  };
  mutex<pair> value(pair{1, "a"});
  {
    auto text = map(value.lock(), &pair::text);
    *text += "b";
    EXPECT_EQ(text->size(), 2u);
    auto last = map(std::move(text),
                    [](std::string &all) -> char & { return all.back(); });
    *last = 'c';
    std::jthread([&] { EXPECT_FALSE(value.try_lock()); });
  }
  EXPECT_EQ(value.lock()->text, "ac");
}

TEST(Mutex, withReturnsAValueAndUnlocksAfterAnException) {
  mutex<std::string> value("abc");
  EXPECT_EQ(value.with([](std::string &text) { return text.size(); }), 3u);
  EXPECT_THROW(value.with([](std::string &) { throw std::runtime_error("x"); }),
               std::runtime_error);
  EXPECT_TRUE(value.try_lock());
}

TEST(Mutex, anExceptionPoisonsWhereAskedFor) {
  mutex<int, poisoning> value;
  mutex<int> plain;
  const auto breakIt = [](int &) { throw std::runtime_error("x"); };
  EXPECT_THROW(value.with(breakIt), std::runtime_error);
  EXPECT_THROW(plain.with(breakIt), std::runtime_error);
  EXPECT_TRUE(value.is_poisoned());
  EXPECT_FALSE(plain.is_poisoned());
  EXPECT_THROW((void)value.lock(), poisoned);
  EXPECT_THROW((void)value.try_lock(), poisoned);
  EXPECT_EQ(*plain.lock(), 0);
  value.clear_poison();
  EXPECT_EQ(*value.lock(), 0);
}

TEST(Mutex, aGuardMadeAndLostWhileUnwindingDoesNotPoison) {
  mutex<int, poisoning> value;
  struct cleanup {
    mutex<int, poisoning> &of;
    ~cleanup() { ++*of.lock(); }
  };
  try {
    cleanup runs{value};
    throw 1;
  } catch (int) {
  }
  EXPECT_EQ(*value.lock(), 1);
}

TEST(Mutex, ranksAscend) {
  mutex<int, rank<1>> low;
  mutex<int, rank<2>> high;
  auto first = low.lock();
  auto second = high.lock_after(first);
  *second = ++*first;
}

TEST(LockAll, opposedOrdersDoNotDeadlock) {
  mutex<int> a, b, c;
  const int each = rounds(2000);
  inThreads(3, [&](int which) {
    for (int i = 0; i < each; ++i) {
      if (which == 0) {
        auto [x, y, z] = lock_all(a, b, c);
        ++*x, ++*y, ++*z;
      } else if (which == 1) {
        auto [z, x] = lock_all(c, a);
        ++*x, ++*z;
      } else {
        auto [y, x] = lock_all(b, a);
        ++*x, ++*y;
      }
    }
  });
  EXPECT_EQ(*a.lock(), 3 * each);
  EXPECT_EQ(*b.lock(), 2 * each);
  EXPECT_EQ(*c.lock(), 2 * each);
}

TEST(LockAll, holdsNothingWhenOneIsPoisoned) {
  mutex<int, poisoning> bad;
  mutex<int> good;
  EXPECT_THROW(bad.with([](int &) { throw 1; }), int);
  EXPECT_THROW((void)lock_all(good, bad), poisoned);
  EXPECT_TRUE(good.try_lock());
}

TEST(Condvar, everyItemArrivesOnce) {
  struct queue {
    std::deque<int> items;
    bool closed = false;
  };
  mutex<queue> shared;
  condvar changed;
  std::atomic<long> sum = 0;
  const int each = rounds(3000);
  inThreads(4, [&](int which) {
    if (which < 2) {
      for (int i = 1; i <= each; ++i) {
        shared.lock()->items.push_back(i);
        changed.notify_one();
      }
      return;
    }
    for (int i = 0; i < each; ++i) {
      auto held = shared.lock();
      changed.wait(held, [](queue &now) { return !now.items.empty(); });
      sum += held->items.front();
      held->items.pop_front();
    }
  });
  EXPECT_EQ(sum, 2L * each * (each + 1) / 2);
}

TEST(Condvar, aTimedWaitSaysWhatThePredicateSaid) {
  mutex<bool> flag(false);
  condvar changed;
  auto held = flag.lock();
  const auto set = [](bool &now) { return now; };
  const auto start = steady::now();
  EXPECT_FALSE(changed.wait_for(held, 10ms, set));
  EXPECT_GE(steady::now() - start, 10ms);
  *held = true;
  EXPECT_TRUE(changed.wait_for(held, 0ms, set));
}

TEST(Condvar, aPredicateThatThrowsLeavesTheLockHeld) {
  mutex<int> value;
  condvar changed;
  auto held = value.lock();
  EXPECT_THROW(changed.wait(held, [](int &) -> bool { throw 1; }), int);
  *held = 1;
  std::jthread([&] { EXPECT_FALSE(value.try_lock()); });
}

} // namespace
