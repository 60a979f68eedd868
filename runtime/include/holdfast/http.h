//===- http.h - an HTTP/1.1 server, one goroutine for each connection -----===//
//
// serve() accepts connections and runs each in a goroutine: it reads a request
// with its body, calls the handler, writes what that returned, and goes on with
// the next request, in the order in which they came. The handler may block as
// any goroutine may. Requests that are wrong, too large or too slow are
// answered here (400, 408, 413, 417, 431, 501, 505), and end their connection.
//
// Boost.Beast reads the requests, in the library's own source: this header
// needs nothing of it.
//
// Not handled: TLS, HTTP/2, upgrades, bodies that are streamed (a body is in
// memory as a whole, and so is an answer), the trailers of a chunked body,
// which are dropped, and conditional or ranged requests, which are the
// handler's.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_HTTP_H
#define HOLDFAST_HTTP_H

#include "holdfast/net.h"

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
class http_service;
} // namespace detail

struct http_field {
  std::string name, value;
};

/// The fields of a message, in their order. Names are equal whatever the case
/// of their letters.
class http_fields {
public:
  /// The first value of that name; null where there is none.
  const std::string *find(std::string_view name) const noexcept;
  /// Whether some value of that name, taken as a list with commas, has the
  /// token, whatever the case of its letters.
  bool has_token(std::string_view name, std::string_view token) const noexcept;
  /// One more field.
  void add(std::string name, std::string value) {
    all_.push_back({std::move(name), std::move(value)});
  }
  /// In place of all others of that name.
  void set(std::string name, std::string value);
  void clear() noexcept { all_.clear(); }
  std::size_t size() const noexcept { return all_.size(); }
  auto begin() const noexcept HOLDFAST_LIFETIMEBOUND { return all_.begin(); }
  auto end() const noexcept HOLDFAST_LIFETIMEBOUND { return all_.end(); }

private:
  std::vector<http_field> all_;
};

struct http_request {
  std::string method; // as it was sent: "GET"
  std::string target; // as it was sent: "/search?q=a%20b"
  int minor = 1;      // HTTP/1.minor, 0 or 1
  http_fields fields;
  std::string body; // without the chunks it may have come in
};

struct http_response {
  int status = 200; // 200 to 599
  http_fields fields = {};
  std::string body = {};
};

/// What a server allows, and whom it tells. The times are for one connection.
struct http_options {
  std::size_t max_header = 16 * 1024;     // bytes, request line included
  std::size_t max_body = 1024 * 1024;     // bytes
  std::uint32_t max_connections = 10'000; // others wait to be accepted
  steady::duration idle_time = std::chrono::seconds(60); // before a request
  steady::duration header_time =
      std::chrono::seconds(10); // from its first byte
  steady::duration body_time =
      std::chrono::seconds(60); // from its header's end
  steady::duration write_time = std::chrono::seconds(60); // of one answer
  /// Told of each failure to accept, or to begin a goroutine; serve() waits for
  /// 5 ms before it tries again, and after further failures longer, up to a
  /// second.
  std::function<void(std::error_code)> on_accept_error = {};
  /// Told of what a handler threw.
  std::function<void(std::exception_ptr)> on_exception = {};
};

/// A server on one listener. Its members may be called by several threads and
/// goroutines at once, the handler's among them. Destroyed when serve() has
/// returned, or was never called.
///
///   holdfast::http_server server(
///       holdfast::tcp_listener::bind("127.0.0.1:0").value(),
///       [](const holdfast::http_request &request) {
///         return holdfast::http_response{.body = "hello " + request.target};
///       });
///   auto serving = holdfast::go([&] { server.serve(); });
///   work();
///   server.stop();
///   std::move(serving).join();
class http_server {
public:
  /// The handler can be copied, and is called as handler(const http_request &)
  /// by many goroutines at once; it returns an http_response. Of its fields,
  /// Connection with "close" ends the connection; Content-Length,
  /// Transfer-Encoding and Date are the server's. Where it throws, or returns
  /// what is no HTTP (a status below 200, a line's end in a field), the answer
  /// is 500 and the server goes on. Throws: std::bad_alloc.
  template <class Handler>
  http_server(tcp_listener at, Handler handler, http_options options = {})
      : http_server(private_tag(), std::move(at), checked(std::move(handler)),
                    std::move(options)) {}
  http_server(const http_server &) = delete;
  /// Precondition: nobody is in serve() (reported).
  ~http_server();

  /// Serves until stop(), and then until all connections are over. Called once;
  /// again, it returns at once.
  HOLDFAST_BLOCKS void serve();

  /// Accepts no more connections, ends those that are between two requests, and
  /// lets others answer the one that they are at. Does not wait: serve() does.
  /// A second time it does nothing.
  void stop() noexcept;

  net_result<socket_address> local_address() const noexcept;

private:
  using call = std::function<http_response(const http_request &)>;
  struct private_tag {};
  template <class Handler> static call checked(Handler handler) {
    detail::require_send<Handler>();
    detail::require_sync<Handler>();
    return call(std::move(handler));
  }
  http_server(private_tag, tcp_listener at, call handler, http_options options);
  std::unique_ptr<detail::http_service> service_;
};

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_HTTP_H
