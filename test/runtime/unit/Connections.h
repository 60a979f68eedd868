//===- Connections.h - what the tests of the network share ----------------===//
//
// Pairs of connected streams on this machine, and room for many descriptors.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TEST_RUNTIME_CONNECTIONS_H
#define HOLDFAST_TEST_RUNTIME_CONNECTIONS_H

#include "holdfast/net.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>

struct Pair {
  holdfast::tcp_stream left, right;
};

inline holdfast::tcp_listener listenHere() {
  return holdfast::tcp_listener::bind("127.0.0.1:0").value();
}

inline holdfast::tcp_stream connectTo(const holdfast::tcp_listener &to) {
  return holdfast::tcp_stream::connect(to.local_address().value()).value();
}

inline Pair connectedPair() {
  const holdfast::tcp_listener listener = listenHere();
  holdfast::tcp_stream left = connectTo(listener);
  return {std::move(left), listener.accept().value()};
}

/// All that comes until the other side ends; an error is a failure.
inline std::string readAll(const holdfast::tcp_stream &from) {
  std::string all;
  char part[4096];
  for (;;) {
    const holdfast::io_result got = from.read(part);
    EXPECT_FALSE(got.error) << got.error.message();
    if (!got || got.count == 0)
      return all;
    all.append(part, got.count);
  }
}

/// Exactly so many bytes; fewer only where they end.
inline std::string readExactly(const holdfast::tcp_stream &from,
                               std::size_t size) {
  std::string all(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const auto got = from.read(std::span(all).subspan(have));
    EXPECT_FALSE(got.error) << got.error.message();
    if (!got || got.count == 0)
      break;
    have += got.count;
  }
  all.resize(have);
  return all;
}

/// A small buffer of the system's, so that writers wait soon. The reader's
/// stays as it is: with a small one TCP itself makes pauses of 200 ms here.
inline void makeNarrow(const holdfast::tcp_stream &one) {
  const int size = 4096;
  setsockopt(one.native_handle(), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
}

/// Its close() resets the connection.
inline void makeAbrupt(const holdfast::tcp_stream &one) {
  const linger at_once = {1, 0};
  setsockopt(one.native_handle(), SOL_SOCKET, SO_LINGER, &at_once,
             sizeof at_once);
}

/// At most `wanted`, so that twice as many descriptors and some more may be
/// open; raises the process's limit as far as it may.
inline int connectionsWithinLimit(int wanted) {
  rlimit limit = {};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 65536);
  setrlimit(RLIMIT_NOFILE, &limit);
  return std::min(wanted, (static_cast<int>(limit.rlim_cur) - 100) / 2);
}

#endif // HOLDFAST_TEST_RUNTIME_CONNECTIONS_H
