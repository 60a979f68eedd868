//===- schedule.h - the hooks of a deterministic schedule -----------------===//
//
// What the scheduler's files ask: is this goroutine one of a schedule's, and
// then let the schedule have it. In the release build the answer is no.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_SCHEDULE_H
#define HOLDFAST_SRC_SCHEDULE_H

#include "fiber.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

#if HOLDFAST_CHECKED

/// A new goroutine belongs to the schedule of the calling thread; false where
/// there is none.
bool begins_in_schedule(goroutine &fresh) noexcept;
/// It can run again; false if it is no schedule's.
bool is_ready_in_schedule(goroutine &ready) noexcept;
/// Its wait has a deadline; false if it is no schedule's.
bool sleeps_in_schedule(goroutine &sleeper, deadline until) noexcept;
/// Its wait is over; false if it is no schedule's.
bool wakes_in_schedule(goroutine &sleeper) noexcept;
void ends_in_schedule(goroutine &one) noexcept;
/// The calling goroutine is about to wait for the network; false if it is no
/// schedule's.
bool network_wait_begins_in_schedule() noexcept;
/// Precondition: that was true.
void network_wait_ends_in_schedule() noexcept;
/// As next_random(); false where the calling thread runs no schedule.
bool random_of_schedule(std::uint32_t below, std::uint32_t &number) noexcept;

/// Says on standard error which schedule the calling thread runs, if it does.
void tell_schedule() noexcept;

#else

inline bool begins_in_schedule(goroutine &) noexcept { return false; }
inline bool is_ready_in_schedule(goroutine &) noexcept { return false; }
inline bool sleeps_in_schedule(goroutine &, deadline) noexcept { return false; }
inline bool wakes_in_schedule(goroutine &) noexcept { return false; }
inline void ends_in_schedule(goroutine &) noexcept {}
inline bool network_wait_begins_in_schedule() noexcept { return false; }
inline void network_wait_ends_in_schedule() noexcept {}
inline bool random_of_schedule(std::uint32_t, std::uint32_t &) noexcept {
  return false;
}

#endif

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_SCHEDULE_H
