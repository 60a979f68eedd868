//===- SeedsTest.cpp - whole programs under many seeds --------------------===//
//
// Programs that use several things at once keep their promises in whatever
// order the seeds bring: nothing lost, nothing doubled, the order of a sender
// kept, nobody left asleep (which would end the program as a deadlock). Small
// cases are in ExploreTest, with all of their schedules; HOLDFAST_SOAK gives
// these more seeds.
//
//===----------------------------------------------------------------------===//

#include "Threads.h"

#include "holdfast/check.h"

#if HOLDFAST_CHECKED

#include "holdfast/channel.h"
#include "holdfast/condvar.h"
#include "holdfast/go.h"
#include "holdfast/schedule.h"
#include "holdfast/select.h"
#include "holdfast/sync.h"

#include <gtest/gtest.h>

#include <deque>
#include <vector>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

/// Whether body() is true under all seeds.
template <class Body> void inManySchedules(Body body) {
  EXPECT_EQ(search_schedules(static_cast<std::uint64_t>(rounds(20)), body),
            std::nullopt);
}

struct message {
  int sender, number;
};

/// What has arrived, of some senders.
class arrivals {
public:
  explicit arrivals(int senders) : counts_(senders) {}
  /// Of one receiver: numbers of a sender only grow there.
  void add(const message &one, std::vector<int> &last) {
    is_good_ &= last[one.sender] < one.number;
    last[one.sender] = one.number;
    ++counts_[one.sender];
  }
  bool all_of(int each) const {
    for (int count : counts_)
      if (count != each)
        return false;
    return is_good_;
  }

private:
  std::vector<int> counts_;
  bool is_good_ = true;
};

constexpr int senders = 3, each = 4;

/// Some send, each in its way; two receive, each in its way.
bool sendsAndReceives(channel_ends<message> ends) {
  arrivals seen(senders);
  go_scope([&](auto &tasks) {
    for (int i = 0; i < senders; ++i)
      tasks.go(
          [i](sender<message> to) {
            for (int number = 0; number < each; ++number) {
              std::optional<message> left = message{i, number};
              while (left) {
                auto result = i == 0 ? to.send(*left)
                              : i == 1
                                  ? to.try_send(*left)
                                  : to.send_until(*left, detail::after(1ms));
                if (result)
                  left.reset();
                else if (i == 1)
                  yield();
              }
            }
          },
          ends.sender);
    {
      auto gone = std::move(ends.sender);
    }
    for (int i = 0; i < 2; ++i)
      tasks.go(
          [&, i](receiver<message> from) {
            std::vector<int> last(senders, -1);
            for (;;) {
              auto got = i == 0 ? from.receive()
                                : from.receive_until(detail::after(1ms));
              if (got)
                seen.add(*got, last);
              else if (got.status() == receive_status::closed)
                return;
            }
          },
          ends.receiver);
    {
      auto gone = std::move(ends.receiver);
    }
  });
  return seen.all_of(each);
}

TEST(Seeds, aBoundedChannelLosesNothing) {
  inManySchedules([] { return sendsAndReceives(bounded_channel<message>(2)); });
}
TEST(Seeds, anUnboundedChannelLosesNothing) {
  inManySchedules(
      [] { return sendsAndReceives(unbounded_channel<message>()); });
}
TEST(Seeds, aRendezvousLosesNothing) {
  inManySchedules(
      [] { return sendsAndReceives(rendezvous_channel<message>()); });
}

TEST(Seeds, whoSelectsDoesOneThingAtATime) {
  inManySchedules([] {
    auto first = rendezvous_channel<int>();
    auto second = bounded_channel<int>(1);
    auto back = rendezvous_channel<int>();
    int sum = 0, sent = 0, returned = 0;
    go_scope([&](auto &tasks) {
      for (auto *const to : {&first.sender, &second.sender})
        tasks.go(
            [](sender<int> own) {
              for (int i = 1; i <= 5; ++i)
                EXPECT_TRUE(own.send(i));
            },
            std::move(*to));
      tasks.go(
          [&](receiver<int> from) {
            for (int number : from)
              returned += number;
          },
          std::move(back.receiver));
      tasks.go(
          [&](receiver<int> a, receiver<int> b, sender<int> to) {
            for (int open = 2; open > 0;) {
              int one = 1;
              const auto count = [&](auto got) {
                sum += got ? *got : 0;
                open -= !got;
              };
              select(on_receive(a, [&](auto got) { count(std::move(got)); }),
                     on_receive(b, [&](auto got) { count(std::move(got)); }),
                     on_send(to, one, [&](auto) { ++sent; }),
                     on_timeout(1ms, [] {}));
              if (sent > 20)
                break; // chance may be with the sends
            }
            for (int number : a)
              sum += number;
            for (int number : b)
              sum += number;
          },
          std::move(first.receiver), std::move(second.receiver),
          std::move(back.sender));
    });
    return sum == 30 && sent == returned;
  });
}

TEST(Seeds, deadlinesRaceWithWakes) {
  inManySchedules([] {
    const mutex<std::deque<int>> queue;
    const condvar changed;
    const semaphore permits(2);
    const rwlock<int> total(0);
    int inside = 0;
    bool is_good = true;
    go_scope([&](auto &tasks) {
      for (int i = 0; i < 2; ++i) {
        tasks.go([&] {
          for (int number = 1; number <= 4; ++number) {
            sleep_for(1ms);
            queue.lock()->push_back(number);
            changed.notify_one();
          }
        });
        tasks.go([&] {
          for (int taken = 0; taken < 4;) {
            const auto permit = permits.try_acquire_for(1ms);
            if (!permit)
              continue;
            is_good &= ++inside <= 2;
            if (auto held = queue.try_lock_for(1ms)) {
              if (changed.wait_for(*held, 1ms,
                                   [](auto &all) { return !all.empty(); })) {
                const int number = (*held)->front();
                (*held)->pop_front();
                ++taken;
                *total.write() += number;
              }
            }
            --inside;
          }
        });
      }
    });
    is_good &= *total.read() == 20;
    return is_good && queue.lock()->empty();
  });
}

TEST(Seeds, aStopIsHeardByAll) {
  inManySchedules([] {
    const barrier all(3);
    int stopped = 0;
    try {
      go_scope([&](auto &tasks) {
        for (int i = 0; i < 3; ++i)
          tasks.go([&, i](std::stop_token stop) {
            all.arrive_and_wait();
            if (i == 0)
              throw i;
            while (!stop.stop_requested())
              yield();
            ++stopped;
          });
      });
    } catch (int) {
      return stopped == 2;
    }
    return false;
  });
}

} // namespace

#endif // HOLDFAST_CHECKED
