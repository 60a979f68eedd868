//===- ExploreTest.cpp - every schedule of small cases --------------------===//
//
// explore_schedules() runs all interleavings that there are, and no more; and
// under all of them, at the level of single atomic accesses, channels of each
// kind, the deque and the lock do what they promise: nothing lost, nothing
// doubled, the order of a sender kept, nobody left asleep (which would end the
// program as a deadlock). Accesses are taken as sequentially consistent.
//
//===----------------------------------------------------------------------===//

#include "holdfast/check.h"

#if HOLDFAST_CHECKED

#include "holdfast/channel.h"
#include "holdfast/condvar.h"
#include "holdfast/detail/deque.h"
#include "holdfast/go.h"
#include "holdfast/schedule.h"
#include "holdfast/select.h"
#include "holdfast/sync.h"

#include <gtest/gtest.h>

#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace holdfast;

namespace {

/// Explores the insides, up to so many preemptions; says how much it was.
template <class Body> void inAllSchedules(unsigned preemptions, Body body) {
  const exploration all = explore_schedules(
      body, {.preemptions = preemptions, .with_atomics = true});
  EXPECT_TRUE(all.is_good);
  EXPECT_GT(all.schedules, 10u);
  std::cout << all.schedules << " schedules\n";
}

TEST(Explore, seesEachOrderThatThereIs) {
  std::set<std::string> seen;
  const exploration all = explore_schedules([&] {
    std::string order;
    go_scope([&](auto &tasks) {
      for (const char letter : {'a', 'b'})
        tasks.go([&order, letter] {
          order += letter;
          yield();
          order += letter;
        });
    });
    seen.insert(order);
    return true;
  });
  EXPECT_TRUE(all.is_good);
  EXPECT_EQ(seen, (std::set<std::string>{"aabb", "abab", "abba", "baab", "baba",
                                         "bbaa"}));
}

/// Reads, and writes one more after a point in between.
bool countTwice() {
  int count = 0;
  go_scope([&](auto &tasks) {
    for (int i = 0; i < 2; ++i)
      tasks.go([&] {
        const int before = count;
        yield();
        count = before + 1;
      });
  });
  return count == 2;
}

TEST(Explore, findsALostUpdateAndRunsItAgain) {
  testing::internal::CaptureStderr();
  EXPECT_FALSE(explore_schedules(&countTwice).is_good);
  const std::string text = testing::internal::GetCapturedStderr();
  const std::string name = "HOLDFAST_SCHEDULE=";
  const std::size_t at = text.find(name) + name.size();
  ASSERT_GT(at, name.size()) << text;
  setenv("HOLDFAST_SCHEDULE", text.substr(at, text.find(' ', at) - at).c_str(),
         1);
  const exploration again = explore_schedules(&countTwice);
  unsetenv("HOLDFAST_SCHEDULE");
  EXPECT_FALSE(again.is_good);
  EXPECT_EQ(again.schedules, 1u);
}

TEST(Explore, boundsPreemptions) {
  const exploration none = explore_schedules(&countTwice, {.preemptions = 0});
  EXPECT_TRUE(none.is_good);
  EXPECT_FALSE(explore_schedules(&countTwice, {.preemptions = 1}).is_good);
}

TEST(ExploreDeathTest, saysWhichScheduleWasTheDeadlock) {
  EXPECT_DEATH(explore_schedules([] {
                 mutex<bool> isReady(false);
                 condvar changed;
                 go_scope([&](auto &tasks) {
                   tasks.go([&] {
                     if (*isReady.lock()) // wrong: it may change now
                       return;
                     auto held = isReady.lock();
                     changed.wait(held, [once = true](bool) mutable {
                       return !std::exchange(once, false);
                     });
                   });
                   tasks.go([&] {
                     *isReady.lock() = true;
                     changed.notify_one();
                   });
                 });
                 return true;
               }),
               "deadlock: [^$]*HOLDFAST_SCHEDULE=[0-9.]+ runs it alone");
}

/// Senders, each with numbers of its own, and receivers until it is closed.
template <class Make>
bool passesAll(Make make, int senders, int each, int receivers) {
  std::vector<std::vector<int>> got(static_cast<std::size_t>(receivers));
  go_scope([&](auto &tasks) {
    auto [to, from] = make();
    for (int i = 0; i < senders; ++i)
      tasks.go(
          [i, each](sender<int> mine) {
            for (int k = 0; k < each; ++k)
              (void)mine.send(i * 10 + k);
          },
          to);
    for (auto &into : got)
      tasks.go(
          [&into](receiver<int> mine) {
            while (auto one = mine.receive())
              into.push_back(*one);
          },
          from);
  });
  std::vector<int> all, expected;
  for (const auto &some : got) {
    for (std::size_t i = 1; i < some.size(); ++i)
      if (some[i] / 10 == some[i - 1] / 10 && some[i] < some[i - 1])
        return false; // out of its sender's order
    all.insert(all.end(), some.begin(), some.end());
  }
  for (int i = 0; i < senders; ++i)
    for (int k = 0; k < each; ++k)
      expected.push_back(i * 10 + k);
  std::sort(all.begin(), all.end());
  return all == expected;
}

const auto bounded = [] { return bounded_channel<int>(1); };
const auto rendezvous = [] { return rendezvous_channel<int>(); };
const auto unbounded = [] { return unbounded_channel<int>(); };

TEST(Explore, aBoundedChannel) {
  inAllSchedules(2, [] { return passesAll(bounded, 1, 2, 1); });
  inAllSchedules(1, [] { return passesAll(bounded, 2, 1, 1); });
  inAllSchedules(1, [] { return passesAll(bounded, 1, 2, 2); });
}

/// A question and its answer, while both channels stay open.
template <class Make> bool answers(Make make) {
  auto [questions, questionsEnd] = make();
  auto [answers, answersEnd] = make();
  int answer = 0;
  go_scope([&](auto &tasks) {
    tasks.go([&] { (void)answers.send(*questionsEnd.receive() + 1); });
    (void)questions.send(1);
    answer = *answersEnd.receive();
  });
  return answer == 2;
}

TEST(Explore, aMessageWakesWhoWaitsForIt) {
  inAllSchedules(2, [] { return answers(bounded); });
  inAllSchedules(2, [] { return answers(rendezvous); });
  inAllSchedules(2, [] { return answers(unbounded); });
}

TEST(Explore, aRendezvous) {
  inAllSchedules(2, [] { return passesAll(rendezvous, 1, 2, 1); });
  inAllSchedules(1, [] { return passesAll(rendezvous, 2, 1, 1); });
}

TEST(Explore, anUnboundedChannel) {
  inAllSchedules(2, [] { return passesAll(unbounded, 1, 2, 1); });
  inAllSchedules(1, [] { return passesAll(unbounded, 2, 1, 1); });
}

/// Blocks of `Slots`, so that each message, or each third, needs a new one; who
/// receives tries again until all have come.
template <std::uint64_t Slots>
bool passesThroughBlocks(int senders, int each, int receivers) {
  detail::list_channel<int, Slots> through;
  const int expected = senders * each;
  int count = 0, sum = 0;
  bool isInOrder = true;
  go_scope([&](auto &tasks) {
    for (int i = 0; i < senders; ++i)
      tasks.go([&through, i, each] {
        for (int k = 0; k < each; ++k) {
          int value = i * 10 + k;
          EXPECT_EQ(through.try_send(value), send_status::sent);
        }
      });
    for (int i = 0; i < receivers; ++i)
      tasks.go([&] {
        int last[2] = {-1, -1};
        std::optional<int> got;
        for (detail::backoff wait; count < expected;)
          if (through.try_receive(got) == receive_status::received) {
            isInOrder &= std::exchange(last[*got / 10], *got) < *got;
            ++count;
            sum += *got;
          } else
            wait.snooze();
      });
  });
  std::optional<int> got;
  through.close_by_senders();
  return isInOrder && count == expected &&
         sum == each * (each - 1) / 2 * senders +
                    (senders - 1) * 10 * each && // of at most two
         through.try_receive(got) == receive_status::closed;
}

TEST(Explore, theBlocksOfAnUnboundedChannel) {
  inAllSchedules(2, [] { return passesThroughBlocks<1>(1, 2, 1); });
  inAllSchedules(1, [] { return passesThroughBlocks<1>(1, 3, 2); });
  inAllSchedules(1, [] { return passesThroughBlocks<1>(2, 1, 1); });
  inAllSchedules(1, [] { return passesThroughBlocks<3>(2, 2, 1); });
  inAllSchedules(1, [] { return passesThroughBlocks<3>(1, 3, 2); });
}

/// What is sent while the receivers go away is destroyed once.
TEST(Explore, anUnboundedChannelThatItsReceiverLeaves) {
  inAllSchedules(2, [] {
    const auto value = std::make_shared<int>(1);
    {
      detail::list_channel<std::shared_ptr<int>, 1> through;
      go_scope([&](auto &tasks) {
        tasks.go([&] {
          for (int i = 0; i < 2; ++i) {
            auto copy = value;
            (void)through.try_send(copy);
          }
        });
        tasks.go([&] { through.close_by_receivers(); });
      });
    }
    return value.use_count() == 1;
  });
}

TEST(Explore, aSelectOfTwo) {
  inAllSchedules(1, [] {
    int sum = 0;
    go_scope([&](auto &tasks) {
      auto [left, leftEnd] = bounded_channel<int>(1);
      auto [right, rightEnd] = rendezvous_channel<int>();
      tasks.go([](sender<int> to) { (void)to.send(1); }, std::move(left));
      tasks.go([](sender<int> to) { (void)to.send(2); }, std::move(right));
      for (int i = 0; i < 2; ++i) {
        const auto add = [&](auto got) { sum += got ? *got : 0; };
        if (sum == 1)
          add(rightEnd.receive());
        else if (sum == 2)
          add(leftEnd.receive());
        else
          select(on_receive(leftEnd, add), on_receive(rightEnd, add));
      }
    });
    return sum == 3;
  });
}

TEST(Explore, theLock) {
  inAllSchedules(2, [] {
    const mutex<int> value(0);
    bool isInside = false, isGood = true;
    go_scope([&](auto &tasks) {
      for (int i = 0; i < 2; ++i)
        tasks.go([&] {
          auto held = value.lock();
          isGood &= !std::exchange(isInside, true);
          yield();
          ++*held;
          isInside = false;
        });
    });
    return isGood && *value.lock() == 2;
  });
}

/// The owner pushes and pops, a thief steals: each element is had once.
TEST(Explore, theDeque) {
  inAllSchedules(3, [] {
    detail::deque<int> all;
    int elements[2] = {0, 0};
    const auto have = [](int *one) {
      if (one)
        ++*one;
    };
    (void)all.push(&elements[0]);
    go_scope([&](auto &tasks) {
      tasks.go([&] {
        have(all.steal());
        have(all.steal());
      });
      tasks.go([&] {
        (void)all.push(&elements[1]);
        have(all.pop());
        have(all.pop());
      });
    });
    for (int *left; (left = all.steal());)
      have(left);
    return elements[0] == 1 && elements[1] == 1;
  });
}

} // namespace

#endif // HOLDFAST_CHECKED
