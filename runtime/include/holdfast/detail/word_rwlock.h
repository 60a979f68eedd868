//===- word_rwlock.h - many readers or one writer, in two words -----------===//
//
//   state_ bits 0-29   0: free; 1 to most_readers: so many readers; writer
//   state_ bit 30      readers sleep, on state_
//   state_ bit 31      writers sleep, on writers_
//
// A reader does not enter while somebody sleeps, so writers do not starve.
// Who frees the lock clears the bit of those it wakes: one writer first, all
// readers if no writer sleeps. A writer that slept sets bit 31 again when it
// takes the lock, because others may sleep still. (Rust's
// std::sys::sync::rwlock::futex, with deadlines added.)
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_WORD_RWLOCK_H
#define HOLDFAST_DETAIL_WORD_RWLOCK_H

#include "holdfast/detail/futex.h"
#include "holdfast/metrics.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// A readers-writer lock without data. A reader that locks again may wait for
/// a writer that waits for it.
class word_rwlock {
public:
  word_rwlock() = default;
  word_rwlock(const word_rwlock &) = delete;

  void lock_shared() noexcept {
    if (!try_lock_shared()) [[unlikely]]
      lock_shared_contended(never);
  }
  bool lock_shared_until(deadline until) noexcept {
    return try_lock_shared() || lock_shared_contended(until);
  }
  bool try_lock_shared() noexcept {
    std::uint32_t seen = state_.load(std::memory_order_relaxed);
    while (may_read(seen))
      // Acquire meets the release of a writer's unlock.
      if (state_.compare_exchange_weak(seen, seen + 1,
                                       std::memory_order_acquire,
                                       std::memory_order_relaxed))
        return true;
    return false;
  }
  void unlock_shared() noexcept {
    // Release: the next writer sees that this read is over.
    const std::uint32_t left =
        state_.fetch_sub(1, std::memory_order_release) - 1;
    // Readers sleep only behind a writer, which sleeps or holds the lock.
    if (is_free(left) && writers_sleep(left)) [[unlikely]]
      wake(left);
  }

  void lock() noexcept {
    if (!try_lock()) [[unlikely]]
      lock_contended(never);
  }
  bool lock_until(deadline until) noexcept {
    return try_lock() || lock_contended(until);
  }
  bool try_lock() noexcept {
    std::uint32_t seen = state_.load(std::memory_order_relaxed);
    while (is_free(seen))
      // Acquire meets the releases of readers and of the last writer.
      if (state_.compare_exchange_weak(seen, seen + writer,
                                       std::memory_order_acquire,
                                       std::memory_order_relaxed))
        return true;
    return false;
  }
  void unlock() noexcept {
    // Release: what was written is seen by who comes next.
    const std::uint32_t left =
        state_.fetch_sub(writer, std::memory_order_release) - writer;
    if (writers_sleep(left) || readers_sleep(left)) [[unlikely]]
      wake(left);
  }

  /// The writer becomes a reader, and no other writer is in between.
  void downgrade() noexcept {
    // Release: the readers that come in now see what was written.
    const std::uint32_t left =
        state_.fetch_sub(writer - 1, std::memory_order_release) - (writer - 1);
    if (readers_sleep(left)) {
      // Relaxed: a bit of bookkeeping; the readers acquire by their own entry.
      state_.fetch_and(~readers_waiting, std::memory_order_relaxed);
      futex_wake(&state_, everyone);
    }
  }

private:
  static constexpr std::uint32_t mask = (1u << 30) - 1, writer = mask,
                                 most_readers = mask - 1;
  static constexpr std::uint32_t readers_waiting = 1u << 30,
                                 writers_waiting = 1u << 31;

  static bool is_free(std::uint32_t s) noexcept { return (s & mask) == 0; }
  static bool readers_sleep(std::uint32_t s) noexcept {
    return s & readers_waiting;
  }
  static bool writers_sleep(std::uint32_t s) noexcept {
    return s & writers_waiting;
  }
  static bool may_read(std::uint32_t s) noexcept {
    return (s & mask) < most_readers && !readers_sleep(s) && !writers_sleep(s);
  }

  template <class Done> std::uint32_t spin(Done done) const noexcept {
    for (int i = 0;; ++i) {
      // Relaxed: a hint; entering is what acquires.
      const std::uint32_t seen = state_.load(std::memory_order_relaxed);
      if (done(seen) || i == 100)
        return seen;
      pause();
    }
  }

  [[gnu::noinline, gnu::cold]] bool
  lock_shared_contended(deadline until) noexcept {
    const auto stop = [](std::uint32_t s) {
      return (s & mask) != writer || readers_sleep(s) || writers_sleep(s);
    };
    count(counter::lock_waits);
    for (std::uint32_t seen = spin(stop);;) {
      if (may_read(seen)) {
        if (state_.compare_exchange_weak(seen, seen + 1,
                                         std::memory_order_acquire,
                                         std::memory_order_relaxed))
          return true;
        continue;
      }
      if ((seen & mask) == most_readers)
        fail("a readers-writer lock has too many readers", place::current());
      // Relaxed: the bit carries nothing but itself to the thread that unlocks.
      if (!readers_sleep(seen) &&
          !state_.compare_exchange_weak(seen, seen | readers_waiting,
                                        std::memory_order_relaxed))
        continue;
      // A bit that stays behind after a timeout costs one wake of nobody.
      if (!futex_wait(&state_, seen | readers_waiting, until,
                      {"a lock, to read,", true}))
        return false;
      seen = spin(stop);
    }
  }

  [[gnu::noinline, gnu::cold]] bool lock_contended(deadline until) noexcept {
    const auto stop = [](std::uint32_t s) {
      return is_free(s) || writers_sleep(s);
    };
    count(counter::lock_waits);
    std::uint32_t others = 0;
    bool in_time = true;
    for (std::uint32_t seen = spin(stop);;) {
      if (is_free(seen)) {
        if (state_.compare_exchange_weak(seen, seen | writer | others,
                                         std::memory_order_acquire,
                                         std::memory_order_relaxed))
          return true;
        continue;
      }
      if (!writers_sleep(seen) &&
          !state_.compare_exchange_weak(seen, seen | writers_waiting,
                                        std::memory_order_relaxed))
        continue;
      // Giving up here leaves bit 31 set: had a wake been meant for another
      // writer, whoever holds the lock passes it on.
      if (!in_time)
        return false;
      others = writers_waiting;
      // Acquire meets the release in wake_writer(): the state below is read
      // after the number, so a wake in between is not slept through.
      const std::uint32_t number = writers_.load(std::memory_order_acquire);
      seen = state_.load(std::memory_order_relaxed);
      if (is_free(seen) || !writers_sleep(seen))
        continue;
      in_time =
          futex_wait(&writers_, number, until, {"a lock, to write,", true});
      seen = spin(stop);
    }
  }

  bool wake_writer() noexcept {
    // Release: meets the acquire of a writer that is about to sleep.
    writers_.fetch_add(1, std::memory_order_release);
    return futex_wake(&writers_);
  }

  /// Called with the lock free; each exchange that fails has met a thread that
  /// took the lock, and that one wakes when it leaves.
  [[gnu::noinline, gnu::cold]] void wake(std::uint32_t seen) noexcept {
    constexpr auto relaxed = std::memory_order_relaxed; // bits only; see above
    if (seen == writers_waiting) {
      if (state_.compare_exchange_strong(seen, 0, relaxed)) {
        wake_writer();
        return;
      }
      // A reader may have begun to sleep meanwhile.
    }
    if (seen == readers_waiting + writers_waiting) {
      if (!state_.compare_exchange_strong(seen, readers_waiting, relaxed))
        return;
      if (wake_writer())
        return; // it wakes the readers when it leaves
      seen = readers_waiting;
    }
    if (seen == readers_waiting &&
        state_.compare_exchange_strong(seen, 0, relaxed))
      futex_wake(&state_, everyone);
  }

  word state_ = 0;
  word writers_ = 0; // goes up at each wake of a writer
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_WORD_RWLOCK_H
