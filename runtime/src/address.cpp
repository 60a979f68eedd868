//===- address.cpp - addresses as texts, and as the system has them -------===//
//
// Texts have a port, always; an address of version 6 stands in brackets. Not
// handled: names, and the scopes of version 6 ("fe80::1%eth0").
//
//===----------------------------------------------------------------------===//

#include "address.h"

#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <netinet/in.h>

namespace holdfast::inline HOLDFAST_BUILD {

net_result<socket_address>
socket_address::parse(std::string_view text) noexcept {
  const auto is_none = std::make_error_code(std::errc::invalid_argument);
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos)
    return is_none;
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, failed] =
      std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (failed != std::errc() || end != digits.data() + digits.size())
    return is_none;
  const bool is_v6 = host.starts_with('[') && host.ends_with(']');
  if (is_v6)
    host = host.substr(1, host.size() - 2);
  char copy[INET6_ADDRSTRLEN] = {}; // ends with a zero
  if (host.size() >= sizeof copy)
    return is_none;
  std::memcpy(copy, host.data(), host.size());
  bytes address = {};
  if (std::strlen(copy) != host.size() ||
      inet_pton(is_v6 ? AF_INET6 : AF_INET, copy, address.data()) != 1)
    return is_none;
  return socket_address(address, port, is_v6);
}

std::string socket_address::to_string() const {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(is_v6_ ? AF_INET6 : AF_INET, address_.data(), text, sizeof text);
  std::string whole;
  whole.append(is_v6_ ? "[" : "").append(text).append(is_v6_ ? "]:" : ":");
  return whole.append(std::to_string(port_));
}

namespace detail {

system_address net_access::to_system(const socket_address &from) noexcept {
  system_address to;
  if (from.is_v6()) {
    sockaddr_in6 six = {};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(from.port());
    std::memcpy(&six.sin6_addr, from.address_.data(), sizeof six.sin6_addr);
    std::memcpy(&to.of, &six, to.size = sizeof six);
  } else {
    sockaddr_in four = {};
    four.sin_family = AF_INET;
    four.sin_port = htons(from.port());
    std::memcpy(&four.sin_addr, from.address_.data(), sizeof four.sin_addr);
    std::memcpy(&to.of, &four, to.size = sizeof four);
  }
  return to;
}

net_result<socket_address>
net_access::from_system(const system_address &from) noexcept {
  socket_address::bytes address = {};
  if (from.of.ss_family == AF_INET6) {
    sockaddr_in6 six;
    std::memcpy(&six, &from.of, sizeof six);
    std::memcpy(address.data(), &six.sin6_addr, sizeof six.sin6_addr);
    return socket_address(address, ntohs(six.sin6_port), true);
  }
  if (from.of.ss_family != AF_INET)
    return std::make_error_code(std::errc::address_family_not_supported);
  sockaddr_in four;
  std::memcpy(&four, &from.of, sizeof four);
  std::memcpy(address.data(), &four.sin_addr, sizeof four.sin_addr);
  return socket_address(address, ntohs(four.sin_port), false);
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
