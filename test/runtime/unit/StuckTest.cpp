//===- StuckTest.cpp - some wait for each other for ever ------------------===//
//
// The checked build ends a program at once in which a task can never wake,
// though others go on: a circle of locks held, joins, and channels whose other
// ends belong to those who wait. Its twins differ in one link, which somebody
// outside of the circle could still undo, and live.
//
//===----------------------------------------------------------------------===//

#include "holdfast/channel.h"
#include "holdfast/go.h"
#include "holdfast/select.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

#if HOLDFAST_CHECKED

/// Goes on for as long as the test does, so that never everybody waits.
class Busy {
public:
  Busy()
      : one_(go([](std::stop_token stop) {
          while (!stop.stop_requested())
            sleep_for(1ms);
        })) {}
  ~Busy() {
    one_.request_stop();
    std::move(one_).join();
  }

private:
  go_handle<void> one_;
};

/// Two goroutines that are given the ends, and receive before they send. The
/// first is sent something by somebody else, if `is_started`.
void waitForEachOther(bool isStarted) {
  const Busy busy;
  auto [left, leftEnd] = bounded_channel<int>(1);
  auto [right, rightEnd] = bounded_channel<int>(1);
  if (isStarted)
    (void)left.send(1);
  const auto pass = [](receiver<int> from, sender<int> to) {
    if (auto got = from.receive())
      (void)to.send(*got);
  };
  auto one = go(pass, std::move(leftEnd), std::move(right));
  auto two = go(pass, std::move(rightEnd), std::move(left));
  std::move(one).join();
  std::move(two).join();
}

TEST(StuckDeathTest, goroutinesThatReceiveFromEachOther) {
  EXPECT_DEATH(waitForEachOther(false),
               "deadlock: these wait for each other for ever\n"
               "  goroutine [0-9]+, [^\n]*waits for the other end of a channel "
               "at [^\n]*StuckTest.cpp:[0-9]+, of goroutine [0-9]+\n"
               "  goroutine [0-9]+, [^\n]*waits for the other end of a channel "
               "at [^\n]*StuckTest.cpp:[0-9]+, of goroutine [0-9]+\n");
  waitForEachOther(true);
}

/// As above, but a third one, which sleeps first, has a copy of one sender.
TEST(Stuck, isNotWhoWaitsForSomebodyWhoSleeps) {
  auto [left, leftEnd] = bounded_channel<int>(1);
  auto [right, rightEnd] = bounded_channel<int>(1);
  const auto pass = [](receiver<int> from, sender<int> to) {
    (void)to.send(*from.receive());
  };
  auto three = go(
      [](sender<int> to) {
        sleep_for(50ms);
        (void)to.send(1);
      },
      left);
  auto one = go(pass, std::move(leftEnd), std::move(right));
  auto two = go(pass, std::move(rightEnd), std::move(left));
  std::move(one).join();
  std::move(two).join();
  std::move(three).join();
}

/// The only sender is with a goroutine that waits for good, but its frame is
/// borrowed by a child, which sends.
TEST(Stuck, isNotWhoWaitsForWhatAChildBorrows) {
  auto [left, leftEnd] = bounded_channel<int>(1);
  auto [right, rightEnd] = bounded_channel<int>(1);
  auto one = go(
      [](receiver<int> from, sender<int> to) {
        go_scope([&](auto &tasks) {
          tasks.go([&] {
            sleep_for(50ms);
            (void)to.send(1);
          });
          (void)from.receive();
        });
      },
      std::move(leftEnd), std::move(right));
  auto two = go([](receiver<int> from,
                   sender<int> to) { (void)to.send(*from.receive()); },
                std::move(rightEnd), std::move(left));
  std::move(one).join();
  std::move(two).join();
}

/// Who made a channel may have lent its ends to a callback.
TEST(Stuck, isNotWhoWaitsForACallbackOfSomebodyElse) {
  auto [jobsIn, jobs] = unbounded_channel<std::function<void()>>();
  auto pool = go(
      [](receiver<std::function<void()>> from) {
        for (auto &job : from)
          job();
      },
      jobs);
  go(
      [](sender<std::function<void()>> to) {
        auto [doneIn, done] = bounded_channel<int>(1);
        (void)to.send([&] {
          sleep_for(50ms);
          (void)doneIn.send(1);
        });
        EXPECT_TRUE(done.receive());
      },
      jobsIn)
      .join();
  {
    auto gone = std::move(jobsIn);
  }
  std::move(pool).join();
}

/// Ends on the heap may be anybody's.
TEST(Stuck, isNotWhoWaitsForWhatLiesElsewhere) {
  auto [left, leftEnd] = bounded_channel<int>(1);
  auto kept = std::make_shared<sender<int>>(std::move(left));
  auto one =
      go([](receiver<int> from) { (void)from.receive(); }, std::move(leftEnd));
  sleep_for(20ms);
  (void)kept->send(1);
  std::move(one).join();
}

/// A lock, and the join of who wants it.
void joinUnderALock(bool isGivenUp) {
  const Busy busy;
  mutex<int> value(0);
  auto held = std::make_optional(value.lock());
  auto one = go([&] { ++*value.lock(); });
  sleep_for(20ms);
  if (isGivenUp)
    held.reset();
  std::move(one).join();
}

TEST(StuckDeathTest, aJoinOfWhoWantsTheLock) {
  EXPECT_DEATH(
      joinUnderALock(false),
      "deadlock: these wait for each other for ever\n"
      "  the main thread waits for another's end at [^\n]*StuckTest.cpp:[0-9]+"
      ", of goroutine [0-9]+\n"
      "  goroutine [0-9]+, [^\n]*waits for a lock asked for at "
      "[^\n]*StuckTest.cpp:[0-9]+, of the main thread, which holds it since "
      "[^\n]*StuckTest.cpp:[0-9]+\n");
  joinUnderALock(true);
}

/// The same between threads, and with a writer who waits for a reader.
void joinUnderARead(bool isGivenUp) {
  const Busy busy;
  rwlock<int> value(0);
  auto held = std::make_optional(value.read());
  auto one = spawn([&] { ++*value.write(); });
  std::this_thread::sleep_for(20ms);
  if (isGivenUp)
    held.reset();
  std::move(one).join();
}

TEST(StuckDeathTest, aWriterAndTheReaderThatJoinsIt) {
  EXPECT_DEATH(joinUnderARead(false),
               "  the main thread waits for another's end at [^\n]*, of thread "
               "[0-9]+\n"
               "  thread [0-9]+ waits for a lock asked for at [^\n]*, of the "
               "main thread, which holds it since");
  joinUnderARead(true);
}

/// A lock, and a channel whose only sender waits for the lock.
void receiveUnderALock(bool isGivenUp) {
  const Busy busy;
  static mutex<int> value(0);
  auto [values, valuesEnd] = bounded_channel<int>(1);
  auto one = go(
      [isGivenUp](receiver<int> from) {
        auto held = std::make_optional(value.lock());
        sleep_for(20ms);
        if (isGivenUp)
          held.reset();
        (void)from.receive();
      },
      std::move(valuesEnd));
  auto two = go(
      [](sender<int> to) {
        sleep_for(5ms);
        const int now = *value.lock();
        (void)to.send(now);
      },
      std::move(values));
  std::move(one).join();
  std::move(two).join();
}

TEST(StuckDeathTest, aReceiveUnderALockThatTheSenderWants) {
  EXPECT_DEATH(receiveUnderALock(false),
               "waits for a lock asked for at [^\n]*, of goroutine [0-9]+, "
               "which holds it since");
  receiveUnderALock(true);
}

/// Who has all senders waits for nobody, then drops one and keeps the other
/// where nobody sends: the last free sender was the one that went.
void dropTheLastThatIsFree(bool isSent) {
  const Busy busy;
  auto [left, leftEnd] = bounded_channel<int>(1);
  auto [right, rightEnd] = bounded_channel<int>(1);
  const auto pass = [](receiver<int> from, sender<int> to) {
    (void)to.send(*from.receive());
  };
  auto one = go(pass, std::move(leftEnd), std::move(right));
  auto two = go(pass, std::move(rightEnd), left);
  sleep_for(20ms);
  if (isSent)
    (void)left.send(1);
  {
    auto gone = std::move(left);
  }
  std::move(one).join();
  std::move(two).join();
}

TEST(StuckDeathTest, thoseWhoWaitedForAnEndThatGoes) {
  EXPECT_DEATH(dropTheLastThatIsFree(false), "these wait for each other");
  dropTheLastThatIsFree(true);
}

/// A select waits for all its channels at once: each must be without hope.
void selectOfTwo(bool hasOther) {
  const Busy busy;
  auto [left, leftEnd] = bounded_channel<int>(1);
  auto [right, rightEnd] = rendezvous_channel<int>();
  auto [other, otherEnd] = bounded_channel<int>(1);
  auto one = go(
      [](receiver<int> from, receiver<int> more, sender<int> to) {
        select(on_receive(from, [](auto) {}), on_receive(more, [](auto) {}));
        (void)to.send(1);
      },
      std::move(leftEnd), std::move(otherEnd), std::move(right));
  auto two =
      go([](receiver<int> from, sender<int> to,
            std::optional<sender<int>>) { (void)to.send(*from.receive()); },
         std::move(rightEnd), std::move(left),
         hasOther ? std::nullopt : std::make_optional(other));
  sleep_for(20ms);
  if (hasOther)
    (void)other.send(1);
  {
    auto gone = std::move(other);
  }
  std::move(one).join();
  std::move(two).join();
}

TEST(StuckDeathTest, aSelectWithoutHope) {
  EXPECT_DEATH(selectOfTwo(false), "these wait for each other");
  selectOfTwo(true);
}

/// Pairs that talk back and forth always have one that waits for the other.
TEST(Stuck, isNobodyInAHundredThousandExchanges) {
  auto [left, leftEnd] = rendezvous_channel<int>();
  auto [right, rightEnd] = rendezvous_channel<int>();
  const auto play = [](receiver<int> from, sender<int> to, bool begins) {
    if (begins)
      (void)to.send(0);
    while (auto got = from.receive())
      if (*got == 100'000 || !to.send(*got + 1))
        break;
  };
  auto one = go(play, std::move(leftEnd), std::move(right), true);
  auto two = go(play, std::move(rightEnd), std::move(left), false);
  std::move(one).join();
  std::move(two).join();
}

/// Locks, joins and channels in whatever order, by many, but without a circle.
TEST(Stuck, isNobodyAmongManyWhoGoOn) {
  mutex<long> sum(0);
  for (int round = 0; round < 200; ++round)
    go_scope([&](auto &tasks) {
      auto [values, valuesEnd] = bounded_channel<int>(2);
      for (int i = 0; i < 4; ++i) {
        tasks.go(
            [&sum](sender<int> to) {
              for (int j = 0; j < 20; ++j)
                (void)to.send(j);
              ++*sum.lock();
            },
            values);
        tasks.go(
            [&sum](receiver<int> from) {
              for (int got : from) {
                auto held = sum.lock();
                yield();
                *held += got;
              }
            },
            valuesEnd);
      }
    });
  EXPECT_EQ(*sum.lock(), 200 * 4 * (190 + 1));
}

#endif

} // namespace
