//===- parking.h - where goroutines sleep on words ------------------------===//
//
// The same as the system's futex, for goroutines: a table of lists, by the
// address of the word. It also counts the threads that sleep in the system's,
// so that a wake calls the system only where somebody may be there.
//
// Nobody is missed. Who sleeps first raises the count and then reads the word,
// who wakes first changes the word and then reads the count, by a change of
// the count that changes nothing. Of the two changes of the count, one comes
// first: if the sleeper's, the other one sees it; if the waker's, the sleeper's
// has read from it, and so its read of the word sees the change.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_PARKING_H
#define HOLDFAST_SRC_PARKING_H

#include "fiber.h"

#include <atomic>
#include <thread>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// For sections of some nanoseconds, locked on one stack and unlocked on
/// another, by which a goroutine must not be made to sleep.
class spin_lock {
public:
  void lock() noexcept {
    // Acquire meets the release of unlock().
    for (unsigned tries = 0;
         is_taken_.exchange(true, std::memory_order_acquire);)
      while (is_taken_.load(std::memory_order_relaxed)) // a hint
        if (++tries <= 128)
          pause();
        else // the holder has lost its processor
          std::this_thread::sleep_for(std::chrono::microseconds(20));
  }
  bool try_lock() noexcept {
    return !is_taken_.exchange(true, std::memory_order_acquire);
  }
  void unlock() noexcept { is_taken_.store(false, std::memory_order_release); }

private:
  std::atomic<bool> is_taken_ = false;
};

/// The sleepers of all words with one hash.
struct alignas(64) parking_space {
  static constexpr std::uint64_t one_goroutine = 1, one_thread = 1ull << 32;

  spin_lock lock;
  bool threads_first = false; // whose turn it is, where both sleep
  std::atomic<std::uint64_t> count = 0;
  goroutine *first = nullptr, *last = nullptr;

  // Precondition, for both: locked.
  void add(goroutine &one) noexcept;
  void remove(goroutine &one) noexcept;
};

// The two halves of futex_wait() and futex_wake() that are about goroutines.

/// As futex_wait(), for the goroutine that runs.
bool park(goroutine &self, const word *at, std::uint32_t expected,
          deadline until, waits_for what) noexcept;

/// What became of a parked goroutine whose time is over.
enum class expiry {
  not_now,   // its space is locked: try again
  too_late,  // somebody else has woken it
  by_caller, // it is in no list, and stays until resume_timed_out()
};
expiry try_time_out(goroutine &sleeper) noexcept;
/// Called without locks: what lets a goroutine run may wake somebody.
void resume_timed_out(goroutine &sleeper) noexcept;

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_PARKING_H
