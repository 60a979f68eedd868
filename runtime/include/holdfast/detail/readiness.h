//===- readiness.h - workers that wait for the network --------------------===//
//
// What workers ask of the system's readiness (poller.cpp): whether goroutines
// wait for a socket, and which of them can go on. Of the workers that have
// nothing to do, one sleeps in the poller instead of in its bed; those that are
// busy ask now and then, without waiting. Without sockets all of this is one
// load of a count.
//
// No readiness is left lying. As long as goroutines wait for it, a worker is
// awake or one sleeps in the poller: who is about to sleep looks at the count
// after it was counted as asleep, and who begins to wait raises the count and
// then looks whether somebody sleeps and nobody polls. One of the two sees the
// other.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_READINESS_H
#define HOLDFAST_DETAIL_READINESS_H

#include "holdfast/check.h"

#include <atomic>
#include <cstdint>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// On a line of its own: both change with every wait for the network.
struct alignas(64) readiness_state {
  std::atomic<std::uint32_t> waits = 0; // goroutines, parked or about to be
  std::atomic<bool> has_poller = false; // a worker sleeps there, or will
};
inline readiness_state readiness;

/// Whether a goroutine of the workers waits for a socket. Sequentially
/// consistent, and below: see the head.
inline bool is_readiness_awaited() noexcept {
  return readiness.waits.load(std::memory_order_seq_cst) != 0;
}

/// Whether somebody should sleep in the poller and nobody does.
inline bool wants_poller() noexcept {
  return is_readiness_awaited() &&
         !readiness.has_poller.load(std::memory_order_seq_cst);
}

/// Makes the calling worker the one that will sleep in the poller, if one is
/// wanted. It gives that up with end_polling().
inline bool begin_polling() noexcept {
  return wants_poller() &&
         !readiness.has_poller.exchange(true, std::memory_order_seq_cst);
}
inline void end_polling() noexcept {
  readiness.has_poller.store(false, std::memory_order_seq_cst);
}

/// Asks the system which sockets are ready, and wakes who waits for them. Waits
/// for that at most so long; -1 is without a limit, and until wake_poller().
/// Calls `awake(argument)`, if there is one, between the two. Called on a
/// thread's own stack.
void poll_readiness(int milliseconds, void (*awake)(void *) noexcept = nullptr,
                    void *argument = nullptr) noexcept;

/// Who waits in poll_readiness(-1), or will next, returns from there.
void wake_poller() noexcept;

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_READINESS_H
