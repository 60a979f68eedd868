//===- RwlockTest.cpp - many readers or one writer ------------------------===//
//
// Two plain counters are kept equal by writers; a reader that sees them differ
// was let in beside a writer.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/rwlock.h"

#include <gtest/gtest.h>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

struct twins {
  long left = 0, right = 0;
};

TEST(Rwlock, readersNeverSeeAWriterAtWork) {
  rwlock<twins> both;
  std::atomic<int> torn = 0;
  const int each = rounds(4000);
  inThreads(4, [&](int which) {
    for (int i = 0; i < each; ++i)
      if (which < 2) {
        auto now = both.write();
        ++now->left;
        ++now->right;
      } else {
        auto now = both.read();
        torn += now->left != now->right;
      }
  });
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(both.read()->left, 2L * each);
}

TEST(Rwlock, deadlinesThatRaceWithWakesLoseNobody) {
  rwlock<twins> both;
  std::atomic<long> written = 0;
  std::atomic<int> torn = 0;
  const int each = rounds(1500);
  inThreads(4, [&](int which) {
    for (int i = 0; i < each; ++i) {
      if (which == 0) {
        both.with_write([](twins &now) { ++now.left, ++now.right; });
        ++written;
      } else if (which == 1) {
        if (auto now = both.try_write_for(std::chrono::microseconds(i % 60))) {
          ++(*now)->left, ++(*now)->right;
          ++written;
        }
      } else if (which == 2) {
        if (auto now = both.try_read_for(std::chrono::microseconds(i % 60)))
          torn += (*now)->left != (*now)->right;
      } else
        torn += both.with_read(
            [](const twins &now) { return now.left != now.right; });
    }
  });
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(both.read()->left, written);
}

TEST(Rwlock, readersShareAndWritersDoNot) {
  rwlock<int> value(5);
  {
    auto first = value.read();
    std::jthread([&] {
      EXPECT_TRUE(value.try_read());
      EXPECT_FALSE(value.try_write());
      EXPECT_FALSE(value.try_write_for(1ms));
    });
  }
  auto only = value.write();
  std::jthread([&] {
    EXPECT_FALSE(value.try_read());
    EXPECT_FALSE(value.try_read_for(1ms));
  });
}

TEST(Rwlock, aDowngradeLetsReadersInAndNoWriter) {
  rwlock<twins> both;
  const int each = rounds(1000);
  std::atomic<int> torn = 0;
  inThreads(3, [&](int which) {
    for (int i = 0; i < each; ++i)
      if (which < 2) {
        auto writing = both.write();
        const long mine = ++writing->left;
        ++writing->right;
        auto reading = downgrade(std::move(writing));
        torn += reading->left != mine;
      } else
        torn += both.with_read(
            [](const twins &now) { return now.left != now.right; });
  });
  EXPECT_EQ(torn, 0);
  auto reading = downgrade(both.write());
  std::jthread([&] {
    EXPECT_TRUE(both.try_read());
    EXPECT_FALSE(both.try_write());
  });
}

TEST(Rwlock, everybodyWhoSleepsIsWoken) {
  for (int i = 0; i < rounds(4); ++i) {
    rwlock<int> value;
    std::vector<std::jthread> asleep;
    std::optional held = value.write();
    for (int t = 0; t < 3; ++t) {
      asleep.emplace_back([&] { ++*value.write(); });
      asleep.emplace_back([&] { EXPECT_GE(*value.read(), 0); });
    }
    std::this_thread::sleep_for(3ms); // most likely asleep by now
    held.reset();
    asleep.clear(); // joins
    EXPECT_EQ(*value.read(), 3);
  }
}

TEST(Rwlock, aWriterThatGaveUpIsNotWaitedFor) {
  for (int i = 0; i < rounds(4); ++i) {
    rwlock<int> value;
    std::optional held = value.write();
    std::jthread([&] { EXPECT_FALSE(value.try_write_for(1ms)); }).join();
    std::jthread reader([&] { EXPECT_EQ(*value.read(), 0); });
    std::this_thread::sleep_for(2ms);
    held.reset();
  }
}

TEST(Rwlock, onlyAWriterPoisons) {
  rwlock<int, poisoning> value;
  EXPECT_THROW(value.with_read([](const int &) { throw 1; }), int);
  EXPECT_FALSE(value.is_poisoned());
  EXPECT_THROW(value.with_write([](int &) { throw 1; }), int);
  EXPECT_THROW((void)value.read(), poisoned);
  EXPECT_THROW((void)value.write(), poisoned);
  value.clear_poison();
  EXPECT_EQ(*value.read(), 0);
}

} // namespace
