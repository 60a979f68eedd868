//===- NetCheckedTest.cpp - the checked build and the network -------------===//
//
// Who waits for the network can be woken by the system, so there is no deadlock
// as long as somebody does, in any state of that wait; and there is one again
// when nobody does, whatever sockets are open. A schedule waits for the network
// as it waits for nothing else, but goes on.
//
//===----------------------------------------------------------------------===//

#include "Connections.h"
#include "Threads.h"

#include "holdfast/channel.h"
#include "holdfast/detail/sanitizer.h"
#include "holdfast/go.h"
#include "holdfast/net.h"
#include "holdfast/schedule.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <sys/wait.h>
#include <unistd.h>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

#if HOLDFAST_CHECKED

// Longer than it takes to find a deadlock (deadlock.cpp).
void writeLate(const tcp_stream &to) {
  std::this_thread::sleep_for(900ms);
  EXPECT_TRUE(to.write_all("x"));
}

TEST(NetDeadlock, isNoneWhileAGoroutineReads) {
  auto [left, right] = connectedPair();
  auto [sender, receiver] = bounded_channel<int>(1);
  go_scope([&, &left = left, &right = right, &sender = sender,
            &receiver = receiver](auto &tasks) {
    tasks.go([&] { EXPECT_TRUE(receiver.receive()); });
    tasks.go([&] {
      EXPECT_EQ(readExactly(right, 1), "x");
      EXPECT_TRUE(sender.send(1));
    });
    tasks.go([&] {
      char part[1];
      EXPECT_EQ(left.read_for(part, 900ms).error, std::errc::timed_out);
      EXPECT_TRUE(left.write_all("x"));
    });
  });
}

TEST(NetDeadlock, isNoneWhileAThreadReads) {
  auto [left, right] = connectedPair();
  auto [sender, receiver] = bounded_channel<int>(1);
  auto waiting =
      go([&, &receiver = receiver] { EXPECT_TRUE(receiver.receive()); });
  std::jthread reader([&, &right = right, &sender = sender] {
    EXPECT_EQ(readExactly(right, 1), "x");
    EXPECT_TRUE(sender.send(1));
  });
  writeLate(left);
  std::move(waiting).join();
}

// The other end is a process of its own: in this one everybody waits.
TEST(NetDeadlock, isNoneWhileAnotherProcessMayWrite) {
  auto [left, right] = connectedPair();
  const pid_t child = fork();
  if (child == 0) {
    timespec time = {0, 900'000'000};
    nanosleep(&time, nullptr);
    const bool isWritten = send(left.native_handle(), "x", 1, 0) == 1;
    _exit(isWritten ? 0 : 1);
  }
  left.close();
  go_scope([&, &right = right](auto &tasks) {
    for (int i = 0; i < 3; ++i) // the window between the wait's two halves
      tasks.go([&] {
        char part[1];
        for (int k = 0; k < 100; ++k)
          EXPECT_EQ(right.read_for(part, 10us).error, std::errc::timed_out);
      });
  });
  go([&, &right = right] { EXPECT_EQ(readExactly(right, 1), "x"); }).join();
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

#if !HOLDFAST_TSAN // which has a thread of its own
// With so many workers one stays in epoll when the last wait ends by a close.
void waitForEachOther() {
  setenv("HOLDFAST_WORKERS", "40", 1);
  const auto listener = listenHere();
  auto [left, right] = connectedPair();
  go_scope([&, &right = right](auto &tasks) {
    tasks.go([&] {
      char part[1];
      EXPECT_EQ(right.read(part).error, std::errc::operation_canceled);
    });
    tasks.go([&] {
      std::this_thread::sleep_for(20ms); // all others sleep by now
      right.close();
    });
  });
  auto [sender, receiver] = rendezvous_channel<int>();
  go([&, &receiver = receiver] { (void)receiver.receive(); }).join();
}

TEST(NetDeadlockDeathTest, isOneWhenNobodyWaitsForTheNetworkAnyMore) {
  EXPECT_DEATH(waitForEachOther(),
               "deadlock: nobody is left who could wake[^\n]*\n"
               "  the main thread waits for others to end[^\n]*\n"
               "  goroutine 3, [^\n]*waits for the other end of a channel");
}
#endif

TEST(NetSchedule, bothEndsInOneSchedule) {
  const auto failed = search_schedules(30, [] {
    const auto listener = listenHere();
    std::string got;
    go_scope([&](auto &tasks) {
      tasks.go([&] {
        const auto stream = listener.accept().value();
        got = readAll(stream);
        EXPECT_TRUE(stream.write_all("answer"));
      });
      tasks.go([&] {
        const auto stream = connectTo(listener);
        EXPECT_TRUE(stream.write_all("question"));
        EXPECT_FALSE(stream.shutdown(halves::writing));
        EXPECT_EQ(readAll(stream), "answer");
      });
    });
    return got == "question";
  });
  EXPECT_EQ(failed, std::nullopt);
}

TEST(NetSchedule, deadlinesComeWhenTheNetworkIsQuiet) {
  const auto before = steady::now();
  const auto failed = search_schedules(3, [] {
    auto [left, right] = connectedPair();
    char part[1];
    const auto error = right.read_for(part, 1h).error;
    return error == std::errc::timed_out;
  });
  EXPECT_EQ(failed, std::nullopt);
  EXPECT_LT(steady::now() - before, 1h); // time has jumped
}

TEST(NetSchedule, aCloseWakesWhoWaits) {
  const auto failed = search_schedules(30, [] {
    auto [left, right] = connectedPair();
    std::error_code error;
    go_scope([&, &right = right](auto &tasks) {
      tasks.go([&] {
        char part[1];
        error = right.read(part).error;
      });
      tasks.go([&] { right.close(); });
    });
    return error == std::errc::operation_canceled;
  });
  EXPECT_EQ(failed, std::nullopt);
}

#endif

} // namespace
