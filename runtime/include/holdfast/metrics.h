//===- metrics.h - how often what has happened ----------------------------===//
//
// Counters of the scheduler, the channels and the locks, for a page of a server
// or a test. Each thread has its own, which only it writes; reading adds them
// up. Counted in the checked build, and in a release library that is built with
// HOLDFAST_METRICS=1 (the option of that name in CMake), which is a third one:
// it does not link with the other two. Without, nothing is counted and nothing
// is paid.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_METRICS_H
#define HOLDFAST_METRICS_H

#include "holdfast/check.h"

#include <cstdint>

namespace holdfast::inline HOLDFAST_BUILD {

/// Whether this build counts, and traces (trace.h).
inline constexpr bool has_metrics = HOLDFAST_METRICS;

/// What has happened since the program began. The pieces of parallel algorithms
/// that workers run are goroutines, too.
struct metrics {
  std::uint64_t goroutines_begun = 0;
  std::uint64_t goroutines_ended = 0;
  std::uint64_t parks = 0;  // a goroutine began to wait
  std::uint64_t wakes = 0;  // it was given to the workers again
  std::uint64_t yields = 0; // it let others run
  std::uint64_t steals = 0; // a worker took a goroutine, or a piece, of another
  std::uint64_t thread_waits = 0;  // a thread began to wait in the library
  std::uint64_t worker_sleeps = 0; // of these: a worker that had nothing to do
  std::uint64_t sends = 0;         // values put into a channel
  std::uint64_t receives = 0;      // and taken out
  std::uint64_t channel_waits = 0; // a send, receive or select had to wait
  std::uint64_t lock_waits =
      0; // a lock was not free, the library's own included
  std::uint64_t timers_set = 0;     // a goroutine began to wait with a deadline
  std::uint64_t timers_fired = 0;   // and the deadline came first
  std::uint64_t blocking_calls = 0; // blocking() used its side pool

  std::uint64_t goroutines_alive() const noexcept {
    return goroutines_begun - goroutines_ended;
  }
  std::uint64_t goroutines_parked() const noexcept { return parks - wakes; }
};

/// The counters now; all zero where has_metrics is false. Thread-safe. What
/// happens meanwhile is counted or not, each counter by itself; differences of
/// two may then be off by a few, but what has ended has begun, and who was
/// woken had parked. Linear in the number of threads there have been at a time.
///
///   const auto now = holdfast::read_metrics();
///   std::cout << now.goroutines_alive() << " goroutines\n";
metrics read_metrics() noexcept;

namespace detail {

enum class counter : unsigned {
  // In this order: see read_metrics().
  goroutines_ended,
  goroutines_begun,
  wakes,
  parks,
  yields,
  steals,
  thread_waits,
  worker_sleeps,
  sends,
  receives,
  channel_waits,
  lock_waits,
  timers_set,
  timers_fired,
  blocking_calls,
};
inline constexpr unsigned counters = 15;

#if HOLDFAST_METRICS
/// One more, by the calling thread.
void count(counter which) noexcept;
#else
inline void count(counter) noexcept {}
#endif

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_METRICS_H
