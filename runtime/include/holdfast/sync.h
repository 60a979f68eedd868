//===- sync.h - threads that wait for each other --------------------------===//
//
// A wait group whose members are tokens, a barrier, a latch and a semaphore
// whose permits are tokens: what must be paired, a destructor pairs. None
// carries data; all are Sync, and so their operations are const.
//
// Memory order, for all four: what a thread did before it arrived (dropped its
// token, counted down, gave its permit back) is visible to the thread whose
// wait that ends. They may be destroyed once nobody waits and nobody is to
// arrive, also while the last to arrive has not returned yet.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SYNC_H
#define HOLDFAST_SYNC_H

#include "holdfast/annotate.h"
#include "holdfast/detail/futex.h"
#include "holdfast/detail/task_watch.h"
#include "holdfast/send.h"

#include <optional>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Counts down to zero, where threads wait: a count in bits 1 to 31, and in
/// bit 0 whether somebody sleeps, so that the last to arrive knows from its
/// own decrement and touches nothing afterwards.
class countdown {
public:
  explicit countdown(std::uint32_t count) noexcept : state_(count << 1) {}

  /// Relaxed: whoever adds can see that it is not over.
  void add() const noexcept { state_.fetch_add(2, std::memory_order_relaxed); }

  /// Precondition: at least `count` is left.
  void drop(std::uint32_t count = 1) const noexcept {
    // Release: what was done before arriving, to wait_until().
    const std::uint32_t before =
        state_.fetch_sub(count << 1, std::memory_order_release);
    if (before >> 1 < count)
      fail("more is counted down than was there", place::current());
    // Bit 0 stays: for the next round it costs a wake of nobody.
    if (before == ((count << 1) | sleeping))
      futex_wake(&state_, everyone);
  }

  /// Acquire meets the release of each drop().
  bool is_over() const noexcept {
    return state_.load(std::memory_order_acquire) >> 1 == 0;
  }

  /// False when `until` passed first.
  bool wait_until(deadline until) const noexcept {
    for (bool in_time = true;;) {
      std::uint32_t seen = state_.load(std::memory_order_acquire);
      if (seen >> 1 == 0)
        return true;
      if (!in_time)
        return false;
      // Relaxed: says only that somebody sleeps.
      if (!(seen & sleeping) &&
          !state_.compare_exchange_weak(seen, seen | sleeping,
                                        std::memory_order_relaxed))
        continue;
      in_time = futex_wait(&state_, seen | sleeping, until,
                           {"others to end (a join, a latch or a wait group)"});
    }
  }

private:
  static constexpr std::uint32_t sleeping = 1;
  mutable word state_;
};

} // namespace detail

/// Waits for a group of tasks, each of which holds a token.
///
///   holdfast::wait_group group;
///   for (const std::string &word : words)
///     holdfast::spawn([done = group.token(), word] { index(word); }).detach();
///   group.wait();
class wait_group {
public:
  /// One member of the group; ends by being destroyed. A copy is one more.
  class [[nodiscard("the member is gone at once if nothing holds the token")]]
  member {
  public:
    member(const member &other) noexcept : of_(other.of_) {
      if (of_)
        of_->add();
    }
    member(member &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    member &operator=(member other) noexcept {
      std::swap(of_, other.of_);
      return *this;
    }
    ~member() {
      if (of_)
        of_->drop();
    }

  private:
    friend wait_group;
    explicit member(const detail::countdown &of) noexcept : of_(&of) {
      of.add();
    }
    const detail::countdown *of_;
  };

  wait_group() = default;
  wait_group(const wait_group &) = delete;
  /// Waits: a token never points at a group that is gone.
  ~wait_group() { left_.wait_until(never); }

  /// A new member. Up to 2^31 - 1 at a time.
  member token() const noexcept HOLDFAST_LIFETIMEBOUND { return member(left_); }
  /// Waits until there is no member; returns at once if there was none.
  HOLDFAST_BLOCKS void wait(place where = place::current()) const noexcept {
    (void)wait_until(never, where);
  }
  /// False when `until` passed first.
  [[nodiscard]] HOLDFAST_BLOCKS bool
  wait_until(deadline until, place where = place::current()) const noexcept {
    const detail::wait_note note(where);
    return left_.wait_until(until);
  }
  template <class Rep, class Period>
  [[nodiscard]] HOLDFAST_BLOCKS bool
  wait_for(std::chrono::duration<Rep, Period> time,
           place where = place::current()) const noexcept {
    return wait_until(detail::after(time), where);
  }

private:
  detail::countdown left_{0};
};

/// Counts down once. Unlike a wait_group it starts with its count.
///
///   const holdfast::latch ready(2);
///   holdfast::go_scope([&](auto &tasks) {
///     for (int i = 0; i < 2; ++i)
///       tasks.go([&] { ready.count_down(); });
///     ready.wait();
///   });
class latch {
public:
  /// At most 2^31 - 1.
  explicit latch(std::uint32_t count) noexcept : left_(count) {}
  latch(const latch &) = delete;
  /// Precondition: at least `by` is left (reported in both builds).
  void count_down(std::uint32_t by = 1) const noexcept { left_.drop(by); }
  bool is_over() const noexcept { return left_.is_over(); }
  HOLDFAST_BLOCKS void wait(place where = place::current()) const noexcept {
    (void)wait_until(never, where);
  }
  /// False when `until` passed first.
  [[nodiscard]] HOLDFAST_BLOCKS bool
  wait_until(deadline until, place where = place::current()) const noexcept {
    const detail::wait_note note(where);
    return left_.wait_until(until);
  }
  template <class Rep, class Period>
  [[nodiscard]] HOLDFAST_BLOCKS bool
  wait_for(std::chrono::duration<Rep, Period> time,
           place where = place::current()) const noexcept {
    return wait_until(detail::after(time), where);
  }
  /// count_down() and wait().
  HOLDFAST_BLOCKS void
  arrive_and_wait(place where = place::current()) const noexcept {
    count_down();
    wait(where);
  }

private:
  detail::countdown left_;
};

/// Where a fixed number of threads meet, again and again.
///
///   const holdfast::barrier all(2);
///   holdfast::scope([&](auto &threads) {
///     for (int i = 0; i < 2; ++i)
///       threads.spawn([&] {
///         work();
///         if (all.arrive_and_wait()) // true for one of them
///           use("both are done");
///       });
///   });
class barrier {
public:
  /// Precondition: at least one.
  explicit barrier(std::uint32_t threads) noexcept : threads_(threads) {
    if (threads == 0)
      detail::fail("a barrier needs at least one thread", place::current());
  }
  barrier(const barrier &) = delete;

  /// Waits until all have arrived; true for one of them, the last.
  HOLDFAST_BLOCKS bool
  arrive_and_wait(place where = place::current()) const noexcept {
    const detail::wait_note note(where);
    // Relaxed: the round cannot end before this thread arrives below.
    const std::uint32_t round = round_.load(std::memory_order_relaxed);
    const std::uint32_t threads =
        threads_; // the barrier may be gone at the end
    // Acquire and release: the last one has seen all, and passes it on.
    if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == threads) {
      arrived_.store(0,
                     std::memory_order_relaxed); // published by the next line
      round_.fetch_add(1, std::memory_order_release);
      detail::futex_wake(&round_, detail::everyone);
      return true;
    }
    // Acquire meets the release of the last one.
    while (round_.load(std::memory_order_acquire) == round)
      detail::futex_wait(&round_, round, never, {"others at a barrier"});
    return false;
  }

private:
  const std::uint32_t threads_;
  mutable detail::word arrived_ = 0, round_ = 0;
};

/// A number of permits. Not fair.
///
///   const holdfast::semaphore connections(2);
///   const auto mine = connections.acquire();
///   if (const auto another = connections.try_acquire())
///     work();
class semaphore {
public:
  /// The right that a thread acquired; given back when destroyed.
  class [[nodiscard("the permit is given back at once if nothing holds it")]]
  permit {
  public:
    permit(permit &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    permit(const permit &) = delete;
    permit &operator=(permit) = delete;
    ~permit() {
      if (of_)
        of_->add(1);
    }
    /// Keeps the permit from the semaphore for ever.
    void forget() && noexcept { of_ = nullptr; }

  private:
    friend semaphore;
    explicit permit(const semaphore &of) noexcept : of_(&of) {}
    const semaphore *of_;
  };

  explicit semaphore(std::uint32_t permits) noexcept : state_(permits << 1) {}
  semaphore(const semaphore &) = delete;

  /// Waits for a permit, which must not outlive the semaphore.
  HOLDFAST_BLOCKS permit acquire(place where = place::current()) const noexcept
      HOLDFAST_LIFETIMEBOUND {
    take_until(never, where);
    return permit(*this);
  }
  /// The permit if one is free, without waiting.
  [[nodiscard]] std::optional<permit>
  try_acquire() const noexcept HOLDFAST_LIFETIMEBOUND {
    if (!try_take())
      return std::nullopt;
    return permit(*this);
  }
  /// The permit, or nothing when `until` passed first.
  [[nodiscard]] HOLDFAST_BLOCKS std::optional<permit> try_acquire_until(
      deadline until,
      place where = place::current()) const noexcept HOLDFAST_LIFETIMEBOUND {
    if (!take_until(until, where))
      return std::nullopt;
    return permit(*this);
  }
  template <class Rep, class Period>
  [[nodiscard]] HOLDFAST_BLOCKS std::optional<permit> try_acquire_for(
      std::chrono::duration<Rep, Period> time,
      place where = place::current()) const noexcept HOLDFAST_LIFETIMEBOUND {
    return try_acquire_until(detail::after(time), where);
  }
  /// More permits than there were; at most 2^31 - 1 in all.
  void add(std::uint32_t permits) const noexcept {
    // Relaxed: the exchange below is what publishes.
    std::uint32_t seen = state_.load(std::memory_order_relaxed);
    // Release: what was done with the permit, to who takes it. This is the last
    // access to the object: who takes the permit may destroy it.
    while (!state_.compare_exchange_weak(
        seen, (seen + (permits << 1)) & ~sleeping, std::memory_order_release,
        std::memory_order_relaxed)) {
    }
    if (seen & sleeping)
      detail::futex_wake(&state_, static_cast<int>(permits));
  }

private:
  static constexpr std::uint32_t sleeping = 1;

  /// Takes a permit; `mark` is set in the state along with that.
  bool try_take(std::uint32_t mark = 0) const noexcept {
    std::uint32_t seen = state_.load(std::memory_order_relaxed);
    while (seen >> 1 != 0)
      // Acquire meets the release of add().
      if (state_.compare_exchange_weak(seen, (seen - 2) | mark,
                                       std::memory_order_acquire,
                                       std::memory_order_relaxed)) {
        // Two permits may have come with one wake, for the first sleeper.
        if (mark && (seen - 2) >> 1 != 0)
          detail::futex_wake(&state_);
        return true;
      }
    return false;
  }

  bool take_until(deadline until, place where) const noexcept {
    const detail::wait_note note(where);
    if (try_take())
      return true;
    for (;;) {
      // Who has slept cannot know whether others do: it sets the bit.
      if (try_take(sleeping))
        return true;
      std::uint32_t none = 0;
      // Relaxed: says only that somebody sleeps.
      if (!state_.compare_exchange_strong(none, sleeping,
                                          std::memory_order_relaxed) &&
          none != sleeping)
        continue; // a permit
      if (!detail::futex_wait(&state_, sleeping, until, {"a semaphore"}))
        return false;
    }
  }

  // Bits 1 to 31: free permits. Bit 0: somebody may sleep.
  mutable detail::word state_;
};

template <> inline constexpr answer declared_sync<wait_group> = answer::yes;
template <> inline constexpr answer declared_sync<latch> = answer::yes;
template <> inline constexpr answer declared_sync<barrier> = answer::yes;
template <> inline constexpr answer declared_sync<semaphore> = answer::yes;
// The group waits for its tokens, so they may go anywhere; a permit borrows.
template <>
inline constexpr answer declared_send<wait_group::member> = answer::yes;

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SYNC_H
