//===- address.h - addresses as the system writes them --------------------===//
//
// The way between a socket_address and a sockaddr, and the inside of net.h's
// classes for the files that implement them.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_ADDRESS_H
#define HOLDFAST_SRC_ADDRESS_H

#include "holdfast/net.h"

#include <sys/socket.h>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Room for a sockaddr_in or a sockaddr_in6.
struct system_address {
  sockaddr_storage of = {};
  socklen_t size = sizeof of;
  sockaddr *data() noexcept { return reinterpret_cast<sockaddr *>(&of); }
};

struct net_access {
  static system_address to_system(const socket_address &from) noexcept;
  /// Fails where it is neither of version 4 nor 6.
  static net_result<socket_address>
  from_system(const system_address &from) noexcept;
  static socket_address make_address(socket_address::bytes address,
                                     std::uint16_t port, bool is_v6) noexcept {
    return {address, port, is_v6};
  }
  static const socket_address::bytes &
  bytes_of(const socket_address &of) noexcept {
    return of.address_;
  }
  template <class T> static T make(socket *of) noexcept { return T(of); }
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_ADDRESS_H
