//===- HttpStopTest.cpp - how an HTTP server ends, and what does not end it
//===//
//
// stop() ends what is idle, lets what is at work answer, and serve() returns
// when all are over. Clients that vanish, and a system without descriptors, end
// no server.
//
//===----------------------------------------------------------------------===//

#include "Connections.h"
#include "Threads.h"

#include "holdfast/go.h"
#include "holdfast/http.h"
#include "holdfast/sync.h"

#include <gtest/gtest.h>

#include <netinet/in.h>
#include <unistd.h>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

http_response hello(const http_request &) { return {.body = "hello"}; }

/// Reads as far as `end`, and returns what was before it.
std::string readTo(const tcp_stream &from, const std::string &end) {
  std::string all;
  while (!all.ends_with(end)) {
    const std::string one = readExactly(from, 1);
    if (one.empty())
      return "ended after: " + all;
    all += one;
  }
  return all;
}

TEST(HttpStop, idleConnectionsAndTheListenerEnd) {
  http_server server(listenHere(), hello);
  const auto at = server.local_address().value();
  auto serving = go([&] { server.serve(); });
  const auto fresh = tcp_stream::connect(at).value();
  const auto used = tcp_stream::connect(at).value();
  ASSERT_TRUE(used.write_all(request));
  readTo(used, "hello");
  server.stop();
  server.stop();
  std::move(serving).join();
  EXPECT_EQ(readAll(used), "");
  EXPECT_EQ(readAll(fresh), "");
  EXPECT_EQ(server.local_address().error(), std::errc::operation_canceled);
  server.serve(); // returns at once
}

TEST(HttpStop, aRequestAtWorkIsAnswered) {
  latch begun(1), goOn(1);
  http_server server(listenHere(), [&](const http_request &) {
    begun.count_down();
    goOn.wait();
    return http_response{.body = "late"};
  });
  auto serving = go([&] { server.serve(); });
  const auto client =
      tcp_stream::connect(server.local_address().value()).value();
  ASSERT_TRUE(client.write_all(request));
  begun.wait();
  server.stop();
  EXPECT_FALSE(serving.is_done());
  goOn.count_down();
  const std::string answer = readAll(client);
  EXPECT_NE(answer.find("\r\nConnection: close\r\n"), answer.npos);
  EXPECT_TRUE(answer.ends_with("late"));
  std::move(serving).join();
}

TEST(HttpStop, aHandlerMayStop) {
  http_server *self = nullptr;
  http_server server(listenHere(), [&](const http_request &) {
    self->stop();
    return http_response{.body = "last"};
  });
  self = &server;
  const auto at = server.local_address().value();
  auto serving = go([&] { server.serve(); });
  const auto client = tcp_stream::connect(at).value();
  ASSERT_TRUE(client.write_all(request));
  EXPECT_TRUE(readAll(client).ends_with("last"));
  std::move(serving).join();
}

TEST(HttpStop, beforeItServes) {
  http_server server(listenHere(), hello);
  server.stop();
  server.serve();
}

// A request that came before stop() is answered, one that comes after is not;
// never half an answer, and always an end.
TEST(HttpStop, stopsThatRaceWithRequests) {
  for (int i = 0; i < rounds(6); ++i) {
    http_server server(listenHere(), hello);
    const auto at = server.local_address().value();
    auto serving = go([&] { server.serve(); });
    go_scope([&](auto &tasks) {
      for (int k = 0; k < 10; ++k)
        tasks.go([&] {
          auto client = tcp_stream::connect(at);
          if (!client)
            return;
          for (;;) {
            if (!client->write_all(request))
              return;
            std::string all;
            char part[256];
            io_result got;
            while (!all.ends_with("hello") && (got = client->read(part)) &&
                   got.count > 0)
              all.append(part, got.count);
            if (!all.ends_with("hello")) {
              EXPECT_EQ(all, "");
              return;
            }
          }
        });
      sleep_for(std::chrono::microseconds(i * 50));
      server.stop();
    });
    std::move(serving).join();
  }
}

TEST(HttpStop, clientsThatVanish) {
  http_server server(listenHere(), hello);
  const auto at = server.local_address().value();
  auto serving = go([&] { server.serve(); });
  go_scope([&](auto &tasks) {
    for (int i = 0; i < rounds(10); ++i)
      tasks.go([&, i] {
        const auto client = tcp_stream::connect(at).value();
        makeAbrupt(client);
        (void)client.write_all(request.substr(0, i % (request.size() + 1)));
      });
  });
  const auto client = tcp_stream::connect(at).value();
  ASSERT_TRUE(client.write_all(request));
  readTo(client, "hello");
  server.stop();
  std::move(serving).join();
}

// Each failure is told, and after each the server waits longer: a loop that
// did not wait would fail thousands of times meanwhile.
TEST(HttpStop, withoutDescriptorsTheServerWaitsAndGoesOn) {
  std::atomic<int> failures = 0;
  http_options options;
  options.on_accept_error = [&](std::error_code failed) {
    EXPECT_EQ(failed, std::errc::too_many_files_open);
    ++failures;
  };
  http_server server(listenHere(), hello, options);
  const auto at = server.local_address().value();
  auto serving = go([&] { server.serve(); });
  const auto first = tcp_stream::connect(at).value();
  ASSERT_TRUE(first.write_all(request));
  readTo(first, "hello");

  // Made before, connected after.
  const int other = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in there = {.sin_family = AF_INET,
                             .sin_port = htons(at.port()),
                             .sin_addr = {htonl(INADDR_LOOPBACK)},
                             .sin_zero = {}};
  rlimit before = {}, few = {};
  getrlimit(RLIMIT_NOFILE, &before);
  few = before;
  few.rlim_cur = 3;
  setrlimit(RLIMIT_NOFILE, &few);
  ASSERT_EQ(::connect(other, reinterpret_cast<const sockaddr *>(&there),
                      sizeof there),
            0);
  while (failures < 3)
    std::this_thread::yield();
  // Meanwhile who is there is served.
  ASSERT_TRUE(first.write_all(request));
  readTo(first, "hello");
  const int seen = failures;
  setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_LT(seen, 100);

  ASSERT_EQ(::send(other, request.data(), request.size(), 0),
            ssize_t(request.size()));
  char part[1];
  EXPECT_EQ(::recv(other, part, 1, 0), 1); // the beginning of an answer
  ::close(other);
  server.stop();
  std::move(serving).join();
}

TEST(HttpStopDeathTest, aServerThatServesIsNotDestroyed) {
  EXPECT_DEATH(
      {
        auto server = std::make_unique<http_server>(listenHere(), hello);
        const auto at = server->local_address().value();
        auto serving = go([&] { server->serve(); });
        const auto client = tcp_stream::connect(at).value();
        (void)client.write_all(request);
        readTo(client, "hello"); // it serves
        server.reset();
      },
      "a server is destroyed that still serves");
}

} // namespace
