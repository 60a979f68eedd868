//===- NetStressTest.cpp - many connections, and races
//---------------------===//
//
// Thousands of connections of goroutines on a few workers; and what must hold
// however a deadline, a close and a readiness race: no byte and no connection
// is lost or doubled.
//
//===----------------------------------------------------------------------===//

#include "Connections.h"
#include "Threads.h"

#include "holdfast/detail/sanitizer.h"
#include "holdfast/go.h"
#include "holdfast/net.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <random>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

/// Echoes until the other side ends.
void echo(tcp_stream with) {
  char part[256];
  for (io_result got; (got = with.read(part)) && got.count > 0;)
    if (!with.write_all(std::string_view(part, got.count)))
      return;
}

/// `count` goroutines connect at once and send `messages` each.
void echoWithMany(int count, int messages) {
  const auto listener = listenHere();
  std::atomic<long> echoed = 0;
  go_scope([&](auto &tasks) {
    tasks.go([&] {
      go_scope([&](auto &servers) {
        for (int i = 0; i < count; ++i)
          servers.go(echo, listener.accept().value());
      });
    });
    for (int i = 0; i < count; ++i)
      tasks.go([&, i] {
        const tcp_stream mine = connectTo(listener);
        for (int k = 0; k < messages; ++k) {
          const std::string text = std::to_string(i * 1000 + k);
          ASSERT_TRUE(mine.write_all(text));
          ASSERT_EQ(readExactly(mine, text.size()), text);
          ++echoed;
        }
      });
  });
  EXPECT_EQ(echoed, long(count) * messages);
}

TEST(NetStress, thousandsOfEchoes) {
  // ThreadSanitizer knows some 8,000 goroutines, and is slow with many.
  echoWithMany(connectionsWithinLimit(HOLDFAST_TSAN ? 300 : 2500), 5);
}

TEST(NetStressTest, manyGoroutinesOnOneWorker) {
  EXPECT_EXIT(
      {
        setenv("HOLDFAST_WORKERS", "1", 1);
        echoWithMany(100, 20);
        std::_Exit(testing::Test::HasFailure() ? 1 : 0);
      },
      testing::ExitedWithCode(0), "");
}

/// What a thread hands to the workers runs, also where the one that it wakes
/// sleeps in epoll.
void workBesideAWait() {
  const auto listener = listenHere();
  auto waiting = go([&] {
    EXPECT_EQ(listener.accept().error(), std::errc::operation_canceled);
  });
  for (int i = 0; i < rounds(10); ++i) {
    std::this_thread::sleep_for(1ms); // the workers sleep by now, or not yet
    EXPECT_EQ(go([] { return 42; }).join(), 42);
  }
  listener.close();
  std::move(waiting).join();
}

TEST(NetStress, otherWorkGoesOnWhileTheNetworkIsWaitedFor) {
  workBesideAWait();
}

TEST(NetStressTest, otherWorkGoesOnOnOneWorker) {
  EXPECT_EXIT(
      {
        setenv("HOLDFAST_WORKERS", "1", 1);
        workBesideAWait();
        std::_Exit(testing::Test::HasFailure() ? 1 : 0);
      },
      testing::ExitedWithCode(0), "");
}

TEST(NetStress, aStormOfConnections) {
  const int count = connectionsWithinLimit(HOLDFAST_TSAN ? 200 : 1000);
  const auto listener = listenHere();
  std::vector<std::atomic<int>> seen(count);
  std::atomic<int> accepted = 0;
  const auto takeAll = [&] {
    while (auto one = listener.accept()) {
      int number = -1;
      const auto bytes = std::as_writable_bytes(std::span(&number, 1));
      EXPECT_EQ(one->read(bytes).count, sizeof number);
      ++seen.at(number);
      if (++accepted == count)
        listener.close();
    }
  };
  go_scope([&](auto &tasks) {
    for (int i = 0; i < 8; ++i)
      tasks.go([&] { takeAll(); });
    std::jthread thread([&] { takeAll(); });
    for (int i = 0; i < count; ++i)
      tasks.go([&, i] {
        const tcp_stream mine = connectTo(listener);
        EXPECT_TRUE(mine.write_all(std::as_bytes(std::span(&i, 1))));
      });
  });
  for (const auto &one : seen)
    EXPECT_EQ(one, 1);
}

// Every byte that was written is read once, in order, whatever times out.
TEST(NetStress, deadlinesThatRaceWithBytes) {
  for (const bool inThread : {false, true}) {
    auto [left, right] = connectedPair();
    const int count = rounds(200);
    int late = 0, got = 0;
    const auto readThem = [&, &right = right] {
      std::mt19937 random(1);
      while (got < count) {
        char part[3];
        const auto result =
            right.read_for(part, std::chrono::microseconds(random() % 60));
        if (!result) {
          EXPECT_EQ(result.error, std::errc::timed_out);
          ++late;
        }
        for (std::size_t i = 0; i < result.count; ++i)
          EXPECT_EQ(part[i], static_cast<char>(got++));
      }
    };
    go_scope([&, &left = left](auto &tasks) {
      tasks.go([&] {
        std::mt19937 random(2);
        for (int i = 0; i < count; ++i) {
          if (random() % 2)
            sleep_for(std::chrono::microseconds(random() % 60));
          const char one = static_cast<char>(i);
          EXPECT_TRUE(left.write_all(std::string_view(&one, 1)));
        }
      });
      if (inThread)
        readThem();
      else
        tasks.go([&] { readThem(); });
    });
    EXPECT_EQ(got, count);
  }
}

// Who waits ends by what came first, and never twice, never not at all.
TEST(NetStress, closesThatRaceWithBytesAndDeadlines) {
  for (int i = 0; i < rounds(60); ++i) {
    auto [left, right] = connectedPair();
    go_scope([&, &left = left, &right = right](auto &tasks) {
      tasks.go([&] {
        char part[1];
        const auto got =
            right.read_for(part, std::chrono::microseconds(i % 40));
        EXPECT_TRUE(got.count == 1 || got.error == std::errc::timed_out ||
                    got.error == std::errc::operation_canceled);
      });
      tasks.go([&] {
        if (i % 2)
          yield();
        right.close();
      });
      tasks.go([&] { (void)left.write("x"); });
    });
  }
}

// A socket object that is used again must not wake, or be closed by, whom it
// served before.
TEST(NetStress, objectsAreUsedAgain) {
  go_scope([&](auto &tasks) {
    for (int k = 0; k < 8; ++k)
      tasks.go([] {
        for (int i = 0; i < rounds(20); ++i) {
          auto [left, right] = connectedPair();
          ASSERT_TRUE(left.write_all("abc"));
          ASSERT_EQ(readExactly(right, 3), "abc");
          if (i % 2)
            left.close();
          char part[1];
          if (i % 2)
            ASSERT_EQ(right.read(part).count, 0u);
          else
            ASSERT_EQ(right.read_for(part, 10us).error, std::errc::timed_out);
        }
      });
  });
}

// Pieces of random sizes, both ways at once: a stream is a sequence of bytes.
TEST(NetStress, randomPiecesArriveInOrder) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    auto [left, right] = connectedPair();
    if (seed % 2) {
      makeNarrow(left);
      makeNarrow(right);
    }
    constexpr std::size_t total = 40'000;
    const auto at = [](std::size_t i) { return static_cast<char>(i % 251); };
    const auto writePieces = [&](const tcp_stream &to, unsigned from) {
      std::mt19937 random(from);
      for (std::size_t done = 0; done < total;) {
        std::string piece(std::min<std::size_t>(random() % 5000, total - done),
                          '\0');
        for (char &one : piece)
          one = at(done++);
        EXPECT_TRUE(to.write_all(piece));
        if (random() % 8 == 0)
          yield();
      }
      EXPECT_FALSE(to.shutdown(halves::writing));
    };
    const auto readPieces = [&](const tcp_stream &from, unsigned with) {
      std::mt19937 random(with);
      std::size_t done = 0;
      for (std::string piece;;) {
        piece.resize(random() % 5000 + 1);
        const auto got = from.read(piece);
        EXPECT_TRUE(got);
        if (got.count == 0)
          break;
        for (std::size_t i = 0; i < got.count; ++i)
          ASSERT_EQ(piece[i], at(done++));
      }
      EXPECT_EQ(done, total);
    };
    go_scope([&, &left = left, &right = right](auto &tasks) {
      tasks.go([&] { writePieces(left, seed); });
      tasks.go([&] { readPieces(right, seed + 10); });
      tasks.go([&] { writePieces(right, seed + 20); });
      readPieces(left, seed + 30); // a thread
    });
  }
}

TEST(NetStress, withoutDescriptorsAcceptFailsAndLosesNobody) {
  const auto listener = listenHere();
  auto client = connectTo(listener);
  std::vector<int> filler;
  rlimit before = {}, few = {};
  getrlimit(RLIMIT_NOFILE, &before);
  few = before;
  few.rlim_cur = 3; // lower than what is open: there are none left
  setrlimit(RLIMIT_NOFILE, &few);
  const auto failed = go([&] { return listener.accept().error(); }).join();
  const auto again = listener.accept().error();
  const auto none = tcp_stream::connect("127.0.0.1:1").error();
  setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_EQ(failed, std::errc::too_many_files_open);
  EXPECT_EQ(again, std::errc::too_many_files_open);
  EXPECT_EQ(none, std::errc::too_many_files_open);
  auto server = listener.accept().value();
  ASSERT_TRUE(client.write_all("x"));
  EXPECT_EQ(readExactly(server, 1), "x");
}

#if !HOLDFAST_TSAN // which refuses threads after a fork
TEST(NetStress, theChildOfAForkHasAPollerOfItsOwn) {
  const auto exchange = [] {
    auto [left, right] = connectedPair();
    go_scope([&, &left = left, &right = right](auto &tasks) {
      tasks.go([&] { EXPECT_EQ(readAll(right), "abc"); });
      tasks.go([&] {
        for (int i = 0; i < 100; ++i) // no timer: a child has none
          yield();
        EXPECT_TRUE(left.write_all("abc"));
        left.close();
      });
    });
  };
  exchange();
  const pid_t child = fork();
  if (child == 0) {
    exchange();
    std::_Exit(testing::Test::HasFailure() ? 1 : 0);
  }
  exchange();
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}
#endif

} // namespace
