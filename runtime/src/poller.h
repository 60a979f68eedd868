//===- poller.h - which sockets are ready ---------------------------------===//
//
// The system's epoll, one for the process. A socket is added once, before a
// goroutine waits for it for the first time, and the system tells of each
// change from then on (edge-triggered, both directions). Who asks, and when, is
// the workers' affair: holdfast/detail/readiness.h.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_POLLER_H
#define HOLDFAST_SRC_POLLER_H

#include "holdfast/detail/readiness.h"

#include <cstdint>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

class socket;

/// The number of the process's poller: 1, and one more in the child of a
/// fork(2), which begins one of its own.
std::uint32_t poller_number() noexcept;

/// Tells of the descriptor's readiness from now on, and of what it is ready for
/// already: by calls of of.deliver(). Zero, or minus the number of an error.
long add_to_poller(int descriptor, socket &of) noexcept;
/// Ends that; a call that is under way may still come.
void remove_from_poller(int descriptor) noexcept;

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_POLLER_H
