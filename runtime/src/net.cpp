//===- net.cpp - the system's calls behind net.h --------------------------===//
//
// Each operation is an attempt that does not block, in perform() of socket.h. A
// negative result of one is the number of an error.
//
//===----------------------------------------------------------------------===//

#include "holdfast/net.h"

#include "address.h"
#include "socket.h"
#include "system_call.h"

#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

constexpr int new_flags = SOCK_NONBLOCK | SOCK_CLOEXEC;

std::error_code system_error(long number) noexcept {
  return {static_cast<int>(number), std::system_category()};
}

long receive_now(int from, void *to, std::size_t size) noexcept {
  will_be_written(to, size);
  return system_call(SYS_recvfrom, from, to, size);
}

long send_now(int to, const void *from, std::size_t size) noexcept {
  will_be_read(from, size);
  return system_call(SYS_sendto, to, from, size, MSG_NOSIGNAL);
}

/// The descriptor plus one. A connection that has failed before it was accepted
/// is no failure of the listener's: on to the next one (accept(2), "Error
/// handling").
long accept_now(int from) noexcept {
  const long made = system_call(SYS_accept4, from, nullptr, nullptr, new_flags);
  switch (-made) {
  case ECONNABORTED:
  case EPROTO:
  case ENETDOWN:
  case ENOPROTOOPT:
  case EHOSTDOWN:
  case ENONET:
  case EHOSTUNREACH:
  case ENETUNREACH:
    return -EINTR;
  default:
    return made < 0 ? made : made + 1;
  }
}

/// Whether connecting is over, and how.
long connected_now(int on) noexcept {
  pollfd one = {on, POLLOUT, 0};
  const timespec at_once = {};
  const long count =
      system_call(SYS_ppoll, &one, 1, &at_once, nullptr, sizeof(long));
  if (count <= 0)
    return count < 0 ? count : -EAGAIN;
  int reason = 0;
  socklen_t size = sizeof reason;
  const long failed =
      system_call(SYS_getsockopt, on, SOL_SOCKET, SO_ERROR, &reason, &size);
  return failed ? failed : -reason;
}

long make_socket(const socket_address &like) noexcept {
  return system_call(SYS_socket, like.is_v6() ? AF_INET6 : AF_INET,
                     SOCK_STREAM | new_flags, 0);
}

void set_option(long of, int level, int name) noexcept {
  const int on = 1; // where it is refused, things go on without
  (void)system_call(SYS_setsockopt, of, level, name, &on, sizeof on);
}

long listen_now(long on, system_address &at) noexcept {
  set_option(on, SOL_SOCKET, SO_REUSEADDR);
  const long failed = system_call(SYS_bind, on, at.data(), at.size);
  return failed ? failed : system_call(SYS_listen, on, SOMAXCONN);
}

net_result<tcp_stream> make_stream(int descriptor) noexcept {
  set_option(descriptor, IPPROTO_TCP, TCP_NODELAY);
  if (socket *const made = socket::own(descriptor))
    return net_access::make<tcp_stream>(made);
  return std::make_error_code(std::errc::not_enough_memory);
}

/// What getsockname or getpeername says, by its number.
net_result<socket_address> ask(socket &of, long call) noexcept {
  const socket::use mine(of);
  if (!mine)
    return std::make_error_code(std::errc::operation_canceled);
  system_address address;
  if (const long failed =
          system_call(call, of.descriptor(), address.data(), &address.size))
    return system_error(-failed);
  return net_access::from_system(address);
}

int descriptor_of(socket &of) noexcept {
  const socket::use mine(of);
  return mine ? of.descriptor() : -1;
}

socket &expect(socket *of) noexcept {
  if (!of)
    fail("a stream or a listener is used that was moved from",
         place::current());
  return *of;
}

io_result write_some(socket &to, std::span<const std::byte> from,
                     deadline until) noexcept {
  const auto [count, failed] = perform(to, side::out, until, [&]() noexcept {
    return send_now(to.descriptor(), from.data(), from.size());
  });
  return {static_cast<std::size_t>(count), failed};
}

} // namespace
} // namespace detail

using namespace detail;

tcp_stream::~tcp_stream() {
  if (socket_)
    socket_->disown();
}

net_result<tcp_stream> tcp_stream::connect(const socket_address &to,
                                           deadline until) noexcept {
  const long descriptor = make_socket(to);
  if (descriptor < 0)
    return system_error(-descriptor);
  net_result<tcp_stream> made = make_stream(static_cast<int>(descriptor));
  if (!made)
    return made;
  system_address address = net_access::to_system(to);
  const long begun =
      system_call(SYS_connect, descriptor, address.data(), address.size);
  if (begun == 0)
    return made;
  // After a signal it goes on, too.
  if (begun != -EINPROGRESS && begun != -EINTR)
    return system_error(-begun);
  const auto [_, failed] =
      perform(*made->socket_, side::out, until, [&]() noexcept {
        return connected_now(static_cast<int>(descriptor));
      });
  if (failed)
    return failed;
  return made;
}

net_result<tcp_stream> tcp_stream::connect(std::string_view to,
                                           deadline until) noexcept {
  const auto address = socket_address::parse(to);
  return address ? connect(*net_result(address), until)
                 : net_result<tcp_stream>(address.error());
}

io_result tcp_stream::read_until(std::span<std::byte> into,
                                 deadline until) const noexcept {
  socket &from = expect(socket_);
  const auto [count, failed] = perform(from, side::in, until, [&]() noexcept {
    return receive_now(from.descriptor(), into.data(), into.size());
  });
  return {static_cast<std::size_t>(count), failed};
}

io_result tcp_stream::write_until(std::span<const std::byte> from,
                                  deadline until) const noexcept {
  return write_some(expect(socket_), from, until);
}

io_result tcp_stream::write_all_until(std::span<const std::byte> from,
                                      deadline until) const noexcept {
  socket &to = expect(socket_);
  io_result all;
  while (all.count < from.size()) {
    const io_result one = write_some(to, from.subspan(all.count), until);
    all.count += one.count;
    if (!one) {
      all.error = one.error;
      break;
    }
  }
  return all;
}

std::error_code tcp_stream::shutdown(halves which) const noexcept {
  const socket::use mine(expect(socket_));
  if (!mine)
    return std::make_error_code(std::errc::operation_canceled);
  const int how = which == halves::reading   ? SHUT_RD
                  : which == halves::writing ? SHUT_WR
                                             : SHUT_RDWR;
  return system_error(-system_call(SYS_shutdown, socket_->descriptor(), how));
}

void tcp_stream::close() const noexcept { expect(socket_).close(); }

net_result<socket_address> tcp_stream::local_address() const noexcept {
  return ask(expect(socket_), SYS_getsockname);
}
net_result<socket_address> tcp_stream::peer_address() const noexcept {
  return ask(expect(socket_), SYS_getpeername);
}
int tcp_stream::native_handle() const noexcept {
  return descriptor_of(expect(socket_));
}

tcp_listener::~tcp_listener() {
  if (socket_)
    socket_->disown();
}

net_result<tcp_listener> tcp_listener::bind(const socket_address &at) noexcept {
  const long descriptor = make_socket(at);
  if (descriptor < 0)
    return system_error(-descriptor);
  socket *const made = socket::own(static_cast<int>(descriptor));
  if (!made)
    return std::make_error_code(std::errc::not_enough_memory);
  tcp_listener listener(made);
  system_address address = net_access::to_system(at);
  if (const long failed = listen_now(made->descriptor(), address))
    return system_error(-failed);
  return net_result<tcp_listener>(std::move(listener));
}

net_result<tcp_listener> tcp_listener::bind(std::string_view at) noexcept {
  const auto address = socket_address::parse(at);
  return address ? bind(*net_result(address))
                 : net_result<tcp_listener>(address.error());
}

net_result<tcp_stream>
tcp_listener::accept_until(deadline until) const noexcept {
  socket &from = expect(socket_);
  const auto [made, failed] = perform(from, side::in, until, [&]() noexcept {
    return accept_now(from.descriptor());
  });
  if (failed)
    return failed;
  return make_stream(static_cast<int>(made - 1));
}

void tcp_listener::close() const noexcept { expect(socket_).close(); }

net_result<socket_address> tcp_listener::local_address() const noexcept {
  return ask(expect(socket_), SYS_getsockname);
}
int tcp_listener::native_handle() const noexcept {
  return descriptor_of(expect(socket_));
}

} // namespace holdfast::inline HOLDFAST_BUILD
