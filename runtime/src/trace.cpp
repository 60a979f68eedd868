//===- trace.cpp - events of each thread, written as Chrome's trace -------===//
//
// Each thread appends to a list of its own, under a lock that only the writer
// of the trace asks for besides; lists outlive their threads. The numbers of
// goroutines alive and parked are made from the events when they are written.
//
// The format: "Trace Event Format", Google, 2016, in its object form; times are
// in microseconds.
//
//===----------------------------------------------------------------------===//

#include "tracing.h"

#include <ostream>

#if HOLDFAST_METRICS

#include "parking.h"
#include "watch.h"

#include "holdfast/detail/sanitizer.h"
#include "holdfast/detail/worker_loop.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

struct thread_trace {
  spin_lock lock;
  std::vector<trace_event> events;
  std::uint64_t lost = 0;
  long thread = syscall(SYS_gettid);
};

struct all_traces {
  std::mutex lock;
  std::vector<std::unique_ptr<thread_trace>> threads; // guarded by the lock
  std::atomic<std::size_t> most = 0;
  std::atomic<std::size_t> made = 0; // threads, so far
};

/// Never destroyed: goroutines may outlive main().
all_traces &all() noexcept {
  alignas(all_traces) static std::byte memory[sizeof(all_traces)];
  static all_traces *const the = new (memory) all_traces;
  return *the;
}

/// Null without memory.
thread_trace *make_mine() noexcept {
  try {
    const std::lock_guard guard(all().lock);
    all().threads.push_back(std::make_unique<thread_trace>());
    all().made.fetch_add(1, std::memory_order_release);
    return all().threads.back().get();
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

/// Not inlined: a goroutine may have changed threads. Goroutines share what is
/// the thread's.
[[gnu::noinline]] HOLDFAST_NO_TSAN thread_trace *mine() noexcept {
  static thread_local constinit thread_trace *here = nullptr;
  __asm__ __volatile__("" ::: "memory");
  if (!here)
    here = make_mine();
#if HOLDFAST_TSAN
  // It may have been made for another goroutine of this thread, which to the
  // sanitizer is another thread: meets the release of make_mine().
  (void)all().made.load(std::memory_order_acquire);
#endif
  return here;
}

struct event_of_thread {
  trace_event event;
  long thread;
};

std::string number(std::uint64_t nanoseconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%llu.%03llu",
                static_cast<unsigned long long>(nanoseconds / 1000),
                static_cast<unsigned long long>(nanoseconds % 1000));
  return text;
}

/// As a JSON string. What it is given are texts of ours and names of types.
std::string quoted(const std::string &text) {
  std::string to = "\"";
  for (const char one : text) {
    if (one == '"' || one == '\\')
      to += '\\';
    to += static_cast<unsigned char>(one) < ' ' ? ' ' : one;
  }
  return to + '"';
}

/// Writes the events of a trace, in the order of their times.
class writer {
public:
  explicit writer(std::ostream &to) : to_(to) {}

  void write(const event_of_thread &of) {
    const trace_event &one = of.event;
    const std::string name = "goroutine " + std::to_string(one.goroutine);
    switch (one.what) {
    case traced::begun:
      ++alive_;
      instant(of, name + " begins", one.text);
      return count(one.at);
    case traced::ended:
      --alive_;
      return count(one.at);
    case traced::woken:
      instant(of, name + " is woken", nullptr);
      return arrow(of, "s", one.at);
    case traced::stolen:
      return instant(of, "steals", nullptr);
    case traced::ran:
      begin(of, "X", name, one.at);
      to_ << ",\"dur\":" << number(one.until - one.at)
          << ",\"args\":{\"left for\":" << quoted(one.text) << "}}";
      if (one.wake)
        arrow(of, "f", one.at);
      return;
    }
  }
  void name_thread(long thread) {
    begin({{}, thread}, "M", "thread_name", 0);
    to_ << ",\"args\":{\"name\":\"thread " << thread << "\"}}";
  }

private:
  void begin(const event_of_thread &of, const char *phase,
             const std::string &name, std::uint64_t at) {
    to_ << separator_ << "{\"ph\":\"" << phase
        << "\",\"pid\":1,\"tid\":" << of.thread << ",\"ts\":" << number(at)
        << ",\"cat\":\"holdfast\",\"name\":" << quoted(name);
    separator_ = ",\n";
  }
  void instant(const event_of_thread &of, const std::string &name,
               const char *function) {
    begin(of, "i", name, of.event.at);
    to_ << ",\"s\":\"t\"";
    if (function)
      to_ << ",\"args\":{\"function\":" << quoted(type_in(function)) << "}";
    to_ << "}";
  }
  /// From who woke somebody, to where that one ran.
  void arrow(const event_of_thread &of, const char *phase, std::uint64_t at) {
    begin(of, phase, "wake", at);
    to_ << ",\"id\":" << of.event.wake << ",\"bp\":\"e\"}";
  }
  void count(std::uint64_t at) {
    begin({{}, 0}, "C", "goroutines", at);
    to_ << ",\"args\":{\"alive\":" << alive_ << "}}";
  }

  std::ostream &to_;
  const char *separator_ = "";
  long alive_ = 0;
};

} // namespace

void trace(const trace_event &one) noexcept {
  thread_trace *const to = mine();
  if (!to)
    return;
  const std::lock_guard guard(to->lock);
  if (!is_tracing.load(std::memory_order_relaxed))
    return; // it has ended meanwhile
  // Relaxed: start_trace() has set it before.
  if (to->events.size() >= all().most.load(std::memory_order_relaxed)) {
    ++to->lost;
    return;
  }
  try {
    to->events.push_back(one);
  } catch (const std::bad_alloc &) {
    ++to->lost;
  }
}

std::uint64_t trace_clock() noexcept {
  return static_cast<std::uint64_t>(
      std::chrono::nanoseconds(steady::now().time_since_epoch()).count());
}

std::uint64_t next_wake() noexcept {
  static std::atomic<std::uint64_t> last = 0;
  // Relaxed: only that no two are equal.
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

void note_steal() noexcept {
  count(counter::steals);
  trace_stolen();
}

/// Takes all events; the lost ones' number, too. Precondition: all().lock.
static std::vector<event_of_thread> take_events(std::uint64_t &lost) {
  std::vector<event_of_thread> taken;
  for (const auto &one : all().threads) {
    const std::lock_guard guard(one->lock);
    for (const trace_event &event : one->events)
      taken.push_back({event, one->thread});
    lost += one->lost;
    std::vector<trace_event>().swap(one->events);
    one->lost = 0;
  }
  std::sort(taken.begin(), taken.end(), [](const auto &a, const auto &b) {
    return std::pair(a.event.at, a.thread) < std::pair(b.event.at, b.thread);
  });
  return taken;
}

} // namespace detail

void start_trace(std::size_t events) noexcept {
  using namespace detail;
  const std::lock_guard guard(all().lock);
  is_tracing.store(false, std::memory_order_relaxed);
  for (const auto &one : all().threads) {
    const std::lock_guard own(one->lock);
    std::vector<trace_event>().swap(one->events);
    one->lost = 0;
  }
  all().most.store(events, std::memory_order_relaxed);
  is_tracing.store(true, std::memory_order_relaxed);
}

void stop_trace(std::ostream &to) {
  using namespace detail;
  std::uint64_t lost = 0;
  std::vector<event_of_thread> events;
  {
    const std::lock_guard guard(all().lock);
    is_tracing.store(false, std::memory_order_relaxed);
    events = take_events(lost);
  }
  to << "{\"displayTimeUnit\":\"ns\",\"otherData\":{\"lost events\":\"" << lost
     << "\"},\"traceEvents\":[\n";
  writer out(to);
  std::vector<long> threads;
  for (const event_of_thread &one : events)
    threads.push_back(one.thread);
  std::sort(threads.begin(), threads.end());
  threads.erase(std::unique(threads.begin(), threads.end()), threads.end());
  for (const long one : threads)
    out.name_thread(one);
  for (const event_of_thread &one : events)
    out.write(one);
  to << "\n]}\n";
}

} // namespace holdfast::inline HOLDFAST_BUILD

#else

namespace holdfast::inline HOLDFAST_BUILD {
void start_trace(std::size_t) noexcept {}
void stop_trace(std::ostream &to) { to << "{\"traceEvents\":[]}\n"; }
} // namespace holdfast::inline HOLDFAST_BUILD

#endif
