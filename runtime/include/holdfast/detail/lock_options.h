//===- lock_options.h - what a lock's type may ask for --------------------===//
//
// The options of mutex and rwlock, `mutex<T, poisoning, rank<2>>`, and what
// they add to a lock and to its guard. Without poisoning both parts are empty.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_LOCK_OPTIONS_H
#define HOLDFAST_DETAIL_LOCK_OPTIONS_H

#include "holdfast/check.h"

#include <atomic>
#include <exception>
#include <type_traits>

namespace holdfast::inline HOLDFAST_BUILD {

/// Option: when a guard for writing dies because of an exception, the data may
/// be half changed; from then on locking throws `poisoned`.
struct poisoning {};

/// Option: the lock's place in the order of all ranked locks. A thread takes
/// them in ascending order: `lock_after` does not compile otherwise, and a
/// plain lock() is reported by the checked build.
template <int Rank> struct rank {
  static_assert(Rank >= 0, "holdfast: ranks count from 0");
};

/// Option: who holds the lock must not be suspended meanwhile, so that it is
/// held for short. The checked build stops a guard that is held where the
/// library may wait (a channel, a join, a sleep, whether it would wait or not)
/// or may_suspend() says so; but not at another lock.
struct no_suspension {};

/// As a guard of a lock with `no_suspension`, for locks of other libraries: as
/// long as it lives, its thread or goroutine must not be suspended. A goroutine
/// may go on on another thread, which a std::mutex does not allow. A local
/// variable; empty in the release build.
///
///   std::lock_guard held(lock);
///   holdfast::forbid_suspension while_held;
class [[nodiscard("the scope ends at once if nothing holds it")]]
forbid_suspension {
public:
  explicit forbid_suspension(place where = place::current()) noexcept {
    watch_.did_lock(detail::lock_mode::exclusive, where);
  }
  forbid_suspension(const forbid_suspension &) = delete;
  ~forbid_suspension() { watch_.will_unlock(); }

private:
  [[no_unique_address]] detail::lock_watch watch_{detail::no_rank, false};
};

/// Thrown by locking what a thread left by an exception; see `poisoning`.
struct poisoned : std::exception {
  const char *what() const noexcept override {
    return "the data of this lock was left half changed by an exception";
  }
};

namespace detail {

template <class Option> struct option_of {
  static_assert(!sizeof(Option),
                "holdfast: the options of a lock are poisoning, rank<N> and "
                "no_suspension");
};
template <> struct option_of<poisoning> {
  static constexpr int rank = no_rank;
};
template <> struct option_of<no_suspension> {
  static constexpr int rank = no_rank;
};
template <int Rank> struct option_of<holdfast::rank<Rank>> {
  static constexpr int rank = Rank;
};

template <class... Options> constexpr int rank_among() {
  int found = no_rank;
  ((found =
        option_of<Options>::rank > found ? option_of<Options>::rank : found),
   ...);
  return found;
}

template <class... Options>
inline constexpr bool poisons = (std::is_same_v<Options, poisoning> || ...);

template <class... Options>
inline constexpr bool may_suspend =
    !(std::is_same_v<Options, no_suspension> || ...);

/// The lock's part. Written under the lock only; read by anybody, so atomic,
/// and relaxed, because the lock orders what matters.
template <bool> struct poison_flag {
  bool is_set() const noexcept { return false; }
  void set(bool) noexcept {}
};
template <> struct poison_flag<true> {
  bool is_set() const noexcept { return flag.load(std::memory_order_relaxed); }
  void set(bool to) noexcept { flag.store(to, std::memory_order_relaxed); }
  std::atomic<bool> flag = false;
};

/// The guard's part: was it made before the exception that now destroys it?
template <bool> struct unwinding_since {
  bool has_begun() const noexcept { return false; }
};
template <> struct unwinding_since<true> {
  bool has_begun() const noexcept {
    return std::uncaught_exceptions() > at_lock;
  }
  int at_lock = std::uncaught_exceptions();
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_LOCK_OPTIONS_H
