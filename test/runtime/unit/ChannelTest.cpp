//===- ChannelTest.cpp - the three kinds of channel -----------------------===//
//
// Every property is shown for each kind: nothing lost or doubled, order of one
// sender, closing from both sides, time limits that race with the other side.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/channel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <mutex>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

#if !HOLDFAST_CHECKED
static_assert(sizeof(sender<int>) == sizeof(void *));
static_assert(sizeof(receiver<int>) == sizeof(void *));
#endif

struct message {
  int from = 0, number = 0;
  std::unique_ptr<int> owned =
      std::make_unique<int>(1); // leaks and doubles show
};

/// 0: rendezvous; -1: unbounded; else the capacity.
template <class T> channel_ends<T> open(int capacity) {
  return capacity < 0 ? unbounded_channel<T>() : bounded_channel<T>(capacity);
}

class Channel : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Kinds, Channel, testing::Values(-1, 0, 1, 2, 3, 64));

TEST_P(Channel, nothingIsLostOrDoubledAndSendersKeepTheirOrder) {
  auto [sender, receiver] = open<message>(GetParam());
  const int each = rounds(GetParam() == 0 ? 1500 : 6000);
  std::mutex lock;
  std::vector<std::vector<int>> seen(2); // by sender
  std::optional last = std::move(sender);
  std::atomic<int> starting = 4;
  std::vector<std::jthread> threads;
  for (int which = 0; which < 4; ++which)
    threads.emplace_back(
        [&, which, sender = which < 2 ? last : std::nullopt]() mutable {
          for (--starting; starting > 0;)
            std::this_thread::yield();
          if (sender) {
            for (int i = 0; i < each; ++i)
              EXPECT_TRUE(sender->send({which, i}));
            sender.reset();
            return;
          }
          std::vector<message> mine;
          int before[2] = {-1, -1};
          for (message &got : receiver) {
            EXPECT_LT(before[got.from], got.number);
            before[got.from] = got.number;
            EXPECT_EQ(*got.owned, 1);
            mine.push_back(std::move(got));
          }
          const std::lock_guard guard(lock);
          for (message &got : mine)
            seen[got.from].push_back(got.number);
        });
  last.reset();
  threads.clear();
  for (auto &numbers : seen) {
    std::sort(numbers.begin(), numbers.end());
    ASSERT_EQ(static_cast<int>(numbers.size()), each);
    for (int i = 0; i < each; ++i)
      ASSERT_EQ(numbers[i], i);
  }
}

/// All but the rendezvous.
class StoringChannel : public Channel {};
INSTANTIATE_TEST_SUITE_P(Kinds, StoringChannel,
                         testing::Values(-1, 1, 2, 3, 64));

TEST_P(StoringChannel, withoutSendersReceiversGetTheRestAndThenClosed) {
  auto [sender, receiver] = open<int>(GetParam());
  EXPECT_TRUE(sender.send(7));
  EXPECT_EQ(receiver.try_receive().status() == receive_status::received, true);
  EXPECT_EQ(receiver.try_receive().status(), receive_status::empty);
  EXPECT_TRUE(sender.send(8));
  {
    auto gone = std::move(sender);
  }
  EXPECT_EQ(*receiver.receive(), 8);
  EXPECT_EQ(receiver.receive().status(), receive_status::closed);
  EXPECT_EQ(receiver.try_receive().status(), receive_status::closed);
}

TEST_P(Channel, withoutReceiversTheSenderGetsItsValueBack) {
  auto [sender, receiver] = open<std::unique_ptr<int>>(GetParam());
  {
    auto gone = std::move(receiver);
  }
  auto result = sender.send(std::make_unique<int>(5));
  EXPECT_FALSE(result);
  EXPECT_EQ(result.status(), send_status::closed);
  EXPECT_EQ(*std::move(result).take(), 5);
}

TEST_P(Channel, theLastReceiverTakesWhatIsLeftAlong) {
  auto alive = std::make_shared<int>(1);
  auto [sender, receiver] = open<std::shared_ptr<int>>(GetParam());
  if (GetParam() != 0) {
    EXPECT_TRUE(sender.send(alive));
  }
  {
    auto gone = std::move(receiver);
  }
  EXPECT_EQ(alive.use_count(), 1);
}

TEST_P(Channel, closingWakesWhoWaitsOnTheOtherSide) {
  for (int i = 0; i < rounds(10); ++i) {
    auto [sender, receiver] = open<int>(GetParam());
    std::jthread waiting([receiver = receiver] {
      EXPECT_EQ(receiver.receive().status(), receive_status::closed);
    });
    if (i % 2)
      std::this_thread::sleep_for(1ms);
    auto gone = std::move(sender);
  }
  if (GetParam() < 0)
    return; // never full
  for (int i = 0; i < rounds(10); ++i) {
    auto [sender, receiver] = open<int>(GetParam());
    while (sender.try_send(1)) {
    }
    std::jthread waiting([sender = sender] {
      auto result = sender.send(2);
      EXPECT_EQ(result.status(), send_status::closed);
      EXPECT_EQ(std::move(result).take(), 2);
    });
    if (i % 2)
      std::this_thread::sleep_for(1ms);
    auto gone = std::move(receiver);
  }
}

TEST_P(Channel, timeLimitsEndAndLeaveTheValue) {
  auto [sender, receiver] = open<std::string>(GetParam());
  const auto start = steady::now();
  EXPECT_EQ(receiver.receive_for(5ms).status(), receive_status::timed_out);
  EXPECT_GE(steady::now() - start, 5ms);
  if (GetParam() < 0)
    return;
  while (sender.try_send("x")) {
  }
  EXPECT_EQ(sender.try_send("x").status(), send_status::full);
  auto result = sender.send_for("y", 5ms);
  EXPECT_EQ(result.status(), send_status::timed_out);
  EXPECT_EQ(std::move(result).take(), "y");
}

TEST_P(Channel, timeLimitsThatRaceLoseNothing) {
  auto [sender, receiver] = open<int>(GetParam());
  const int each = rounds(1000);
  std::atomic<long> sent = 0, received = 0;
  inThreads(4, [&, sender = std::ref(sender),
                receiver = std::ref(receiver)](int which) {
    for (int i = 1; i <= each; ++i) {
      const auto limit = std::chrono::microseconds(i % 40);
      if (which < 2) {
        if (sender.get().send_for(i, limit))
          sent += i;
      } else if (auto got = receiver.get().receive_for(limit))
        received += *got;
    }
  });
  while (auto got = receiver.try_receive())
    received += *got;
  EXPECT_EQ(sent, received);
}

TEST_P(Channel, oneSleepingReceiverPerValueIsWoken) {
  for (int i = 0; i < rounds(8); ++i) {
    auto [sender, receiver] = open<int>(GetParam());
    std::vector<std::jthread> waiting;
    std::atomic<int> sum = 0;
    for (int t = 0; t < 3; ++t)
      waiting.emplace_back(
          [&sum, receiver = receiver] { sum += *receiver.receive(); });
    std::this_thread::sleep_for(1ms);
    for (int value : {1, 10, 100})
      EXPECT_TRUE(sender.send_for(value, 20s));
    waiting.clear();
    EXPECT_EQ(sum, 111);
  }
}

TEST(BoundedChannel, holdsAsMuchAsItSays) {
  for (std::size_t capacity : {1u, 2u, 3u, 7u, 8u}) {
    auto [sender, receiver] = bounded_channel<int>(capacity);
    for (int lap = 0; lap < 3; ++lap) {
      std::size_t taken = 0;
      while (sender.try_send(static_cast<int>(taken)))
        ++taken;
      EXPECT_EQ(taken, capacity);
      for (std::size_t i = 0; i < taken; ++i)
        EXPECT_EQ(*receiver.receive(), static_cast<int>(i));
    }
  }
}

TEST(ChannelEnds, mayBeSentWhereTheirValuesMay) {
  EXPECT_EQ(send_of<sender<std::string>>, answer::yes);
  EXPECT_EQ(sync_of<receiver<std::string>>, answer::yes);
  EXPECT_EQ(send_of<sender<int *>>, answer::no);
}

} // namespace
