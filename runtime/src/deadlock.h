//===- deadlock.h - when everybody waits for ever -------------------------===//
//
// The checked build's answer to "can anybody still wake somebody?". It knows
// every goroutine and every thread that waits in the library without a
// deadline; where all goroutines are parked so, and no other thread of the
// process does anything else, nobody ever will, and the program is ended with a
// list of who waits for what.
//
// Errs on the side of silence: a thread that waits outside of the library (a
// read, a std::condition_variable, std::thread::join), a wait with a deadline
// or a running blocking() call keep it from saying anything. So do goroutines
// that wait for the network: as long as there are some, a worker is awake or
// waits in epoll (readiness.h), which is outside of the library; when the last
// one's wait is over for another reason, that worker is called back. In the
// release build all of this is empty.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_DEADLOCK_H
#define HOLDFAST_SRC_DEADLOCK_H

#include "holdfast/detail/goroutine.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

#if HOLDFAST_CHECKED

/// The goroutine may run from now on, until goroutine_is_over().
void goroutine_begins(goroutine &one) noexcept;
void goroutine_is_over(goroutine &one) noexcept;
/// It is about to leave its stack, with its parking space locked.
void goroutine_parks(goroutine &one, waits_for what, deadline until) noexcept;
/// Somebody gives it back to the workers.
void goroutine_wakes(goroutine &one) noexcept;

/// As os_futex_wait() without a deadline.
void watched_wait(const word *at, std::uint32_t expected,
                  waits_for what) noexcept;
/// The library has begun a thread that waits by itself, and wakes others only
/// where one of them has a deadline or a blocking call.
void helper_thread_begins() noexcept;
void helper_thread_ends() noexcept;
/// From when it is asked for.
void blocking_call_begins() noexcept;
void blocking_call_ends() noexcept;
/// The calling thread may be about to wake a thread.
void thread_wakes() noexcept;
/// Lists all who wait; ends the program.
[[noreturn]] void report_deadlock() noexcept;

#else

inline void goroutine_begins(goroutine &) noexcept {}
inline void goroutine_is_over(goroutine &) noexcept {}
inline void goroutine_parks(goroutine &, waits_for, deadline) noexcept {}
inline void goroutine_wakes(goroutine &) noexcept {}
inline void helper_thread_begins() noexcept {}
inline void helper_thread_ends() noexcept {}
inline void blocking_call_begins() noexcept {}
inline void blocking_call_ends() noexcept {}
inline void thread_wakes() noexcept {}

#endif

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_DEADLOCK_H
