//===- word_mutex.h - a lock in one word ----------------------------------===//
//
//   state     who is in     who sleeps
//   free      nobody        nobody that needs a wake
//   taken     one           nobody
//   crowded   one           perhaps somebody
//
// A thread that has slept takes the lock as `crowded`, because it cannot know
// whether it was alone; that costs at most one wake too many. Not fair: who
// comes by first, has it. (Drepper, "Futexes are tricky", mutex 3; Rust's
// std::sys::sync::mutex::futex.)
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_WORD_MUTEX_H
#define HOLDFAST_DETAIL_WORD_MUTEX_H

#include "holdfast/detail/futex.h"
#include "holdfast/metrics.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// A lock without data, owner or memory of its own but one word. May be
/// destroyed as soon as it is free and nobody waits, even if the thread that
/// freed it has not yet returned from unlock().
class word_mutex {
public:
  word_mutex() = default;
  word_mutex(const word_mutex &) = delete;

  void lock() noexcept {
    if (!try_lock()) [[unlikely]]
      lock_contended(never);
  }

  /// False when `until` passed first.
  bool lock_until(deadline until) noexcept {
    return try_lock() || lock_contended(until);
  }

  bool try_lock() noexcept {
    atomic_point();
    std::uint32_t expected = free;
    // Acquire meets the release of unlock(); a failure reads nothing protected.
    return state_.compare_exchange_strong(
        expected, taken, std::memory_order_acquire, std::memory_order_relaxed);
  }

  void unlock() noexcept {
    atomic_point();
    // Release: what was done under the lock is seen by who takes it next.
    if (state_.exchange(free, std::memory_order_release) == crowded)
        [[unlikely]]
      futex_wake(&state_);
  }

private:
  enum : std::uint32_t { free, taken, crowded };

  /// Waits a little for the lock to look free, looking ever less often, and not
  /// at once: each look takes the word away from the thread that has the lock.
  /// Relaxed: only a hint; taking it is what acquires.
  std::uint32_t spin() const noexcept {
    std::uint32_t seen = state_.load(std::memory_order_relaxed);
    for (int step = 8; step <= 64 && seen == taken; step *= 2) {
      for (int i = 0; i < step; ++i)
        pause();
      seen = state_.load(std::memory_order_relaxed);
    }
    return seen;
  }

  [[gnu::noinline, gnu::cold]] bool lock_contended(deadline until) noexcept {
    count(counter::lock_waits);
    std::uint32_t seen = spin();
    if (seen == free && try_lock())
      return true;
    for (;;) {
      atomic_point();
      // Acquire: as in try_lock(). Where it was not free, `crowded` is now
      // what the holder will find, so it wakes somebody: also after a timeout.
      if (seen != crowded &&
          state_.exchange(crowded, std::memory_order_acquire) == free)
        return true;
      if (!futex_wait(&state_, crowded, until, {"a lock", true}))
        return false;
      seen = spin();
    }
  }

  word state_ = free;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_WORD_MUTEX_H
