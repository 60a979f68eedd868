//===- trace.h - what the scheduler did, for a viewer ---------------------===//
//
// Notes when goroutines begin, run, wait, wake each other, are stolen and end,
// and writes it in the format of Chrome's trace events, which Perfetto
// (ui.perfetto.dev) and chrome://tracing open: a line for each thread, on it a
// slice for each time that a goroutine ran, an arrow from who woke it, and
// counters of goroutines. In the builds that count, see metrics.h; in others
// nothing is noted, and nothing paid.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TRACE_H
#define HOLDFAST_TRACE_H

#include "holdfast/metrics.h"

#include <cstddef>
#include <iosfwd>

namespace holdfast::inline HOLDFAST_BUILD {

/// Begins a new trace; what was noted before is forgotten. Each thread keeps
/// the first `events` of its own, 48 bytes each, in memory that it takes as
/// they come. Thread-safe, and may be called while goroutines run; what they do
/// is noted from then on.
void start_trace(std::size_t events = 1 << 20) noexcept;

/// Ends the trace, and writes it as JSON. Slices that have not ended are left
/// out; how many events had no place is in "otherData". Writes an empty trace
/// where has_metrics is false. Thread-safe. Throws: what the stream throws, and
/// std::bad_alloc.
///
///   holdfast::start_trace();
///   work();
///   std::ofstream file("work.json");
///   holdfast::stop_trace(file);
void stop_trace(std::ostream &to);

namespace detail {

enum class traced : unsigned char { begun, ran, woken, stolen, ended };

/// Something that happened; times in nanoseconds of the steady clock.
struct trace_event {
  std::uint64_t at = 0, until = 0; // until: ran
  std::uint64_t goroutine = 0;     // its number
  const char *text = nullptr;      // begun: its name; ran: why it left
  std::uint64_t wake = 0;          // woken, ran: which wake; 0 for none
  traced what = traced::begun;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_TRACE_H
