//===- timers.cpp - a heap of deadlines, and the thread that keeps them ---===//
//
// A binary heap under one lock. Locks are taken in the order: a parking space,
// then the heap. The thread goes the other way, and so only tries a space's
// lock; where it is taken, the thread gives the heap up and begins again. And
// it lets goroutines run when it has given the heap up: that takes locks, and
// to free those may take a space.
//
// While the thread looks at a goroutine it holds the heap's lock, and the
// goroutine, woken by somebody else meanwhile, waits for that in
// remove_timer(): so it is still there. One that it has taken out of its space
// stays until the thread itself wakes it.
//
//===----------------------------------------------------------------------===//

#include "timers.h"

#include "deadlock.h"
#include "os_futex.h"
#include "parking.h"
#include "schedule.h"

#include "holdfast/metrics.h"

#include <new>
#include <thread>
#include <utility>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

class timer_heap;
/// The only one.
timer_heap &timers() noexcept;

class timer_heap {
public:
  void add(goroutine &sleeper, deadline until) noexcept {
    parked_at &entry = goroutine_access::parked(sleeper);
    bool is_first = false;
    {
      const std::lock_guard guard(lock_);
      if (!has_thread_)
        begin();
      entry.until = until;
      push(sleeper);
      is_first = entry.heap_index == 1;
    }
    if (is_first)
      poke();
  }

  void remove(goroutine &sleeper) noexcept {
    const std::lock_guard guard(lock_);
    if (goroutine_access::parked(sleeper).heap_index != 0)
      erase(goroutine_access::parked(sleeper).heap_index - 1);
  }

private:
  static deadline due(const goroutine *one) noexcept {
    return goroutine_access::parked(const_cast<goroutine &>(*one)).until;
  }
  static std::size_t &index(goroutine *one) noexcept {
    return goroutine_access::parked(*one).heap_index;
  }

  void push(goroutine &one) noexcept {
    try {
      heap_.push_back(&one);
    } catch (const std::bad_alloc &) {
      fail("there is no memory for a timer", place::current());
    }
    rise(heap_.size() - 1);
  }
  /// Precondition, for both: everything else is in order.
  void rise(std::size_t at) noexcept {
    goroutine *const one = heap_[at];
    for (; at > 0 && due(one) < due(heap_[(at - 1) / 2]); at = (at - 1) / 2)
      put(heap_[(at - 1) / 2], at);
    put(one, at);
  }
  void sink(std::size_t at) noexcept {
    goroutine *const one = heap_[at];
    for (std::size_t child; (child = 2 * at + 1) < heap_.size(); at = child) {
      if (child + 1 < heap_.size() && due(heap_[child + 1]) < due(heap_[child]))
        ++child;
      if (due(one) <= due(heap_[child]))
        break;
      put(heap_[child], at);
    }
    put(one, at);
  }
  void put(goroutine *one, std::size_t at) noexcept {
    heap_[at] = one;
    index(one) = at + 1;
  }
  void erase(std::size_t at) noexcept {
    index(heap_[at]) = 0;
    goroutine *const last = heap_.back();
    heap_.pop_back();
    if (at == heap_.size())
      return;
    put(last, at);
    rise(at);
    sink(index(last) - 1);
  }

  void begin() noexcept {
    has_thread_ = true;
    try {
      std::thread([] { timers().keep(); }).detach();
      helper_thread_begins();
    } catch (...) {
      fail("there is no thread for the timers", place::current());
    }
  }

  /// Wakes up all that are due; returns when the next one is.
  deadline expire() noexcept {
    goroutine *all = nullptr;
    const deadline next = take_due(all);
    while (all) // one may be gone as soon as it can run
      resume_timed_out(*std::exchange(all, goroutine_access::next(*all)));
    return next;
  }
  deadline take_due(goroutine *&all) noexcept {
    goroutine **end = &all;
    const std::lock_guard guard(lock_);
    while (!heap_.empty()) {
      const deadline now = steady::now();
      goroutine *const first = heap_.front();
      if (due(first) > now)
        return due(first);
      // Out of the heap before it can run, and back where it could not be told.
      erase(0);
      switch (try_time_out(*first)) {
      case expiry::not_now:
        push(*first);
        return now;
      case expiry::by_caller:
        *end = first;
        end = &goroutine_access::next(*first);
        *end = nullptr;
        break;
      case expiry::too_late:
        break;
      }
    }
    return never;
  }

  void keep() noexcept {
    for (;;) {
      // Acquire meets the release of poke(): a timer that was added after this
      // changes the number, and then the wait below does not sleep.
      const std::uint32_t number = changes_.load(std::memory_order_acquire);
      const deadline next = expire();
      if (next > steady::now())
        os_futex_wait(&changes_, number, next);
      else
        yield();
    }
  }
  void poke() noexcept {
    changes_.fetch_add(1, std::memory_order_release);
    os_futex_wake(&changes_);
  }

  spin_lock lock_;
  bool has_thread_ = false;
  word changes_ = 0;
  std::vector<goroutine *> heap_;
};

/// Never destroyed: its thread runs to the end of the process.
timer_heap &timers() noexcept {
  alignas(timer_heap) static std::byte memory[sizeof(timer_heap)];
  static timer_heap *const the = new (memory) timer_heap;
  return *the;
}

} // namespace

void add_timer(goroutine &sleeper, deadline until) noexcept {
  count(counter::timers_set);
  if (!sleeps_in_schedule(sleeper, until))
    timers().add(sleeper, until);
}
void remove_timer(goroutine &sleeper) noexcept {
  if (!wakes_in_schedule(sleeper))
    timers().remove(sleeper);
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
