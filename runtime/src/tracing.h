//===- tracing.h - what the scheduler's files tell a trace ----------------===//
//
// One call for each event; a load where no trace is under way, and nothing in
// a build without metrics.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_TRACING_H
#define HOLDFAST_SRC_TRACING_H

#include "holdfast/detail/goroutine.h"
#include "holdfast/detail/sanitizer.h"
#include "holdfast/trace.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

#if HOLDFAST_METRICS

/// Relaxed: events at the very beginning may be missed.
inline std::atomic<bool> is_tracing = false;

void trace(const trace_event &one) noexcept;
std::uint64_t trace_clock() noexcept;
std::uint64_t next_wake() noexcept;

inline void trace_begun(const trace_mark &one, const char *name) noexcept {
  if (is_tracing.load(std::memory_order_relaxed)) [[unlikely]]
    trace({.at = trace_clock(),
           .goroutine = one.id,
           .text = name,
           .what = traced::begun});
}
inline void trace_ended(const trace_mark &one) noexcept {
  if (is_tracing.load(std::memory_order_relaxed)) [[unlikely]]
    trace({.at = trace_clock(), .goroutine = one.id, .what = traced::ended});
}
/// Its goroutine is given to the workers again.
HOLDFAST_NO_TSAN inline void trace_woken(trace_mark &one) noexcept {
  if (is_tracing.load(std::memory_order_relaxed)) [[unlikely]] {
    one.wake = next_wake();
    trace({.at = trace_clock(),
           .goroutine = one.id,
           .wake = one.wake,
           .what = traced::woken});
  }
}
inline void trace_stolen() noexcept {
  if (is_tracing.load(std::memory_order_relaxed)) [[unlikely]]
    trace({.at = trace_clock(), .what = traced::stolen});
}
/// It comes onto the calling thread; and leaves it, for that reason.
HOLDFAST_NO_TSAN inline void trace_enters(trace_mark &one) noexcept {
  one.entered = is_tracing.load(std::memory_order_relaxed) ? trace_clock() : 0;
}
HOLDFAST_NO_TSAN inline void trace_leaves(trace_mark &one,
                                          const char *why) noexcept {
  if (is_tracing.load(std::memory_order_relaxed) && one.entered) [[unlikely]]
    trace({.at = one.entered,
           .until = trace_clock(),
           .goroutine = one.id,
           .text = why,
           .wake = one.wake,
           .what = traced::ran});
  one.wake = 0;
}

#endif

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_TRACING_H
