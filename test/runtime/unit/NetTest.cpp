//===- NetTest.cpp - TCP streams and listeners do what they promise -------===//
//
// Each case runs in goroutines and in threads: what is read is what was
// written, ends and errors arrive as what they are, and whoever waits is woken
// by what it waits for, by its deadline, or by a close.
//
//===----------------------------------------------------------------------===//

#include "Connections.h"
#include "Threads.h"

#include "holdfast/channel.h"
#include "holdfast/go.h"
#include "holdfast/net.h"

#include <gtest/gtest.h>

#include <netinet/in.h>
#include <unistd.h>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

TEST(SocketAddress, readsWhatItPrints) {
  for (const char *text :
       {"127.0.0.1:0", "0.0.0.0:65535", "[::1]:80", "[2001:db8::7]:443"}) {
    const auto address = socket_address::parse(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(net_result(address)->to_string(), text);
  }
  EXPECT_EQ(socket_address::loopback(7).to_string(), "127.0.0.1:7");
  EXPECT_EQ(socket_address::any(0), *socket_address::parse("0.0.0.0:0"));
  EXPECT_TRUE(socket_address::parse("[::1]:80")->is_v6());
}

TEST(SocketAddress, refusesWhatIsNone) {
  for (const std::string &text :
       {std::string(""), std::string("127.0.0.1"), std::string(":80"),
        std::string("127.0.0.1:"), std::string("127.0.0.1:65536"),
        std::string("127.0.0.1:-1"), std::string("127.0.0.1:8x"),
        std::string("::1:80"), std::string("[::1]"), std::string("[:80"),
        std::string("localhost:80"), std::string("127.0.0.1\0:80", 13),
        std::string(200, '1') + ":80"})
    EXPECT_EQ(socket_address::parse(text).error(), std::errc::invalid_argument)
        << text;
}

/// Runs the body twice: in a goroutine, and in this thread.
template <class Body> void inEither(Body body) {
  {
    SCOPED_TRACE("in a goroutine");
    go_scope([&](auto &tasks) { tasks.go([&] { body(); }); });
  }
  SCOPED_TRACE("in a thread");
  body();
}

/// Runs body in a goroutine and in a thread, beside other().
template <class Body, class Other> void besideEither(Body body, Other other) {
  go_scope([&](auto &tasks) {
    tasks.go([&] { body(); });
    other();
  });
  std::jthread thread([&] { body(); });
  other();
}

TEST(Net, listensOnAFreePortOfEitherVersion) {
  for (const char *at : {"127.0.0.1:0", "[::1]:0"}) {
    auto listener = tcp_listener::bind(at);
    if (!listener && at[0] == '[')
      GTEST_SKIP() << "no version 6 here"; // a machine may do without; version 4 was looked at
    const auto address = listener->local_address().value();
    EXPECT_NE(address.port(), 0);
    auto there = tcp_stream::connect(address).value();
    auto here = listener->accept().value();
    EXPECT_EQ(there.peer_address().value(), address);
    EXPECT_EQ(here.peer_address().value(), there.local_address().value());
  }
}

TEST(Net, aPortInUseIsRefused) {
  const auto listener = listenHere();
  const auto at = listener.local_address().value();
  EXPECT_EQ(tcp_listener::bind(at).error(), std::errc::address_in_use);
  EXPECT_EQ(tcp_listener::bind("nowhere").error(), std::errc::invalid_argument);
  EXPECT_EQ(tcp_stream::connect("nowhere").error(),
            std::errc::invalid_argument);
}

TEST(Net, connectingToNobodyIsRefused) {
  // Bound, so that nobody else has the port, and not listening.
  const int holder = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in here = {.sin_family = AF_INET,
                      .sin_port = 0,
                      .sin_addr = {htonl(INADDR_LOOPBACK)},
                      .sin_zero = {}};
  socklen_t size = sizeof here;
  auto *const name = reinterpret_cast<sockaddr *>(&here);
  ASSERT_EQ(::bind(holder, name, size), 0);
  ASSERT_EQ(::getsockname(holder, name, &size), 0);
  const auto at = socket_address::loopback(ntohs(here.sin_port));
  inEither([&] {
    EXPECT_EQ(tcp_stream::connect(at).error(), std::errc::connection_refused);
  });
  ::close(holder);
}

TEST(Net, echoesAndEnds) {
  inEither([] {
    auto [left, right] = connectedPair();
    ASSERT_TRUE(left.write_all("to the right"));
    EXPECT_EQ(readExactly(right, 12), "to the right");
    ASSERT_TRUE(right.write_all("and back"));
    EXPECT_EQ(readExactly(left, 8), "and back");
    left.close();
    EXPECT_EQ(readAll(right), "");
    char none[1];
    EXPECT_EQ(right.read(std::span(none).first(0)).count, 0u);
  });
}

TEST(Net, aHalfThatIsClosedLeavesTheOther) {
  inEither([] {
    auto [left, right] = connectedPair();
    ASSERT_TRUE(left.write_all("the question"));
    ASSERT_FALSE(left.shutdown(halves::writing));
    EXPECT_EQ(readAll(right), "the question");
    EXPECT_EQ(left.write("more").error, std::errc::broken_pipe);
    ASSERT_TRUE(right.write_all("the answer"));
    ASSERT_FALSE(right.shutdown(halves::both));
    EXPECT_EQ(readAll(left), "the answer");
  });
}

TEST(Net, aShutdownOfReadingWakesTheReader) {
  auto [left, right] = connectedPair();
  besideEither([&, &right = right] { EXPECT_EQ(readAll(right), ""); },
               [&, &right = right] {
                 sleep_for(2ms);
                 EXPECT_FALSE(right.shutdown(halves::reading));
               });
}

TEST(Net, aResetIsAnErrorForReaderAndWriter) {
  inEither([] {
    auto [left, right] = connectedPair();
    makeAbrupt(left);
    ASSERT_TRUE(left.write_all("lost, or not"));
    left.close();
    char part[64];
    io_result got;
    while ((got = right.read(part)) && got.count > 0) {
    }
    EXPECT_EQ(got.error, std::errc::connection_reset);
    EXPECT_EQ(right.write("x").error, std::errc::broken_pipe); // no signal
  });
}

TEST(Net, aResetWakesWhoWaits) {
  for (int i = 0; i < rounds(4); ++i) {
    auto [left, right] = connectedPair();
    makeAbrupt(left);
    go_scope([&, &left = left, &right = right](auto &tasks) {
      tasks.go([&] {
        char part[1];
        EXPECT_EQ(right.read(part).error, std::errc::connection_reset);
      });
      left.close();
    });
  }
}

TEST(Net, aWriterWaitsForRoom) {
  inEither([] {
    auto [left, right] = connectedPair();
    makeNarrow(left);
    makeNarrow(right);
    std::string all(1'000'000, '\0');
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = static_cast<char>(i * 7 + i / 256);
    auto writer = go([&, &left = left] {
      const auto result = left.write_all(all);
      EXPECT_FALSE(left.shutdown(halves::writing));
      return result.count;
    });
    EXPECT_EQ(readAll(right), all);
    EXPECT_EQ(std::move(writer).join(), all.size());
  });
}

TEST(Net, oneStreamInBothDirectionsAtOnce) {
  auto [left, right] = connectedPair();
  makeNarrow(left);
  makeNarrow(right);
  const std::string all(200'000, 'x');
  go_scope([&, &left = left, &right = right](auto &tasks) {
    for (const tcp_stream *one : {&left, &right}) {
      tasks.go([&all, one] {
        EXPECT_EQ(one->write_all(all).count, all.size());
        EXPECT_FALSE(one->shutdown(halves::writing));
      });
      tasks.go([&all, one] { EXPECT_EQ(readAll(*one).size(), all.size()); });
    }
  });
}

TEST(Net, aDeadlinePasses) {
  inEither([] {
    auto [left, right] = connectedPair();
    makeNarrow(left);
    makeNarrow(right);
    char part[16];
    const auto before = steady::now();
    EXPECT_EQ(right.read_for(part, 3ms).error, std::errc::timed_out);
    EXPECT_GE(steady::now() - before, 3ms);
    const std::string much(10'000'000, 'x');
    const auto written = left.write_all_for(much, 3ms);
    EXPECT_EQ(written.error, std::errc::timed_out);
    EXPECT_LT(written.count, much.size());
    EXPECT_GT(written.count, 0u);
    // What was written before is there, and no more than that.
    left.close();
    EXPECT_EQ(readAll(right).size(), written.count);
    EXPECT_EQ(listenHere().accept_for(1ms).error(), std::errc::timed_out);
  });
}

TEST(Net, aDeadlineThatIsOverStillTries) {
  inEither([] {
    auto [left, right] = connectedPair();
    const deadline over = steady::now() - 1s;
    char part[16];
    EXPECT_EQ(right.read_until(part, over).error, std::errc::timed_out);
    ASSERT_TRUE(left.write_all_until("here", over));
    // On this machine the system hands it over before write() returns, or soon.
    io_result got;
    while (!(got = right.read_until(part, over)))
      EXPECT_EQ(got.error, std::errc::timed_out);
    EXPECT_EQ(std::string(part, got.count), "here");
  });
}

TEST(Net, aCloseWakesWhoReads) {
  besideEither(
      [] {
        for (int i = 0; i < rounds(10); ++i) {
          auto [left, right] = connectedPair();
          go_scope([&, &right = right](auto &tasks) {
            tasks.go([&, i] {
              if (i % 3 == 0)
                sleep_for(50us);
              right.close();
            });
            char part[1];
            EXPECT_EQ(right.read(part).error, std::errc::operation_canceled);
            EXPECT_EQ(right.read(part).error, std::errc::operation_canceled);
            EXPECT_EQ(right.native_handle(), -1);
          });
          EXPECT_EQ(readAll(left), "");
        }
      },
      [] {});
}

TEST(Net, aCloseWakesWhoWrites) {
  besideEither(
      [] {
        auto [left, right] = connectedPair();
        makeNarrow(left);
        makeNarrow(right);
        go_scope([&, &left = left](auto &tasks) {
          tasks.go([&] {
            sleep_for(1ms);
            left.close();
          });
          const std::string much(10'000'000, 'x');
          EXPECT_EQ(left.write_all(much).error, std::errc::operation_canceled);
        });
      },
      [] {});
}

TEST(Net, aCloseWakesAllWhoAccept) {
  for (int i = 0; i < rounds(4); ++i) {
    const auto listener = listenHere();
    std::atomic<int> ready = 0;
    const auto wait = [&] {
      ++ready;
      EXPECT_EQ(listener.accept().error(), std::errc::operation_canceled);
    };
    go_scope([&](auto &tasks) {
      for (int k = 0; k < 10; ++k)
        tasks.go([&] { wait(); });
      std::jthread first([&] { wait(); }), second([&] { wait(); });
      while (ready < 12)
        std::this_thread::yield();
      listener.close();
    });
    EXPECT_EQ(listener.accept().error(), std::errc::operation_canceled);
  }
}

TEST(Net, threadsNeedNoWorkers) {
  auto [left, right] = connectedPair();
  std::jthread other([&, &right = right] {
    for (int i = 0; i < rounds(100); ++i)
      EXPECT_TRUE(right.write_all(readExactly(right, 3)));
  });
  for (int i = 0; i < rounds(100); ++i) {
    ASSERT_TRUE(left.write_all("abc"));
    ASSERT_EQ(readExactly(left, 3), "abc");
  }
}

TEST(Net, aMovedStreamIsTheSame) {
  auto [left, right] = connectedPair();
  tcp_stream other = std::move(right);
  ASSERT_TRUE(left.write_all("x"));
  EXPECT_EQ(readExactly(other, 1), "x");
  other = std::move(left); // closes what it was
  char part[1];
  EXPECT_EQ(other.read(part).count, 0u);
  EXPECT_DEATH((void)left.write("x"), // NOLINT: that is what is tested
               "used that was moved from");
}

TEST(Net, aResultThrowsItsErrorWhereThatIsAskedFor) {
  try {
    (void)tcp_listener::bind("nowhere").value();
    FAIL();
  } catch (const std::system_error &error) {
    EXPECT_EQ(error.code(), std::errc::invalid_argument);
  }
}

} // namespace
