//===- idle.h - which threads have nothing to do, and who wakes them ------===//
//
// Counts in one word, so that whoever has made a job decides with one load
// whether somebody must be woken:
//
//   sleeping workers   take jobs of any kind
//   sleeping waiters   wait inside a fork for its other half: take forks only
//   searching          (of both kinds) awake, and looking for a job
//   guests             threads that are no workers and run forks
//
// Nobody is woken while somebody searches; in turn, the last searcher that
// finds a job wakes another thread. As many guests as there are keep as many
// threads asleep, so that no more threads run forks than there are workers.
//
// No wake is lost: a thread enters the counts and its own state, passes
// heavy_fence() and looks for jobs once more; who makes a job passes
// light_fence() and then looks at the counts and the states. One of the two
// sees the other.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_IDLE_H
#define HOLDFAST_DETAIL_IDLE_H

#include "holdfast/detail/fence.h"
#include "holdfast/detail/futex.h"
#include "holdfast/detail/readiness.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// How a thread sleeps; also what its state word says.
enum class sleep : std::uint32_t { none, worker, waiter };

/// The counts, as one load has seen them.
class idle_view {
public:
  static constexpr std::uint64_t worker_asleep = 1,
                                 waiter_asleep = std::uint64_t{1} << 12,
                                 worker_searching = std::uint64_t{1} << 24,
                                 waiter_searching = std::uint64_t{1} << 36,
                                 guest = std::uint64_t{1} << 48;
  /// More threads than that do not fit in a field.
  static constexpr unsigned limit = 4000;

  explicit constexpr idle_view(std::uint64_t counts) noexcept
      : counts_(counts) {}

  /// Whether a new job that only workers take needs a wake.
  bool wants_worker() const noexcept {
    return field(worker_asleep) != 0 && field(worker_searching) == 0;
  }
  /// Whether a new fork needs one.
  bool wants_anybody() const noexcept {
    // The common answer first: nobody sleeps.
    return (counts_ & asleep) != 0 && (counts_ & searching) == 0 &&
           has_room_for_sleeper();
  }
  bool has_sleeping_waiter() const noexcept {
    return field(waiter_asleep) != 0;
  }
  /// Whether one of those that are asleep may get up and run forks.
  bool has_room_for_sleeper() const noexcept {
    return field(worker_asleep) + field(waiter_asleep) > field(guest);
  }
  /// Whether one of those that are awake, a searcher, may begin to run forks.
  bool has_room() const noexcept {
    return field(worker_asleep) + field(waiter_asleep) >= field(guest);
  }

  static constexpr std::uint64_t asleep_one(sleep how) noexcept {
    return how == sleep::worker ? worker_asleep : waiter_asleep;
  }
  static constexpr std::uint64_t searching_one(sleep how) noexcept {
    return how == sleep::worker ? worker_searching : waiter_searching;
  }

private:
  static constexpr std::uint64_t mask = 0xfff;
  static constexpr std::uint64_t asleep =
      mask * worker_asleep | mask * waiter_asleep;
  static constexpr std::uint64_t searching =
      mask * worker_searching | mask * waiter_searching;
  constexpr std::uint64_t field(std::uint64_t one) const noexcept {
    return counts_ / one & mask;
  }
  std::uint64_t counts_;
};

/// The counts. All changes are sequentially consistent: they are rare, and no
/// proof then needs more than the order in which they happen.
class idle_counts {
public:
  /// Relaxed: the fences order it, see above.
  idle_view look() const noexcept {
    return idle_view(counts_.load(std::memory_order_relaxed));
  }
  void add_guest() noexcept { counts_.fetch_add(idle_view::guest); }
  void remove_guest() noexcept { counts_.fetch_sub(idle_view::guest); }
  void begin_search(sleep how) noexcept {
    counts_.fetch_add(idle_view::searching_one(how));
  }
  void end_search(sleep how) noexcept {
    counts_.fetch_sub(idle_view::searching_one(how));
  }
  /// From searching to asleep.
  void fall_asleep(sleep how) noexcept {
    counts_.fetch_add(idle_view::asleep_one(how) -
                      idle_view::searching_one(how));
  }
  /// From asleep to searching.
  void wake_up(sleep how) noexcept {
    counts_.fetch_add(idle_view::searching_one(how) -
                      idle_view::asleep_one(how));
  }

private:
  alignas(64) std::atomic<std::uint64_t> counts_ = 0;
};

/// Where one thread sleeps.
class bed {
public:
  /// Relaxed: a hint, or ordered by the fences.
  sleep state() const noexcept {
    return static_cast<sleep>(state_.load(std::memory_order_relaxed));
  }

  /// The owner: says that it is about to sleep. Then heavy_fence(), a last look
  /// for work, and either rise() or lie(); or, if it `polls`, it sleeps in
  /// poll_readiness().
  void enter(sleep how, idle_counts &counts, bool polls = false) noexcept {
    counts.fall_asleep(how);
    // Relaxed: the next line publishes it, to the exchange of rise().
    polls_.store(polls, std::memory_order_relaxed);
    state_.store(static_cast<std::uint32_t>(how), std::memory_order_seq_cst);
  }
  /// Anybody: makes the sleeper a searcher. False if it did not sleep so.
  bool wake(sleep how, idle_counts &counts) noexcept {
    if (!rise(how, counts))
      return false;
    // Relaxed: as enter() has said, or as a later one has; then the sleeper is
    // awake already, and what this wakes it from is another sleep.
    if (polls_.load(std::memory_order_relaxed))
      wake_poller();
    else
      futex_wake(&state_);
    return true;
  }
  /// As wake(), by the owner itself; if it is false, somebody else has done it.
  bool rise(sleep how, idle_counts &counts) noexcept {
    auto expected = static_cast<std::uint32_t>(how);
    if (!state_.compare_exchange_strong(
            expected, static_cast<std::uint32_t>(sleep::none)))
      return false;
    counts.wake_up(how);
    return true;
  }
  /// The owner: sleeps until it is woken.
  void lie(sleep how) noexcept {
    const auto expected = static_cast<std::uint32_t>(how);
    // Acquire meets the exchange of wake(): what made it worth waking is seen.
    while (state_.load(std::memory_order_acquire) == expected)
      futex_wait(&state_, expected, never,
                 {"a fork", false, how == sleep::worker});
  }

private:
  word state_ = static_cast<std::uint32_t>(sleep::none);
  std::atomic<bool> polls_ = false;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_IDLE_H
