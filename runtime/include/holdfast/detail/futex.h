//===- futex.h - a thread or a goroutine sleeps on a word -----------------===//
//
// The two calls under everything that blocks, and the pause of a loop that
// expects to wait shortly. A thread sleeps in the operating system; a goroutine
// is parked, and its thread goes on with another one. All atomic operations of
// threads are in headers, so that a client of threads that is compiled with
// ThreadSanitizer is understood whole; one of goroutines must compile the
// library with it as well.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_FUTEX_H
#define HOLDFAST_DETAIL_FUTEX_H

#include "holdfast/check.h"

#include <atomic>
#include <chrono>
#include <cstdint>

namespace holdfast::inline HOLDFAST_BUILD {

/// The clock of all deadlines. It does not jump when the date is set.
using steady = std::chrono::steady_clock;
/// A point in time at which a wait is given up.
using deadline = steady::time_point;
/// Waits for as long as it takes.
inline constexpr deadline never = deadline::max();

namespace detail {

using word = std::atomic<std::uint32_t>;
static_assert(sizeof(word) == 4 && word::is_always_lock_free);

#if HOLDFAST_CHECKED
/// Whether a schedule runs on the calling thread (schedule.h), and has its own
/// time, and lets another goroutine go on here perhaps.
bool is_scheduled() noexcept;
deadline clock_now() noexcept;
void schedule_point() noexcept;
/// The same where a schedule explores atomic accesses, before one, which may
/// be what others wait for in a loop, if it `writes`.
void atomic_point(bool writes = true) noexcept;
/// The same in a loop that waits for another's step; false outside of one.
bool spin_point() noexcept;
#else
constexpr bool is_scheduled() noexcept { return false; }
inline deadline clock_now() noexcept { return steady::now(); }
inline void schedule_point() noexcept {}
inline void atomic_point(bool = true) noexcept {}
constexpr bool spin_point() noexcept { return false; }
#endif

/// Now plus `time`; `never` where that overflows. Rounds up to the clock's
/// tick.
template <class Rep, class Period>
deadline after(std::chrono::duration<Rep, Period> time) noexcept {
  const deadline now = clock_now();
  using real = std::chrono::duration<long double>;
  if (real(time) >= real(never - now))
    return never;
  return now + std::chrono::ceil<steady::duration>(time);
}

#if HOLDFAST_METRICS
/// What a wait is for, in words that follow "waits for".
struct waits_for {
  const char *what;
  bool is_lock = false; // whose place the lock_watch was told
  bool is_work = false; // a worker that has nothing to do
};
#else
struct waits_for {
  constexpr waits_for(const char *, bool = false, bool = false) noexcept {}
};
#endif

/// Sleeps while `*at == expected`; returns at a wake, at a change, at a signal,
/// or for no reason. False only when `until` has passed. Orders no memory: the
/// caller loads the word again.
bool futex_wait(const word *at, std::uint32_t expected, deadline until,
                waits_for what) noexcept;

/// Wakes at most `count` sleepers of the word; returns whether there was one.
/// The address is only a name: the word may be gone, and another wait at the
/// same address then returns for no reason.
bool futex_wake(const word *at, int count = 1) noexcept;
inline constexpr int everyone = 0x7fffffff;

/// Whether the caller is a goroutine that would be parked: then waiting costs
/// little, and spinning may keep from running who is waited for.
bool is_goroutine() noexcept;

inline void pause() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ __volatile__("yield");
#endif
}

/// Gives the processor to another thread.
void yield() noexcept;

/// Waiting in a loop: pauses, each twice as long as the one before, then
/// yields.
class backoff {
public:
  /// A few pauses.
  backoff() = default;
  /// As long as it takes about to wake a thread: who sleeps sooner is woken too
  /// often. The first pause is of 2^first.
  explicit backoff(unsigned first) noexcept
      : step_(first), limit_(pauses + 12) {}

  void snooze() noexcept {
    if (spin_point())
      return;
    if (step_ < pauses)
      for (unsigned i = 0; i < 1u << step_; ++i)
        pause();
    else
      yield();
    ++step_;
  }
  /// Sleeping is cheaper from here on.
  bool is_over() const noexcept { return step_ >= limit_; }

private:
  static constexpr unsigned pauses = 6;
  unsigned step_ = 0, limit_ = pauses + 1;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_FUTEX_H
