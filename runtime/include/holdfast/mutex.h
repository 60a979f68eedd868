//===- mutex.h - a lock that owns its data --------------------------------===//
//
// The data lives inside the lock, and the only ways to it are a guard or a
// closure that runs under the lock: so it cannot be touched unlocked, and what
// is borrowed from it ends with the guard. A mutex is one word and the data;
// a guard is one pointer. rwlock.h, included at the end, is the same for many
// readers.
//
// Locking is const: `const mutex<T> &` is what threads share, and the lock,
// not const, says who may write.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_MUTEX_H
#define HOLDFAST_MUTEX_H

#include "holdfast/annotate.h"
#include "holdfast/detail/lock_options.h"
#include "holdfast/detail/word_mutex.h"
#include "holdfast/send.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {

template <class T, class... Options> class mutex;
class condvar;

/// The right to use a mutex's data, until it dies. Made by the mutex. Can be
/// moved, and is then empty; belongs to the thread that locked.
template <class T, class... Options>
class [[nodiscard("the lock is released at once if nothing holds the guard")]]
HOLDFAST_SCOPED_CAPABILITY HOLDFAST_GUARD HOLDFAST_NOT_SEND mutex_guard {
public:
  using value_type = T;
  using mutex_type = mutex<T, Options...>;

  HOLDFAST_PASSES_GUARD mutex_guard(mutex_guard &&other) noexcept
      : of_(std::exchange(other.of_, nullptr)), since_(other.since_) {}
  mutex_guard(const mutex_guard &) = delete;
  mutex_guard &operator=(mutex_guard) = delete;

  ~mutex_guard() HOLDFAST_RELEASE() {
    if (of_)
      of_->release(since_.has_begun());
  }

  /// The data. Precondition: not moved from (reported by the checked build).
  T &operator*() HOLDFAST_LIFETIMEBOUND { return data(); }
  const T &operator*() const HOLDFAST_LIFETIMEBOUND { return data(); }
  T *operator->() HOLDFAST_LIFETIMEBOUND { return &data(); }
  const T *operator->() const HOLDFAST_LIFETIMEBOUND { return &data(); }

private:
  friend mutex_type;
  friend condvar;
  template <class U, class... O> friend class mutex;

  explicit mutex_guard(const mutex_type &locked) noexcept : of_(&locked) {}

  T &data() const noexcept {
    if constexpr (is_checked)
      if (!of_)
        detail::fail("a guard is used after it was moved", place::current());
    return of_->data_;
  }

  const mutex_type *of_;
  [[no_unique_address]] detail::unwinding_since<detail::poisons<Options...>>
      since_;
};

/// A value of T behind a lock. Options: `poisoning`, `rank<N>`,
/// `no_suspension`.
///
/// Thread-safe: everything but construction and destruction. May be destroyed
/// when no guard is left and no thread is about to lock; the thread that gave
/// the last guard up need not have returned from that. Not fair; about one
/// atomic exchange to lock and one to unlock while nobody else wants it.
///
/// Memory order: locking acquires what the last unlock released.
///
///   holdfast::mutex<std::vector<int>> numbers;
///   numbers.lock()->push_back(1);
///   numbers.with([](auto &all) { all.push_back(2); });
template <class T, class... Options> class HOLDFAST_CAPABILITY("mutex") mutex {
  static_assert(std::is_object_v<T> && !std::is_const_v<T>,
                "holdfast: a mutex owns an object that can be written");

public:
  using value_type = T;
  using guard = mutex_guard<T, Options...>;
  /// The rank, or no_rank.
  static constexpr int rank_value = detail::rank_among<Options...>();

  /// The data is T{}.
  mutex()
    requires std::is_default_constructible_v<T>
      : watch_(rank_value, detail::may_suspend<Options...>), data_() {}
  /// The data is constructed from the arguments.
  template <class First, class... Rest>
    requires(std::is_constructible_v<T, First, Rest...> &&
             !std::is_same_v<std::remove_cvref_t<First>, mutex>)
  explicit(sizeof...(Rest) == 0) mutex(First &&first, Rest &&...rest)
      : watch_(rank_value, detail::may_suspend<Options...>),
        data_(std::forward<First>(first), std::forward<Rest>(rest)...) {}
  mutex(const mutex &) = delete;
  mutex &operator=(const mutex &) = delete;

  /// Waits for the lock. The guard must not outlive the mutex.
  /// Throws: `poisoned`, with that option; nothing else.
  HOLDFAST_BLOCKS guard
  lock(place where = place::current()) const HOLDFAST_LIFETIMEBOUND
      HOLDFAST_ACQUIRE() HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    watch_.will_lock(detail::lock_mode::exclusive, where);
    word_.lock();
    return taken(where);
  }

  /// As lock(); does not compile unless this mutex ranks above the one that
  /// `held` holds.
  template <class Guard>
  HOLDFAST_BLOCKS guard
  lock_after([[maybe_unused]] const Guard &held,
             place where = place::current()) const HOLDFAST_LIFETIMEBOUND
      HOLDFAST_ACQUIRE() HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    using held_mutex = typename Guard::mutex_type;
    static_assert(rank_value != detail::no_rank &&
                      held_mutex::rank_value != detail::no_rank,
                  "holdfast: lock_after needs two locks with a rank");
    static_assert(
        rank_value > held_mutex::rank_value,
        "holdfast: locks are taken in ascending order of their ranks");
    return lock(where);
  }

  /// The guard if the lock is free now, without waiting.
  /// Throws: `poisoned`, with that option.
  [[nodiscard]] std::optional<guard> try_lock(place where = place::current())
      const HOLDFAST_LIFETIMEBOUND HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    if (!word_.try_lock())
      return std::nullopt;
    return taken(where);
  }

  /// The guard, or nothing when `until` passes first.
  [[nodiscard]] HOLDFAST_BLOCKS std::optional<guard>
  try_lock_until(deadline until, place where = place::current()) const
      HOLDFAST_LIFETIMEBOUND HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    if (!word_.lock_until(until))
      return std::nullopt;
    return taken(where);
  }
  template <class Rep, class Period>
  [[nodiscard]] HOLDFAST_BLOCKS std::optional<guard>
  try_lock_for(std::chrono::duration<Rep, Period> time,
               place where = place::current()) const HOLDFAST_LIFETIMEBOUND
      HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    return try_lock_until(detail::after(time), where);
  }

  /// Runs `body` on the data under the lock and returns its result, which must
  /// not be a reference. Throws: what `body` throws; `poisoned`.
  template <class Body>
  HOLDFAST_WITH HOLDFAST_BLOCKS auto with(Body &&body,
                                          place where = place::current()) const
      HOLDFAST_EXCLUDES(this) HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    static_assert(
        !std::is_reference_v<std::invoke_result_t<Body, T &>> &&
            !std::is_pointer_v<std::invoke_result_t<Body, T &>>,
        "holdfast: what with() returns must not point into the locked data");
    guard held = lock(where);
    return std::invoke(std::forward<Body>(body), *held);
  }

  /// The data, without locking: who can name the mutex as not const and has no
  /// guard has it alone. Precondition: no other thread uses the mutex.
  T &get_mut() HOLDFAST_LIFETIMEBOUND { return data_; }

  /// Whether an exception left the data half changed. Always false without the
  /// option `poisoning`.
  bool is_poisoned() const noexcept { return poison_.is_set(); }
  /// Declares the data whole again; the next lock() succeeds.
  void clear_poison() const noexcept { poison_.set(false); }

private:
  friend guard;
  template <class... Mutexes>
  friend std::tuple<typename Mutexes::guard...>
  lock_all(const Mutexes &...mutexes);
  friend condvar;
  static constexpr bool poisons = detail::poisons<Options...>;

  /// The guard for a word just taken.
  guard taken(place where) const {
    watch_.did_lock(detail::lock_mode::exclusive, where);
    if constexpr (poisons)
      if (poison_.is_set()) {
        release(false);
        throw poisoned();
      }
    return adopt();
  }

  guard adopt() const noexcept { return guard(*this); }

  void release(bool by_exception) const noexcept {
    if constexpr (poisons)
      if (by_exception)
        poison_.set(true);
    watch_.will_unlock();
    word_.unlock();
  }

  mutable detail::word_mutex word_;
  [[no_unique_address]] mutable detail::poison_flag<poisons> poison_;
  [[no_unique_address]] mutable detail::lock_watch watch_;
  mutable T data_;
};

template <class T> mutex(T) -> mutex<T>;

/// A part of what a guard gives access to, and the guard.
template <class Part, class Guard>
class [[nodiscard("the lock is released at once if nothing holds the "
                  "guard")]] HOLDFAST_GUARD HOLDFAST_NOT_SEND mapped_guard {
public:
  using mutex_type = typename Guard::mutex_type;

  mapped_guard(Guard &&whole, Part &part) noexcept
      : whole_(std::move(whole)), part_(&part) {}

  Part &operator*() HOLDFAST_LIFETIMEBOUND { return *part_; }
  const Part &operator*() const HOLDFAST_LIFETIMEBOUND { return *part_; }
  Part *operator->() HOLDFAST_LIFETIMEBOUND { return part_; }
  const Part *operator->() const HOLDFAST_LIFETIMEBOUND { return part_; }

private:
  Guard whole_;
  Part *part_;
};

/// Narrows a guard to a part of its data: a pointer to a member, or a function
/// that returns a reference into what it is given. The lock stays held.
///
///   auto name = holdfast::map(leader.lock(), &person::name);
///   *name += "!";
template <class Guard, class Member> auto map(Guard guard, Member &&member) {
  using part = std::invoke_result_t<Member, decltype(*guard)>;
  static_assert(std::is_lvalue_reference_v<part>,
                "holdfast: map() needs a part of the data: a member, or a "
                "function that returns a "
                "reference");
  std::remove_reference_t<part> &found =
      std::invoke(std::forward<Member>(member), *guard);
  return mapped_guard<std::remove_reference_t<part>, Guard>(std::move(guard),
                                                            found);
}

/// Locks all, in whatever order: waits for one while holding none of the
/// others, and starts again where another is taken. So no deadlock comes from
/// the order of the arguments. The mutexes must be different.
/// Throws: `poisoned` if one of them is; then none is held.
///
///   holdfast::mutex<int> mine(10), yours(0);
///   auto [from, to] = holdfast::lock_all(mine, yours);
///   *to += std::exchange(*from, 0);
template <class... Mutexes>
[[nodiscard]] HOLDFAST_BLOCKS std::tuple<typename Mutexes::guard...>
lock_all(const Mutexes &...mutexes) {
  constexpr std::size_t count = sizeof...(Mutexes);
  detail::word_mutex *const words[] = {&mutexes.word_...};
  [[maybe_unused]] const detail::lock_watch *const watches[] = {
      &mutexes.watch_...};
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (words[i] == words[j])
        detail::fail("lock_all() is given one mutex twice", place::current());
  (mutexes.watch_.will_lock(detail::lock_mode::exclusive, place::current()),
   ...);
  for (std::size_t first = 0;;) {
    watches[first]->is_next(detail::lock_mode::exclusive, place::current());
    words[first]->lock();
    std::size_t taken = 1; // from `first` on, around the end
    while (taken < count && words[(first + taken) % count]->try_lock())
      ++taken;
    if (taken == count)
      break;
    const std::size_t refused = (first + taken) % count;
    for (std::size_t i = 0; i < taken; ++i)
      words[(first + i) % count]->unlock();
    first = refused; // the one that others hold is worth waiting for
    detail::yield();
  }
  (mutexes.watch_.did_lock(detail::lock_mode::exclusive, place::current()),
   ...);
  if ((mutexes.is_poisoned() || ...)) {
    (mutexes.release(false), ...);
    throw poisoned();
  }
  return {mutexes.adopt()...};
}

// The mutex hands out one access at a time, so its data need only be Send.
template <class T, class... Options> struct send_rule<mutex<T, Options...>> {
  using type = when<sends<T>>;
};
template <class T, class... Options> struct sync_rule<mutex<T, Options...>> {
  using type = when<sends<T>>;
};
template <class T, class... Options>
struct send_rule<mutex_guard<T, Options...>> {
  using type = fixed<answer::no>;
};
template <class Part, class Guard> struct send_rule<mapped_guard<Part, Guard>> {
  using type = fixed<answer::no>;
};

} // namespace holdfast::inline HOLDFAST_BUILD

#include "holdfast/rwlock.h"

#endif // HOLDFAST_MUTEX_H
