//===- SelectTest.cpp - select, after, tick -------------------------------===//
//
// Exactly one case runs, and only its operation happens.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/select.h"

#include <gtest/gtest.h>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

const auto ignore = [](auto &&...) {};
const auto unexpected = [](auto &&...) {
  ADD_FAILURE() << "this case must not run";
};

TEST(Select, doesTheOneThatIsPossible) {
  auto [sendA, receiveA] = bounded_channel<int>(1);
  auto [sendB, receiveB] = bounded_channel<std::string>(1);
  EXPECT_TRUE(sendB.send("b"));
  std::string got;
  EXPECT_EQ(select(on_receive(receiveA, unexpected),
                   on_receive(receiveB, [&](auto result) { got = *result; })),
            1u);
  EXPECT_EQ(got, "b");
}

TEST(Select, otherwiseMeansNotToWait) {
  auto [sender, receiver] = bounded_channel<int>(1);
  bool ran = false;
  EXPECT_EQ(
      select(on_receive(receiver, unexpected), otherwise([&] { ran = true; })),
      1u);
  EXPECT_TRUE(ran);
  EXPECT_TRUE(sender.send(1));
  EXPECT_EQ(select(otherwise(unexpected), on_receive(receiver, ignore)), 1u);
}

TEST(Select, aTimeLimitRunsItsCase) {
  auto [sender, receiver] = rendezvous_channel<int>();
  const auto start = steady::now();
  int value = 3;
  EXPECT_EQ(select(on_receive(receiver, unexpected), on_timeout(5ms, ignore)),
            1u);
  EXPECT_EQ(select(on_timeout(5ms, ignore), on_send(sender, value, unexpected)),
            0u);
  EXPECT_GE(steady::now() - start, 10ms);
  EXPECT_EQ(value, 3);
}

TEST(Select, aClosedChannelIsPossible) {
  auto [sender, receiver] = bounded_channel<int>(1);
  auto [other, otherReceiver] = bounded_channel<std::string>(1);
  {
    auto gone = std::move(sender);
  }
  {
    auto gone = std::move(otherReceiver);
  }
  select(on_receive(receiver, [](auto result) {
    EXPECT_EQ(result.status(), receive_status::closed);
  }));
  std::string value = "kept";
  select(on_send(other, value, [](send_status status) {
    EXPECT_EQ(status, send_status::closed);
  }));
  EXPECT_EQ(value, "kept");
}

TEST(Select, onlyTheChosenSendTakesItsValue) {
  auto [sendA, receiveA] = bounded_channel<std::string>(1);
  auto [sendB, receiveB] = bounded_channel<std::string>(1);
  std::string a = "a long enough string to be on the heap", b = a;
  const std::size_t chosen =
      select(on_send(sendA, a, ignore), on_send(sendB, b, ignore));
  EXPECT_EQ(a.empty(), chosen == 0);
  EXPECT_EQ(b.empty(), chosen == 1);
  EXPECT_EQ(receiveA.try_receive().status() == receive_status::received,
            chosen == 0);
  EXPECT_EQ(receiveB.try_receive().status() == receive_status::received,
            chosen == 1);
}

TEST(Select, starvesNobodyOfThoseThatArePossible) {
  auto [sendA, receiveA] = unbounded_channel<int>();
  auto [sendB, receiveB] = unbounded_channel<int>();
  int fromA = 0;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(sendA.send(1));
    EXPECT_TRUE(sendB.send(1));
  }
  for (int i = 0; i < 1000; ++i)
    fromA +=
        select(on_receive(receiveA, ignore), on_receive(receiveB, ignore)) == 0;
  EXPECT_GT(fromA, 350); // 500 by chance, give or take 16
  EXPECT_LT(fromA, 650);
}

TEST(Select, anExceptionInACaseComesAfterItsOperation) {
  auto [sender, receiver] = bounded_channel<int>(1);
  EXPECT_TRUE(sender.send(1));
  EXPECT_THROW(select(on_receive(receiver, [](auto) { throw 1; })), int);
  EXPECT_EQ(receiver.try_receive().status(), receive_status::empty);
}

TEST(Select, doesNotMeetItself) {
  auto [sender, receiver] = rendezvous_channel<int>();
  int value = 1;
  EXPECT_EQ(select(on_send(sender, value, unexpected),
                   on_receive(receiver, unexpected), on_timeout(5ms, ignore)),
            2u);
}

class SelectPairs : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Kinds, SelectPairs, testing::Values(0, 1, 4));

TEST_P(SelectPairs, selectsOnBothSidesLoseNothing) {
  auto [sendA, receiveA] = bounded_channel<int>(GetParam());
  auto [sendB, receiveB] = bounded_channel<int>(GetParam());
  const int each = rounds(1000);
  std::atomic<long> sent = 0, received = 0;
  std::atomic<int> busy = 2;
  inThreads(4, [&, a = std::ref(sendA), b = std::ref(sendB),
                ra = std::ref(receiveA), rb = std::ref(receiveB)](int which) {
    if (which < 2) {
      for (int i = 1; i <= each; ++i) {
        int forA = i, forB = i;
        select(on_send(a.get(), forA, ignore), on_send(b.get(), forB, ignore));
        sent += i;
      }
      --busy;
      return;
    }
    const auto add = [&](auto result) { received += *result; };
    while (busy > 0 || received < sent)
      select(on_receive(ra.get(), add), on_receive(rb.get(), add),
             on_timeout(1ms, ignore));
  });
  EXPECT_EQ(sent, received);
}

TEST_P(SelectPairs, eachOffersWhatTheOtherAsks) {
  // Both select a send and a receive, in opposite channels.
  auto [sendA, receiveA] = bounded_channel<int>(GetParam());
  auto [sendB, receiveB] = bounded_channel<int>(GetParam());
  std::atomic<int> sent = 0, received = 0;
  const int each = rounds(1000);
  inThreads(2, [&, a = std::ref(sendA), b = std::ref(sendB),
                ra = std::ref(receiveA), rb = std::ref(receiveB)](int which) {
    const auto &out = which == 0 ? a.get() : b.get();
    const auto &in = which == 0 ? rb.get() : ra.get();
    for (int i = 0; i < each; ++i) {
      int value = 1;
      select(on_send(out, value, [&](auto) { ++sent; }),
             on_receive(in, [&](auto) { ++received; }),
             on_timeout(2s, [&] { EXPECT_EQ(received, sent); }));
      if (which == 0 &&
          i + 1 == each) // whoever is left alone is not kept waiting
        while (auto more = in.try_receive())
          ++received;
    }
  });
  for (auto *rest : {&receiveA, &receiveB})
    while (auto more = rest->try_receive())
      ++received;
  EXPECT_EQ(sent, received);
}

TEST(Timer, afterFiresOnceAndTickAgain) {
  const auto start = steady::now();
  timer once = after(3ms), often = tick(2ms);
  EXPECT_FALSE(once.try_receive());
  EXPECT_GE(once.receive(), start + 3ms);
  EXPECT_GE(steady::now(), start + 3ms);
  EXPECT_FALSE(once.try_receive());
  EXPECT_EQ(once.receive(), never);
  const auto first = often.receive(), second = often.receive();
  EXPECT_GE(second - first, 2ms);
  EXPECT_GE(steady::now(), second);
}

TEST(Timer, isACaseOfASelect) {
  auto [sender, receiver] = rendezvous_channel<int>();
  timer soon = after(2ms), late = after(1h);
  EXPECT_EQ(
      select(
          on_receive(receiver, unexpected), on_receive(late, unexpected),
          on_receive(soon, [](deadline at) { EXPECT_LE(at, steady::now()); })),
      2u);
}

} // namespace
