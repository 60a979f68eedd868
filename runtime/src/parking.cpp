//===- parking.cpp - futex_wait and futex_wake for both kinds -------------===//
//
// Everything in the library that blocks ends here, and so does everything that
// wakes. A goroutine is unlinked under its space's lock by exactly one: who
// wakes it, or the timers. It enters the list on its own stack and the lock is
// given up on the worker's, when the stack is left: who finds it in the list
// may let it run.
//
//===----------------------------------------------------------------------===//

#include "parking.h"

#include "deadlock.h"
#include "os_futex.h"
#include "timers.h"
#include "watch.h"

#include "holdfast/metrics.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

constexpr std::size_t spaces = 1024;
constinit parking_space table[spaces];

parking_space &space_of(const word *at) noexcept {
  // Fibonacci hashing; the lowest two bits are zero.
  const auto number = reinterpret_cast<std::uintptr_t>(at) >> 2;
  return table[(number * 0x9e3779b97f4a7c15u) >> (64 - 10)];
}

void unlock_space(goroutine &self, slot *) noexcept {
  static_cast<parking_space *>(goroutine_access::argument(self))->lock.unlock();
}

/// Takes at most `most` sleepers of the word out of the list, into a list of
/// their own.
goroutine *unlink(parking_space &from, const word *at, int most) noexcept {
  goroutine *first = nullptr, **end = &first;
  const std::lock_guard guard(from.lock);
  for (goroutine *one = from.first; one && most > 0;) {
    goroutine *const next = goroutine_access::next(*one);
    if (goroutine_access::parked(*one).address == at) {
      from.remove(*one);
      *end = one;
      end = &goroutine_access::next(*one);
      *end = nullptr;
      --most;
    }
    one = next;
  }
  return first;
}

int wake_goroutines(parking_space &from, const word *at, int most) noexcept {
  int woken = 0;
  for (goroutine *one = unlink(from, at, most); one; ++woken) {
    // It may be gone as soon as it can run.
    goroutine *const next = goroutine_access::next(*one);
    resume_later(*one);
    one = next;
  }
  return woken;
}

} // namespace

void parking_space::add(goroutine &one) noexcept {
  goroutine_access::previous(one) = last;
  goroutine_access::next(one) = nullptr;
  (last ? goroutine_access::next(*last) : first) = &one;
  last = &one;
  goroutine_access::parked(one).is_linked = true;
}

void parking_space::remove(goroutine &one) noexcept {
  goroutine *const before = goroutine_access::previous(one);
  goroutine *const after = goroutine_access::next(one);
  (before ? goroutine_access::next(*before) : first) = after;
  (after ? goroutine_access::previous(*after) : last) = before;
  goroutine_access::parked(one).is_linked = false;
  // Relaxed: too high for a moment costs a look at the list.
  count.fetch_sub(one_goroutine, std::memory_order_relaxed);
}

bool park(goroutine &self, const word *at, std::uint32_t expected,
          deadline until, waits_for what) noexcept {
  if (until != never && clock_now() >= until)
    return false;
  parking_space &space = space_of(at);
  // Acquire and release: see the head of parking.h.
  space.count.fetch_add(parking_space::one_goroutine,
                        std::memory_order_acq_rel);
  space.lock.lock();
  // Acquire: the waker's change, which the count's order has made visible.
  if (at->load(std::memory_order_acquire) != expected) {
    space.lock.unlock();
    space.count.fetch_sub(parking_space::one_goroutine,
                          std::memory_order_relaxed);
    return true;
  }
  parked_at &here = goroutine_access::parked(self);
  here.space = &space;
  here.address = at;
  // Relaxed, and below: the switch orders it.
  here.timed_out.store(false, std::memory_order_relaxed);
  space.add(self);
  count(counter::parks);
#if HOLDFAST_METRICS
  goroutine_access::trace(self).left_for = what.what;
#endif
  goroutine_parks(self, what, until);
  if (until != never)
    add_timer(self, until);
  leave(self, &unlock_space, &space);
  if (until != never)
    remove_timer(self);
  return !here.timed_out.load(std::memory_order_relaxed);
}

expiry try_time_out(goroutine &sleeper) noexcept {
  parked_at &where = goroutine_access::parked(sleeper);
  if (!where.space->lock.try_lock())
    return expiry::not_now;
  const bool mine = where.is_linked;
  if (mine) {
    where.space->remove(sleeper);
    where.timed_out.store(true, std::memory_order_relaxed);
  }
  where.space->lock.unlock();
  return mine ? expiry::by_caller : expiry::too_late;
}

void resume_timed_out(goroutine &sleeper) noexcept {
  detail::count(counter::timers_fired);
  resume_later(sleeper);
}

static bool wait_on(const word *at, std::uint32_t expected, deadline until,
                    waits_for what) noexcept {
  if (goroutine *const self = current_goroutine())
    return park(*self, at, expected, until, what);
  count(counter::thread_waits);
  std::atomic<std::uint64_t> &sleepers = space_of(at).count;
  // Acquire and release: see the head of parking.h.
  sleepers.fetch_add(parking_space::one_thread, std::memory_order_acq_rel);
#if HOLDFAST_CHECKED
  bool in_time = true;
  if (until == never)
    watched_wait(at, expected, what);
  else
    in_time = os_futex_wait(at, expected, until);
#else
  const bool in_time = os_futex_wait(at, expected, until);
#endif
  sleepers.fetch_sub(parking_space::one_thread, std::memory_order_relaxed);
  return in_time;
}

bool futex_wait(const word *at, std::uint32_t expected, deadline until,
                waits_for what) noexcept {
#if HOLDFAST_CHECKED
  if (until == never && wait_begins()) {
    const bool in_time = wait_on(at, expected, until, what);
    wait_ends();
    return in_time;
  }
#endif
  return wait_on(at, expected, until, what);
}

static bool wake_sleepers(const word *at, int most) noexcept {
  parking_space &space = space_of(at);
  const std::uint64_t count =
      space.count.fetch_add(0, std::memory_order_acq_rel); // as above
  const bool has_threads = count >= parking_space::one_thread;
  if (has_threads)
    thread_wakes();
  if (count % parking_space::one_thread == 0)
    return has_threads && os_futex_wake(at, most) > 0;
  if (!has_threads)
    return wake_goroutines(space, at, most) > 0;
  // Both may be there: in turn, so that neither kind starves the other.
  int woken = 0;
  bool threads_first = false;
  {
    const std::lock_guard guard(space.lock);
    threads_first = space.threads_first;
    space.threads_first = !threads_first;
  }
  if (threads_first)
    woken = os_futex_wake(at, most);
  if (woken < most)
    woken += wake_goroutines(space, at, most - woken);
  if (woken < most && !threads_first)
    woken += os_futex_wake(at, most - woken);
  return woken > 0;
}

bool futex_wake(const word *at, int most) noexcept {
  const bool has_woken = wake_sleepers(at, most);
  schedule_point();
  return has_woken;
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
