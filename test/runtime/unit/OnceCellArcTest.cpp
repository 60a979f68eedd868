//===- OnceCellArcTest.cpp - once, lazy, cells, shared ownership ----------===//
//
// Small values with an owner: each is made once, or ends once.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/arc.h"
#include "holdfast/cell.h"
#include "holdfast/mutex.h"
#include "holdfast/once.h"

#include <gtest/gtest.h>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

TEST(Once, runsOneTimeAndEverybodySeesWhatItWrote) {
  for (int i = 0; i < rounds(300); ++i) {
    once first;
    int runs = 0; // plain: ThreadSanitizer looks on
    inThreads(3, [&](int) {
      first.call([&] { ++runs; });
      EXPECT_EQ(runs, 1);
    });
    EXPECT_TRUE(first.is_done());
  }
}

TEST(Once, anExceptionLeavesItToTheNext) {
  once first;
  int runs = 0;
  std::atomic<int> failures = 0;
  inThreads(4, [&](int) {
    try {
      first.call([&] {
        std::this_thread::sleep_for(1ms);
        if (++runs < 3)
          throw 1;
      });
    } catch (int) {
      ++failures;
    }
  });
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(failures, 2);
}

static_assert(sizeof(arc<int>) == sizeof(void *) &&
              sizeof(rc<int>) == sizeof(void *) &&
              sizeof(weak<int>) == sizeof(void *) &&
              sizeof(weak_rc<int>) == sizeof(void *));

TEST(Lazy, makesItsValueAtTheFirstUse) {
  std::atomic<int> made = 0;
  const lazy text([&] { return ++made, std::string("abc"); });
  EXPECT_EQ(text.peek(), nullptr);
  EXPECT_EQ(made, 0);
  inThreads(3, [&](int) { EXPECT_EQ(*text, "abc"); });
  EXPECT_EQ(made, 1);
  EXPECT_EQ(text.peek(), &*text);
}

TEST(Cell, handsValuesInAndOut) {
  const cell<std::string> text("a");
  EXPECT_EQ(text.get(), "a");
  EXPECT_EQ(text.replace("b"), "a");
  text.set("c");
  EXPECT_EQ(text.take(), "c");
  EXPECT_EQ(text.get(), "");
}

TEST(Atomic, threadsShareItThroughConstAccess) {
  const auto shared = arc<holdfast::atomic<int>>::make(1);
  inThreads(3, [&](int) {
    for (int i = 0; i < 1000; ++i)
      shared->fetch_add(2);
  });
  int expected = 6001;
  EXPECT_TRUE(shared->compare_exchange(expected, 5));
  EXPECT_FALSE(shared->compare_exchange(expected, 7));
  EXPECT_EQ(expected, 5);
  EXPECT_EQ(shared->exchange(6), 5);
  EXPECT_EQ(send_of<arc<holdfast::atomic<int>>>, answer::yes);
}

TEST(BorrowCell, manyReadersThenOneWriter) {
  const borrow_cell<std::string> text("a");
  {
    auto first = text.read();
    auto second = text.read();
    EXPECT_EQ(*first, *second);
  }
  {
    auto writing = text.write();
    auto moved = std::move(writing);
    *moved = "b";
  }
  EXPECT_EQ(*text.read(), "b");
  if (!is_checked) {
    EXPECT_EQ(sizeof(borrow_cell<int>), sizeof(int));
    EXPECT_EQ(sizeof(text.read()), sizeof(void *));
  }
}

#if HOLDFAST_CHECKED
TEST(BorrowCellDeathTest, aDoubleBorrow) {
  const borrow_cell<int> value(1);
  EXPECT_DEATH(
      {
        auto reading = value.read();
        auto writing = value.write();
      },
      "OnceCellArcTest.cpp:.*: holdfast: a cell is written while it is "
      "borrowed");
  EXPECT_DEATH(
      {
        auto writing = value.write();
        auto reading = value.read();
      },
      "a cell is read while it is borrowed for writing");
  EXPECT_DEATH(
      {
        auto cell = std::make_unique<borrow_cell<int>>(1);
        auto reading = cell->read();
        cell.reset();
      },
      "a cell is destroyed while it is borrowed");
}

TEST(ArcDeathTest, aShareUsedAfterItWasMoved) {
  auto first = arc<int>::make(1);
  auto second = std::move(first);
  EXPECT_DEATH((void)*first, "a share is used after it was moved");
  EXPECT_EQ(*second, 1);
}
#endif

struct counted {
  explicit counted(std::atomic<int> &alive) : alive(alive) { ++alive; }
  ~counted() { --alive; }
  std::atomic<int> &alive;
};

TEST(Arc, theObjectEndsWithTheLastShare) {
  std::atomic<int> alive = 0;
  for (int i = 0; i < rounds(200); ++i) {
    auto first = arc<counted>::make(alive);
    auto remembered = first.downgrade();
    {
      auto mine = std::move(first);
      inThreads(3, [&, mine](int) {
        auto copy = mine;
        auto again = remembered.upgrade();
        EXPECT_TRUE(again && again->is_same(copy));
      });
      EXPECT_EQ(alive, 1);
    }
    EXPECT_EQ(alive, 0);
    EXPECT_FALSE(remembered.upgrade());
  }
}

TEST(Arc, theLastShareSeesWhatTheOthersDid) {
  struct watched {
    explicit watched(int &at_end) : at_end(at_end) {}
    ~watched() { at_end = touched; }
    mutable int touched = 0; // plain: only the counts order it
    int &at_end;
  };
  int at_end = 0;
  std::optional mine = arc<watched>::make(at_end);
  std::atomic<bool> is_dropped = false;
  std::jthread other([&is_dropped, share = std::optional(*mine)]() mutable {
    (*share)->touched = 1;
    share.reset();
    is_dropped.store(true, std::memory_order_relaxed); // orders nothing
  });
  while (!is_dropped.load(std::memory_order_relaxed))
    std::this_thread::yield();
  mine.reset();
  EXPECT_EQ(at_end, 1);
}

TEST(Arc, anUpgradeThatRacesWithTheEndGetsAllOrNothing) {
  for (int i = 0; i < rounds(300); ++i) {
    std::optional shared = arc<std::string>::make("text");
    const weak<std::string> remembered = shared->downgrade();
    inThreads(3, [&](int which) {
      if (which == 0)
        shared.reset();
      else if (auto got = remembered.upgrade()) {
        EXPECT_EQ(**got, "text");
      }
    });
    EXPECT_FALSE(remembered.upgrade());
  }
}

TEST(Arc, aConstructorThatThrowsLeaksNothing) {
  struct bad {
    bad() { throw 1; }
  };
  EXPECT_THROW(arc<bad>::make(), int);
}

TEST(Arc, whatIsSharedDecidesWhatIsSent) {
  EXPECT_EQ(send_of<arc<mutex<int>>>, answer::yes);
  EXPECT_EQ(send_of<arc<cell<int>>>, answer::no);
  EXPECT_EQ(send_of<rc<mutex<int>>>, answer::no);
  EXPECT_EQ(send_of<weak<int>>, answer::yes);
  EXPECT_EQ(send_of<cell<int>>, answer::yes);
  EXPECT_EQ(sync_of<borrow_cell<int>>, answer::no);
}

TEST(Rc, countsLikeArc) {
  std::atomic<int> alive = 0;
  auto first = rc<counted>::make(alive);
  auto second = first;
  EXPECT_EQ(first.use_count(), 2u);
  auto remembered = first.downgrade();
  first = std::move(second);
  EXPECT_EQ(first.use_count(), 1u);
  {
    auto last = std::move(first);
  }
  EXPECT_EQ(alive, 0);
  EXPECT_FALSE(remembered.upgrade());
}

} // namespace
