//===- HttpTest.cpp - the HTTP server, as its clients see it
//---------------===//
//
// Clients are plain streams that write bytes and read bytes: what is right is
// answered in order, however it is cut into pieces; what is wrong, too large or
// too slow gets the answer that says so; and nothing that a client or a handler
// does ends the server.
//
//===----------------------------------------------------------------------===//

#include "Connections.h"
#include "Threads.h"

#include "holdfast/detail/sanitizer.h"
#include "holdfast/go.h"
#include "holdfast/http.h"
#include "holdfast/mutex.h"

#include <gtest/gtest.h>

#include <charconv>
#include <random>
#include <stdexcept>

using namespace holdfast;
using namespace std::chrono_literals;

namespace {

/// A server in goroutines of its own, stopped at the end.
class Running {
public:
  template <class Handler>
  explicit Running(Handler handler, http_options options = {})
      : server_(listenHere(), std::move(handler), std::move(options)),
        address_(server_.local_address().value()),
        serving_(go([this] { server_.serve(); })) {}
  ~Running() {
    if (!isOver_)
      stop();
  }
  /// Stops it, and waits for its end.
  void stop() {
    server_.stop();
    std::move(serving_).join();
    isOver_ = true;
  }
  http_server &operator*() { return server_; }
  tcp_stream connect() const { return tcp_stream::connect(address_).value(); }
  const socket_address &address() const { return address_; }

private:
  http_server server_;
  socket_address address_;
  go_handle<void> serving_;
  bool isOver_ = false;
};

struct Answer {
  int status = 0; // 0: the connection ended before an answer
  std::string head, body;
  bool has(const std::string &line) const {
    return head.find("\r\n" + line + "\r\n") != head.npos;
  }
};

/// Not std::stoul: that uses errno, which must not be used on both sides of a
/// wait (docs/runtime.md).
std::size_t numberAt(const std::string &text, std::size_t at) {
  std::size_t number = 0;
  std::from_chars(text.data() + at, text.data() + text.size(), number);
  return number;
}

/// Reads answers one after another.
class Client {
public:
  explicit Client(const Running &server) : stream(server.connect()) {}
  Client &send(std::string_view bytes) {
    EXPECT_TRUE(stream.write_all(bytes));
    return *this;
  }
  Answer receive(bool isHead = false) {
    Answer answer;
    std::size_t end;
    while ((end = bytes_.find("\r\n\r\n")) == bytes_.npos)
      if (!more())
        return answer;
    answer.head = bytes_.substr(0, end + 2);
    bytes_.erase(0, end + 4);
    EXPECT_EQ(answer.head.substr(0, 9), "HTTP/1.1 ");
    answer.status = static_cast<int>(numberAt(answer.head, 9));
    const std::string name = "\r\nContent-Length: ";
    const std::size_t at = answer.head.find(name);
    if (at == answer.head.npos || isHead)
      return answer;
    const std::size_t size = numberAt(answer.head, at + name.size());
    while (bytes_.size() < size && more()) {
    }
    answer.body = bytes_.substr(0, size);
    bytes_.erase(0, size);
    return answer;
  }
  Answer get(const std::string &target) {
    return send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").receive();
  }
  /// Whether the server has ended it, with nothing left unread.
  bool isOver() { return bytes_.empty() && !more(); }
  tcp_stream stream;

private:
  bool more() {
    char part[4096];
    const auto got = stream.read(part);
    bytes_.append(part, got.count);
    return got && got.count > 0;
  }
  std::string bytes_;
};

http_response echo(const http_request &request) {
  return {.body = request.method + " " + request.target + " " + request.body};
}

TEST(Http, answersAndKeepsTheConnection) {
  Running server(echo);
  Client client(server);
  for (int i = 0; i < 10; ++i) {
    const Answer answer = client.get("/" + std::to_string(i));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "GET /" + std::to_string(i) + " ");
    EXPECT_NE(answer.head.find("\r\nDate: "), answer.head.npos);
  }
}

TEST(Http, aThreadMayServe) {
  http_server server(listenHere(), echo);
  std::jthread thread([&] { server.serve(); });
  const auto stream =
      tcp_stream::connect(server.local_address().value()).value();
  ASSERT_TRUE(stream.write_all("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_NE(readAll(stream).find("GET / "), std::string::npos);
  server.stop();
}

TEST(Http, fieldsAndBodiesArrive) {
  Running server([](const http_request &request) {
    http_response answer = {.status = 201, .body = request.body};
    answer.fields.add("X-Seen", *request.fields.find("X-TEST"));
    answer.fields.add("Content-Length", "999"); // the server knows better
    return answer;
  });
  Client client(server);
  client.send("POST / HTTP/1.1\r\nhost: x\r\nx-test:  a b \r\n"
              "Content-Length: 5\r\n\r\nhello");
  Answer answer = client.receive();
  EXPECT_EQ(answer.status, 201);
  EXPECT_TRUE(answer.has("X-Seen: a b"));
  EXPECT_TRUE(answer.has("Content-Length: 5"));
  EXPECT_EQ(answer.body, "hello");
  client.send("POST / HTTP/1.1\r\nHost: x\r\nX-Test: c\r\n"
              "Transfer-Encoding: chunked\r\n\r\n"
              "5;name=value\r\nhello\r\n6\r\n world\r\n0\r\nX-Test: d\r\n\r\n");
  answer = client.receive();
  EXPECT_EQ(answer.body, "hello world");
  EXPECT_TRUE(answer.has("X-Seen: c"));
}

TEST(HttpFields, namesHaveNoCase) {
  http_fields fields;
  fields.add("Accept", "a");
  fields.add("accept", "b , Keep");
  EXPECT_EQ(*fields.find("ACCEPT"), "a");
  EXPECT_EQ(fields.find("Accep"), nullptr);
  EXPECT_TRUE(fields.has_token("Accept", "keep"));
  EXPECT_FALSE(fields.has_token("Accept", "kee"));
  EXPECT_FALSE(fields.has_token("Accept", ""));
  fields.set("ACCEPT", "c");
  EXPECT_EQ(fields.size(), 1u);
  EXPECT_EQ(*fields.find("accept"), "c");
}

std::string manyRequests(int count) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    if (i % 3 == 0)
      all += "GET /" + number + " HTTP/1.1\r\nHost: x\r\n\r\n";
    else if (i % 3 == 1)
      all += "\r\nPOST /" + number +
             " HTTP/1.1\r\nHost: x\r\nContent-Length: " +
             std::to_string(number.size()) + "\r\n\r\n" + number;
    else
      all += "PUT /" + number +
             " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n" +
             number.substr(0, 1) + "\r\n0\r\n\r\n";
  }
  return all;
}

void expectAnswers(Client &client, int count) {
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    EXPECT_EQ(client.receive().body,
              i % 3 == 0   ? "GET /" + number + " "
              : i % 3 == 1 ? "POST /" + number + " " + number
                           : "PUT /" + number + " " + number.substr(0, 1));
  }
}

TEST(Http, requestsInARowAreAnsweredInOrder) {
  Running server(echo);
  Client client(server);
  client.send(manyRequests(200));
  expectAnswers(client, 200);
}

// However the bytes are cut, the answers are the same.
TEST(Http, piecesOfAnySizeAreTheSameRequests) {
  Running server(echo);
  const std::string all = manyRequests(12);
  for (unsigned seed = 0; seed < unsigned(rounds(6)); ++seed) {
    std::mt19937 random(seed);
    Client client(server);
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t size = seed == 0 ? 1 : random() % 60 + 1;
      client.send(std::string_view(all).substr(at, size));
      at += size;
      if (random() % 4 == 0)
        std::this_thread::yield();
    }
    expectAnswers(client, 12);
  }
}

struct Wrong {
  int status;
  std::string bytes;
};
const Wrong wrongRequests[] = {
    {400, "nonsense\r\n\r\n"},
    {400, "GET\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\n\r\n"}, // no Host
    {400, "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost : x\r\n\r\n"},
    {400, "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n"},
    {400, std::string("GET / HTTP/1.1\r\nHost: x\0y\r\n\r\n", 29)},
    {400, "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n"},
    {400, "GET / HTTX/1.1\r\nHost: x\r\n\r\n"},
    {400, "GET / HTTP/1.1\nHost: x\n\n\r\n\r\n"},
    {400, "\x16\x03\x01\x02\x01 a hello of TLS \r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
          "Content-Length: 2\r\n\r\nab"},
    {400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
          "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
          "Content-Length: 1\r\n\r\n0\r\n\r\n"},
    {400, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
          "x\r\n"},
    {400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    {501, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n"},
    {501, "POST / HTTP/1.1\r\nHost: x\r\n"
          "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
    {505, "GET / HTTP/2.0\r\nHost: x\r\n\r\n"},
    {417, "GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n"},
};

TEST(Http, whatIsWrongIsSaidAndEndsTheConnection) {
  Running server(echo);
  for (const Wrong &one : wrongRequests) {
    Client client(server);
    client.send(one.bytes);
    const Answer answer = client.receive();
    EXPECT_EQ(answer.status, one.status) << one.bytes;
    EXPECT_TRUE(answer.has("Connection: close")) << one.bytes;
    // What comes after it is no request.
    (void)client.stream.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    (void)client.stream.shutdown(halves::writing);
    EXPECT_TRUE(client.isOver()) << one.bytes;
  }
  EXPECT_EQ(Client(server).get("/").status, 200);
}

// Random bytes, and right requests with a byte changed: an answer or an end.
TEST(Http, garbageDoesNotEndTheServer) {
  Running server(echo);
  const std::string all = manyRequests(6);
  for (unsigned seed = 0; seed < unsigned(rounds(20)); ++seed) {
    std::mt19937 random(seed);
    Client client(server);
    std::string bytes = seed % 4 ? all : std::string(random() % 3000, '\0');
    for (char &one : bytes)
      if (seed % 4 == 0 || random() % bytes.size() < 2)
        one = static_cast<char>(random());
    (void)client.stream.write_all(bytes);
    (void)client.stream.shutdown(halves::writing);
    for (Answer answer; (answer = client.receive()).status != 0;)
      EXPECT_GE(answer.status, 200);
  }
  EXPECT_EQ(Client(server).get("/").status, 200);
}

TEST(Http, limitsOfHeaderAndBody) {
  Running server(echo, {.max_header = 1000, .max_body = 100});
  const auto post = [&](const std::string &fields, const std::string &body) {
    Client client(server);
    client.send("POST / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body);
    return client.receive().status;
  };
  EXPECT_EQ(post("X: " + std::string(900, 'x') + "\r\n", ""), 200);
  EXPECT_EQ(post("X: " + std::string(1000, 'x') + "\r\n", ""), 431);
  EXPECT_EQ(post("Content-Length: 100\r\n", std::string(100, 'x')), 200);
  EXPECT_EQ(post("Content-Length: 101\r\n", std::string(101, 'x')), 413);
  EXPECT_EQ(post("Content-Length: 99999999999\r\n", ""), 413);
  const std::string chunked = "Transfer-Encoding: chunked\r\n",
                    chunk = "32\r\n" + std::string(0x32, 'x') + "\r\n",
                    end = "0\r\n\r\n";
  EXPECT_EQ(post(chunked, chunk + chunk + end), 200);
  EXPECT_EQ(post(chunked, chunk + chunk + "1\r\nx\r\n" + end), 413);
  EXPECT_EQ(post(chunked, "1;" + std::string(2000, 'x')), 431);
  Client line(server);
  line.send("GET /" + std::string(5000, 'x'));
  EXPECT_EQ(line.receive().status, 431);
}

TEST(Http, oldClientsAndThoseThatClose) {
  Running server(echo);
  Client old(server);
  EXPECT_EQ(old.send("GET /a HTTP/1.0\r\n\r\n").receive().body, "GET /a ");
  EXPECT_TRUE(old.isOver());
  Client keeps(server);
  for (int i = 0; i < 2; ++i)
    EXPECT_TRUE(keeps.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                    .receive()
                    .has("Connection: keep-alive"));
  Client closes(server);
  closes.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(closes.receive().has("Connection: close"));
  EXPECT_TRUE(closes.isOver());
}

TEST(Http, aHandlerMayEndTheConnection) {
  Running server([](const http_request &) {
    http_response answer;
    answer.fields.set("connection", "Close");
    return answer;
  });
  Client client(server);
  EXPECT_TRUE(client.get("/").has("Connection: close"));
  EXPECT_TRUE(client.isOver());
}

TEST(Http, answersWithoutABody) {
  Running server([](const http_request &request) {
    return http_response{.status = request.target == "/none" ? 204 : 200,
                         .body = "text"};
  });
  Client client(server);
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.receive(true).has("Content-Length: 4"));
  const Answer none = client.get("/none");
  EXPECT_EQ(none.status, 204);
  EXPECT_EQ(none.head.find("Content-Length"), none.head.npos);
  EXPECT_EQ(client.get("/").body, "text");
}

TEST(Http, aHandlerThatFailsIsAnAnswer) {
  std::atomic<int> told = 0;
  http_options options;
  options.on_exception = [&](std::exception_ptr) {
    ++told;
    throw 1; // is not heard
  };
  Running server(
      [](const http_request &request) -> http_response {
        http_response answer;
        if (request.target == "/throw")
          throw std::runtime_error("no");
        if (request.target == "/throw-int")
          throw 42;
        if (request.target == "/split")
          answer.fields.add("X", "a\r\nSet-Cookie: b");
        if (request.target == "/name")
          answer.fields.add("X y", "a");
        if (request.target == "/status")
          answer.status = 100;
        return answer;
      },
      options);
  Client client(server);
  for (const char *target :
       {"/throw", "/throw-int", "/split", "/name", "/status"}) {
    const Answer answer = client.get(target);
    EXPECT_EQ(answer.status, 500) << target;
    EXPECT_EQ(answer.head.find("Cookie"), answer.head.npos);
  }
  EXPECT_EQ(client.get("/right").status, 200);
  EXPECT_EQ(told, 2);
}

TEST(Http, aClientIsToldToContinue) {
  Running server(echo, {.max_body = 100});
  Client client(server);
  client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
              "Content-Length: 5\r\n\r\n");
  EXPECT_EQ(client.receive().status, 100);
  client.send("hello");
  EXPECT_EQ(client.receive().body, "POST / hello");
  // Not where the body is there, or is not wanted.
  client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
              "Content-Length: 5\r\n\r\nhello");
  EXPECT_EQ(client.receive().status, 200);
  client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
              "Content-Length: 500\r\n\r\n");
  EXPECT_EQ(client.receive().status, 413);
}

TEST(Http, whoIsSlowIsNotWaitedFor) {
  Running server(echo,
                 {.idle_time = 5ms, .header_time = 5ms, .body_time = 5ms});
  Client idle(server), header(server), body(server);
  header.send("GET / HT");
  body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe");
  EXPECT_TRUE(idle.isOver()); // without a word
  EXPECT_EQ(header.receive().status, 408);
  EXPECT_EQ(body.receive().status, 408);
}

TEST(Http, whoDoesNotReadIsNotWaitedFor) {
  std::atomic<int> calls = 0;
  Running server(
      [&](const http_request &) {
        ++calls;
        return http_response{.body = std::string(20'000'000, 'x')};
      },
      {.write_time = 20ms});
  Client client(server);
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  server.stop(); // returns, although nobody reads
  EXPECT_LE(calls, 1);
}

TEST(Http, manyConnections) {
  Running server([](const http_request &request) {
    if (request.target.size() % 2)
      yield();
    return echo(request);
  });
  const int count = connectionsWithinLimit(HOLDFAST_TSAN ? 200 : 1000);
  std::atomic<int> right = 0;
  go_scope([&](auto &tasks) {
    for (int i = 0; i < count; ++i)
      tasks.go([&, i] {
        Client client(server);
        for (int k = 0; k < 5; ++k) {
          const std::string target = "/" + std::to_string(i * k);
          right += client.get(target).body == "GET " + target + " ";
        }
      });
  });
  EXPECT_EQ(right, count * 5);
}

TEST(Http, moreConnectionsThanAllowedWait) {
  Running server(echo, {.max_connections = 1});
  Client first(server);
  EXPECT_EQ(first.get("/").status, 200);
  Client second(server);
  second.send("GET /second HTTP/1.1\r\nHost: x\r\n\r\n");
  char part[1];
  EXPECT_EQ(second.stream.read_for(part, 20ms).error, std::errc::timed_out);
  first.stream.close();
  EXPECT_EQ(second.receive().body, "GET /second ");
}

} // namespace
