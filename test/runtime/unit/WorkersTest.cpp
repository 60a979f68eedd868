//===- WorkersTest.cpp - the deque, and the threads that steal from it ----===//
//
// Every element of a deque is taken once, by its owner or by a thief; every
// job runs once; nobody sleeps while there is work; a pool that goes waits for
// what runs.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/detail/sanitizer.h"
#include "holdfast/detail/shared_pool.h"
#include "holdfast/sync.h"

#include <gtest/gtest.h>

#include <fstream>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#if HOLDFAST_TSAN
#include <sanitizer/tsan_interface.h>
#endif

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

TEST(Deque, theOwnerTakesTheNewestAThiefTheOldest) {
  detail::deque<int> all;
  std::vector<int> numbers(1000);
  EXPECT_EQ(all.pop(), nullptr);
  EXPECT_EQ(all.steal(), nullptr);
  for (int &one : numbers)
    EXPECT_TRUE(all.push(&one));
  EXPECT_EQ(all.pop(), &numbers[999]);
  EXPECT_EQ(all.steal(), &numbers[0]);
  EXPECT_EQ(all.steal(), &numbers[1]);
  EXPECT_FALSE(all.looks_empty());
  for (int i = 998; i >= 2; --i)
    EXPECT_EQ(all.pop(), &numbers[i]);
  EXPECT_EQ(all.pop(), nullptr);
  EXPECT_TRUE(all.looks_empty());
}

#if HOLDFAST_TSAN
// To ThreadSanitizer each goroutine of the owner's is a thread. It ends the
// program if the thief reads a number without an order.
TEST(Deque, whatOneGoroutinePushesTheNextOneOfTheOwnerPassesOn) {
  constexpr unsigned ordered = 0,
                     unordered = 1; // as a goroutine begins; leaves
  void *const owner = __tsan_get_current_fiber();
  void *const first = __tsan_create_fiber(0);
  void *const second = __tsan_create_fiber(0);
  detail::deque<int> all;
  static int six = 6, seven, eight;
  all.push(&six); // so that it need not grow: that would pass on seven
  bool has_seven = false, has_eight = false;
  std::atomic<bool> is_pushed = false;
  std::thread thief([&] {
    while (!is_pushed.load(std::memory_order_relaxed))
      std::this_thread::yield();
    all.steal();
    has_seven = *all.steal() == 7;
    has_eight = *all.steal() == 8;
  });
  __tsan_switch_to_fiber(first, ordered);
  seven = 7;
  all.push(&seven);
  __tsan_switch_to_fiber(owner, unordered);
  __tsan_switch_to_fiber(second, ordered);
  eight = 8;
  all.push(&eight);
  __tsan_switch_to_fiber(owner, unordered);
  is_pushed.store(true, std::memory_order_relaxed);
  thief.join();
  EXPECT_TRUE(has_seven);
  EXPECT_TRUE(has_eight);
  __tsan_destroy_fiber(first);
  __tsan_destroy_fiber(second);
}
#endif

TEST(Deque, everyElementIsTakenOnce) {
  const int count = rounds(20'000);
  std::vector<int> numbers(count);
  std::vector<std::atomic<int>> taken(count);
  detail::deque<int> all;
  std::atomic<bool> is_over = false;
  const auto take = [&](const int *one) { ++taken[one - numbers.data()]; };
  inThreads(3, [&](int which) {
    if (which > 0) {
      while (!is_over)
        if (const int *one = all.steal())
          take(one);
      return;
    }
    // Bursts of all sizes, so that owner and thieves meet at the last one.
    for (int i = 0; i < count;) {
      for (int burst = i % 7; i < count && burst >= 0; --burst)
        ASSERT_TRUE(all.push(&numbers[i++]));
      for (int burst = i % 5; burst >= 0; --burst)
        if (const int *one = all.pop())
          take(one);
    }
    while (const int *one = all.pop())
      take(one);
    is_over = true;
  });
  for (const auto &one : taken)
    ASSERT_EQ(one, 1);
}

/// A job that counts down, and may submit another.
struct counted : detail::job {
  counted(const latch &left, detail::workers &pool)
      : job{&counted::execute}, left(&left), of(&pool) {}
  static void execute(detail::job *self) noexcept {
    auto *const me = static_cast<counted *>(self);
    if (me->follower)
      me->of->submit(*me->follower);
    me->left->count_down(); // the last access
  }
  const latch *left;
  detail::workers *of;
  counted *follower = nullptr;
};

TEST(Workers, everySubmittedJobRunsOnce) {
  const int count = rounds(2'000);
  const latch left(2 * count);
  detail::workers pool(3);
  std::vector<counted> all(2 * count, counted(left, pool));
  for (int i = 0; i < count; ++i)
    all[i].follower = &all[count + i]; // from a worker
  inThreads(2, [&](int which) {        // from outside
    for (int i = which; i < count; i += 2)
      pool.submit(all[i]);
  });
  left.wait();
}

TEST(Workers, aSleepingPoolIsWokenByEachJob) {
  detail::workers pool(2);
  for (int i = 0; i < rounds(20); ++i) {
    if (i % 4 == 0)
      std::this_thread::sleep_for(1ms); // all of them sleep
    const latch left(1);
    counted one(left, pool);
    pool.submit(one);
    left.wait();
  }
}

/// A fork that counts the leaves of a tree.
struct tree : detail::job {
  tree(detail::workers &pool, int depth)
      : job{&tree::execute}, of(pool), depth(depth) {}
  static void execute(detail::job *self) noexcept {
    auto *const me = static_cast<tree *>(self);
    me->count();
    me->done.set();
  }
  void count() noexcept {
    if (depth == 0) {
      leaves = 1;
      return;
    }
    tree left(of, depth - 1), right(of, depth - 1);
    ASSERT_TRUE(of.fork(*detail::current_slot(), right));
    left.count();
    of.wait(right.done);
    leaves = left.leaves + right.leaves;
  }
  detail::workers &of;
  const int depth;
  int leaves = 0;
  detail::job_latch done;
};

TEST(Workers, forksOfSeveralGuestsAndNests) {
  // A piece that has waited goes on on the shared workers. Begun before, or
  // ThreadSanitizer, to which the piece is a thread of its own, sees no order
  // between their beginning and the piece's.
  (void)detail::shared_workers();
  detail::workers pool(3);
  for (int i = 0; i < rounds(4); ++i)
    inThreads(3, [&](int) {
      detail::slot *const mine = pool.enter();
      ASSERT_NE(mine, nullptr);
      tree root(pool, 10);
      root.count();
      EXPECT_EQ(root.leaves, 1 << 10);
      EXPECT_TRUE(mine->forks.looks_empty());
      pool.leave(*mine);
    });
}

TEST(Workers, aForkIsTakenByAnotherThreadWhileItsOwnerIsBusy) {
  // The guest keeps one of the two asleep.
  detail::workers pool(2);
  detail::slot *const mine = pool.enter();
  ASSERT_NE(mine, nullptr);
  for (int i = 0; i < rounds(20); ++i) {
    if (i % 4 == 0)
      std::this_thread::sleep_for(1ms);
    tree other(pool, 0);
    ASSERT_TRUE(pool.fork(*mine, other));
    while (!other.done.is_set()) // never takes it back
      std::this_thread::yield();
  }
  pool.leave(*mine);
}

TEST(Workers, aPoolThatGoesWaitsForWhatRuns) {
  std::atomic<bool> has_begun = false, has_ended = false;
  struct slow : detail::job {
    std::atomic<bool> *begun, *ended;
  } job{{[](detail::job *self) noexcept {
          auto *const me = static_cast<slow *>(self);
          *me->begun = true;
          std::this_thread::sleep_for(5ms);
          *me->ended = true;
        }},
        &has_begun,
        &has_ended};
  {
    detail::workers pool(2);
    pool.submit(job);
    while (!has_begun)
      std::this_thread::yield();
  }
  EXPECT_TRUE(has_ended);
}

TEST(Workers, guestsWithoutAPlaceAreTold) {
  detail::workers pool(1);
  std::vector<detail::slot *> taken;
  while (detail::slot *one = pool.enter()) {
    taken.push_back(one);
    detail::set_current_slot(nullptr); // as if another thread asked
  }
  EXPECT_EQ(taken.size(), 64u);
  for (detail::slot *one : taken)
    pool.leave(*one);
  detail::slot *const again = pool.enter();
  ASSERT_NE(again, nullptr);
  pool.leave(*again);
}

#if !HOLDFAST_TSAN && !HOLDFAST_ASAN // which have all of the address space
/// Ends the process: where there is room for a few stacks, a pool of 64 works.
[[noreturn]] void usePoolWithLittleRoom() {
  unsigned long pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  pthread_attr_t attributes;
  std::size_t stack = 0;
  pthread_getattr_default_np(&attributes);
  pthread_attr_getstacksize(&attributes, &stack);
  rlimit room = {};
  getrlimit(RLIMIT_AS, &room);
  room.rlim_cur = pages * getpagesize() + 6 * stack;
  setrlimit(RLIMIT_AS, &room);
  detail::workers pool(64);
  const latch left(1);
  counted one(left, pool);
  pool.submit(one);
  left.wait();
  std::_Exit(0);
}

TEST(Workers, fewerThreadsThanAskedForAreEnough) {
  EXPECT_EXIT(usePoolWithLittleRoom(), testing::ExitedWithCode(0), "");
}
#endif

TEST(Workers, aChildOfForkBeginsItsOwnPool) {
#if HOLDFAST_NO_FENCES
  GTEST_SKIP() << "ThreadSanitizer forbids threads in such a child";
#endif
  detail::workers &before = detail::shared_workers();
  const pid_t child = fork();
  if (child == 0) {
    const latch left(1);
    counted one(left, detail::shared_workers());
    detail::shared_workers().submit(one);
    left.wait();
    _exit(&detail::shared_workers() == &before ? 1 : 0);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

} // namespace
