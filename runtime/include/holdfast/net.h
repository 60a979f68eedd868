//===- net.h - TCP: listeners and streams ---------------------------------===//
//
// Connections for goroutines: what has to wait for the network parks the
// goroutine and leaves its thread to others; one of the threads that have
// nothing to do asks the system who can go on. A thread that is no goroutine is
// blocked. Names are not looked up: addresses are numbers.
//
// Failures of the network are values, not exceptions: a result is true, or has
// an error. `std::errc::timed_out` is a deadline that has passed,
// `std::errc::operation_canceled` a listener or a stream that was closed here,
// before or meanwhile; the rest is the system's.
//
// Thread-safety: what these objects do is const and may be called by several
// threads and goroutines at once, close() included; what two readers read, or
// two writers write, then lies in pieces side by side. Moving one, and its
// destructor, which closes it, want it unused.
//
// Not handled: a stream that is used in the child of a fork(2) whose parent
// goes on using it shares what it reads and writes.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_NET_H
#define HOLDFAST_NET_H

#include "holdfast/annotate.h"
#include "holdfast/detail/futex.h"
#include "holdfast/send.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
class socket;
struct net_access;
} // namespace detail

/// What was made, or why it was not.
template <class T>
class [[nodiscard("an error is lost with the result")]] net_result {
public:
  net_result(T value) noexcept : value_(std::move(value)) {}
  net_result(std::error_code error) noexcept : error_(error) {}
  explicit operator bool() const noexcept { return value_.has_value(); }
  /// Not set where the result is true.
  std::error_code error() const noexcept { return error_; }
  /// Precondition, for all: the result is true.
  T &operator*() & HOLDFAST_LIFETIMEBOUND { return *value_; }
  T operator*() && { return std::move(*value_); }
  T *operator->() HOLDFAST_LIFETIMEBOUND { return &*value_; }
  /// The same, or throws std::system_error with the error.
  T value() && {
    if (!value_)
      throw std::system_error(error_);
    return std::move(*value_);
  }

private:
  std::optional<T> value_;
  std::error_code error_;
};

/// How many bytes were read or written, and the error that ended it, if any.
struct [[nodiscard("an error is lost with the result")]] io_result {
  std::size_t count = 0;
  std::error_code error = {};
  explicit operator bool() const noexcept { return !error; }
};

/// An address of the Internet, version 4 or 6, and a port. A value.
class socket_address {
public:
  /// 0.0.0.0:0
  socket_address() noexcept = default;
  /// "127.0.0.1:80" or "[::1]:80". Fails: `std::errc::invalid_argument`.
  static net_result<socket_address> parse(std::string_view text) noexcept;
  /// 127.0.0.1: this machine.
  static socket_address loopback(std::uint16_t port) noexcept {
    return {{127, 0, 0, 1}, port, false};
  }
  /// 0.0.0.0: for a listener, all addresses (of version 4) of this machine.
  static socket_address any(std::uint16_t port) noexcept {
    return {{}, port, false};
  }

  std::uint16_t port() const noexcept { return port_; }
  bool is_v6() const noexcept { return is_v6_; }
  /// As parse() reads it.
  std::string to_string() const;
  bool operator==(const socket_address &) const noexcept = default;

private:
  friend detail::net_access;
  using bytes = std::array<std::uint8_t, 16>;
  socket_address(bytes address, std::uint16_t port, bool is_v6) noexcept
      : address_(address), port_(port), is_v6_(is_v6) {}
  bytes address_ = {}; // in the network's order; 4 or 16 of them
  std::uint16_t port_ = 0;
  bool is_v6_ = false;
};

/// Which halves of a stream.
enum class halves : unsigned char { reading, writing, both };

/// One connection: bytes in, bytes out, in order. After a move it may be
/// assigned to or destroyed only. Small writes are sent at once (TCP_NODELAY).
///
///   auto server = holdfast::tcp_stream::connect("127.0.0.1:7");
///   if (!server || !server->write_all("hello"))
///     return;
///   char answer[5];
///   const auto got = server->read_for(answer, 5s);
class [[nodiscard]] tcp_stream {
public:
  tcp_stream(tcp_stream &&other) noexcept
      : socket_(std::exchange(other.socket_, nullptr)) {}
  tcp_stream(const tcp_stream &) = delete;
  tcp_stream &operator=(tcp_stream other) noexcept {
    std::swap(socket_, other.socket_);
    return *this;
  }
  /// Closes. What was written is still sent.
  ~tcp_stream();

  /// Connects; `until` at most. Fails also where the address is no address.
  HOLDFAST_BLOCKS static net_result<tcp_stream>
  connect(const socket_address &to, deadline until = never) noexcept;
  HOLDFAST_BLOCKS static net_result<tcp_stream>
  connect(std::string_view to, deadline until = never) noexcept;

  /// Reads what is there, at least one byte and at most as many as there is
  /// room for; waits for the first, `until` at most. A count of zero without an
  /// error: there will be no more, the other side has ended its writing (or the
  /// room is zero). Where it fails, nothing was read. Precondition, for all
  /// below: not moved from.
  HOLDFAST_BLOCKS io_result read_until(std::span<std::byte> into,
                                       deadline until) const noexcept;
  HOLDFAST_BLOCKS io_result read_until(std::span<char> into,
                                       deadline until) const noexcept {
    return read_until(std::as_writable_bytes(into), until);
  }
  template <class Into> HOLDFAST_BLOCKS io_result read(Into &&into) const {
    return read_until(into, never);
  }
  template <class Into, class Rep, class Period>
  HOLDFAST_BLOCKS io_result
  read_for(Into &&into, std::chrono::duration<Rep, Period> time) const {
    return read_until(into, detail::after(time));
  }

  /// Hands the system as many of the bytes as it takes at once, at least one;
  /// waits for room, `until` at most. Where it fails, none was written.
  /// Written is not received: a connection that breaks later takes bytes along.
  HOLDFAST_BLOCKS io_result write_until(std::span<const std::byte> from,
                                        deadline until) const noexcept;
  HOLDFAST_BLOCKS io_result write_until(std::string_view from,
                                        deadline until) const noexcept {
    return write_until(std::as_bytes(std::span(from)), until);
  }
  template <std::size_t N> io_result write_until(char (&)[N], deadline) const {
    static_assert(N == 0, "holdfast: how much of a buffer is to be written "
                          "its type does not say: give a part of it");
    return {};
  }
  template <class From> HOLDFAST_BLOCKS io_result write(From &&from) const {
    return write_until(from, never);
  }
  /// All of the bytes. Where it fails, the count says how many were written.
  HOLDFAST_BLOCKS io_result write_all_until(std::span<const std::byte> from,
                                            deadline until) const noexcept;
  HOLDFAST_BLOCKS io_result write_all_until(std::string_view from,
                                            deadline until) const noexcept {
    return write_all_until(std::as_bytes(std::span(from)), until);
  }
  template <std::size_t N>
  io_result write_all_until(char (&from)[N], deadline until) const {
    return write_until(from, until); // refused
  }
  template <class From> HOLDFAST_BLOCKS io_result write_all(From &&from) const {
    return write_all_until(from, never);
  }
  template <class From, class Rep, class Period>
  HOLDFAST_BLOCKS io_result
  write_all_for(From &&from, std::chrono::duration<Rep, Period> time) const {
    return write_all_until(from, detail::after(time));
  }

  /// Ends a half, or both: the other side reads its end after what was written;
  /// who reads here, or is about to, reads what is there and then the end.
  std::error_code shutdown(halves which) const noexcept;
  /// Ends the connection; who waits in a call here, or calls later, gets
  /// `operation_canceled`. A second time it does nothing.
  void close() const noexcept;

  net_result<socket_address> local_address() const noexcept;
  /// Fails where the other side is gone.
  net_result<socket_address> peer_address() const noexcept;
  /// The system's descriptor, for its options; minus one once it is closed.
  /// It is non-blocking, and stays the stream's.
  int native_handle() const noexcept;

private:
  friend detail::net_access;
  explicit tcp_stream(detail::socket *of) noexcept : socket_(of) {}
  detail::socket *socket_;
};

/// Where connections come in. After a move as a tcp_stream.
///
///   auto listener = holdfast::tcp_listener::bind("127.0.0.1:0").value();
///   holdfast::go_scope([&](auto &tasks) {
///     tasks.go([&] {
///       while (auto stream = listener.accept()) // until it is closed
///         holdfast::go(echo, *std::move(stream)).detach();
///     });
///     work();
///     listener.close();
///   });
class [[nodiscard]] tcp_listener {
public:
  tcp_listener(tcp_listener &&other) noexcept
      : socket_(std::exchange(other.socket_, nullptr)) {}
  tcp_listener(const tcp_listener &) = delete;
  tcp_listener &operator=(tcp_listener other) noexcept {
    std::swap(socket_, other.socket_);
    return *this;
  }
  /// Closes; connections that nobody has accepted are reset.
  ~tcp_listener();

  /// Listens there; port 0 is any that is free. The address may be one that was
  /// in use just before (SO_REUSEADDR). Fails also where it is no address.
  static net_result<tcp_listener> bind(const socket_address &at) noexcept;
  static net_result<tcp_listener> bind(std::string_view at) noexcept;

  /// The next connection; waits for it, `until` at most. Several may wait.
  /// `std::errc::too_many_files_open` leaves the connection where it was, and
  /// the next call fails at once again: wait before it.
  HOLDFAST_BLOCKS net_result<tcp_stream>
  accept_until(deadline until) const noexcept;
  HOLDFAST_BLOCKS net_result<tcp_stream> accept() const noexcept {
    return accept_until(never);
  }
  template <class Rep, class Period>
  HOLDFAST_BLOCKS net_result<tcp_stream>
  accept_for(std::chrono::duration<Rep, Period> time) const noexcept {
    return accept_until(detail::after(time));
  }

  /// As tcp_stream::close().
  void close() const noexcept;
  /// With the port that was given to it.
  net_result<socket_address> local_address() const noexcept;
  /// As tcp_stream::native_handle().
  int native_handle() const noexcept;

private:
  friend detail::net_access;
  explicit tcp_listener(detail::socket *of) noexcept : socket_(of) {}
  detail::socket *socket_;
};

template <> inline constexpr answer declared_send<tcp_stream> = answer::yes;
template <> inline constexpr answer declared_sync<tcp_stream> = answer::yes;
template <> inline constexpr answer declared_send<tcp_listener> = answer::yes;
template <> inline constexpr answer declared_sync<tcp_listener> = answer::yes;
template <> inline constexpr answer declared_send<socket_address> = answer::yes;
template <> inline constexpr answer declared_sync<socket_address> = answer::yes;

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_NET_H
