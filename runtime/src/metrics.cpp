//===- metrics.cpp - a thread's counters, and their sum -------------------===//
//
// The counters of a thread that ends go to the next one that begins: they only
// ever grow, and nothing has to be added up but by who reads.
//
//===----------------------------------------------------------------------===//

#include "holdfast/metrics.h"

#if HOLDFAST_METRICS

#include "holdfast/detail/sanitizer.h"

#include <atomic>
#include <cstddef>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

struct alignas(64) thread_counters {
  std::atomic<std::uint64_t> of[counters] = {};
  std::atomic<bool> is_taken = true;
  thread_counters *next = nullptr;
};

/// All there ever were; only grows.
std::atomic<thread_counters *> first = nullptr;

thread_counters &take_counters() {
  // Acquire meets the releases below and of give_back().
  for (thread_counters *one = first.load(std::memory_order_acquire); one;
       one = one->next)
    if (!one->is_taken.exchange(true, std::memory_order_acquire))
      return *one;
  auto *const made = new thread_counters;
  made->next = first.load(std::memory_order_relaxed);
  while (!first.compare_exchange_weak(
      made->next, made, std::memory_order_release, std::memory_order_relaxed)) {
  }
  return *made;
}

/// The calling thread's. What destructors of other thread-local objects do
/// after this one's is counted in `late`.
struct owner {
  thread_counters *mine = nullptr;
  ~owner() {
    if (mine)
      mine->is_taken.store(false, std::memory_order_release);
    mine = nullptr;
    is_over() = true;
  }
  static bool &is_over() noexcept {
    static thread_local constinit bool over = false;
    return over;
  }
};
constinit std::atomic<std::uint64_t> late[counters] = {};

/// Not inlined: a goroutine may have changed threads. Goroutines share what is
/// the thread's.
[[gnu::noinline]] HOLDFAST_NO_TSAN thread_counters *my_counters() noexcept {
  static thread_local owner here;
  __asm__ __volatile__("" ::: "memory");
  if (!here.mine && !owner::is_over())
    here.mine = &take_counters();
  return here.mine;
}

} // namespace

void count(counter which) noexcept {
  const auto at = static_cast<unsigned>(which);
  if (thread_counters *const mine = my_counters()) {
#if HOLDFAST_TSAN
    // They may have been made for another goroutine of this thread, which to the
    // sanitizer is another thread: meets the release of take_counters().
    (void)first.load(std::memory_order_acquire);
#endif
    // Only this thread writes. Release where something must have been counted
    // before: see read_metrics().
    std::atomic<std::uint64_t> &one = mine->of[at];
    const bool is_end =
        which == counter::goroutines_ended || which == counter::wakes;
    one.store(one.load(std::memory_order_relaxed) + 1,
              is_end ? std::memory_order_release : std::memory_order_relaxed);
  } else
    late[at].fetch_add(1, std::memory_order_release);
}

} // namespace detail

metrics read_metrics() noexcept {
  using namespace detail;
  std::uint64_t sum[counters] = {};
  // One counter of all threads after the other, ends before beginnings: who has
  // counted an end has seen the beginning counted. Acquire: so does this.
  for (unsigned at = 0; at < counters; ++at) {
    sum[at] = late[at].load(std::memory_order_acquire);
    for (const thread_counters *one = first.load(std::memory_order_acquire);
         one; one = one->next)
      sum[at] += one->of[at].load(std::memory_order_acquire);
  }
  const auto get = [&](counter of) { return sum[static_cast<unsigned>(of)]; };
  return {
      .goroutines_begun = get(counter::goroutines_begun),
      .goroutines_ended = get(counter::goroutines_ended),
      .parks = get(counter::parks),
      .wakes = get(counter::wakes),
      .yields = get(counter::yields),
      .steals = get(counter::steals),
      .thread_waits = get(counter::thread_waits),
      .worker_sleeps = get(counter::worker_sleeps),
      .sends = get(counter::sends),
      .receives = get(counter::receives),
      .channel_waits = get(counter::channel_waits),
      .lock_waits = get(counter::lock_waits),
      .timers_set = get(counter::timers_set),
      .timers_fired = get(counter::timers_fired),
      .blocking_calls = get(counter::blocking_calls),
  };
}

} // namespace holdfast::inline HOLDFAST_BUILD

#else

namespace holdfast::inline HOLDFAST_BUILD {
metrics read_metrics() noexcept { return {}; }
} // namespace holdfast::inline HOLDFAST_BUILD

#endif
