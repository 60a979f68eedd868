//===- rwlock.h - many readers or one writer, owning the data -------------===//
//
// As mutex.h, with two kinds of guard. Readers see `const T`, and so T must be
// Sync as well as Send. Writers do not starve: a reader waits behind a writer
// that waits, which is why a thread must not read again while it reads.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_RWLOCK_H
#define HOLDFAST_RWLOCK_H

#include "holdfast/detail/word_rwlock.h"
#include "holdfast/mutex.h"

namespace holdfast::inline HOLDFAST_BUILD {

template <class T, class... Options> class rwlock;

/// The right to read, until it dies. Movable, not Send.
template <class T, class... Options>
class [[nodiscard("the lock is released at once if nothing holds the guard")]]
HOLDFAST_SCOPED_CAPABILITY HOLDFAST_GUARD HOLDFAST_NOT_SEND read_guard {
public:
  using value_type = const T;
  using mutex_type = rwlock<T, Options...>;

  HOLDFAST_PASSES_GUARD read_guard(read_guard &&other) noexcept
      : of_(std::exchange(other.of_, nullptr)) {}
  read_guard(const read_guard &) = delete;
  read_guard &operator=(read_guard) = delete;
  ~read_guard() HOLDFAST_RELEASE() {
    if (of_)
      of_->release_shared();
  }

  /// The data. Precondition: not moved from (reported by the checked build).
  const T &operator*() const HOLDFAST_LIFETIMEBOUND { return data(); }
  const T *operator->() const HOLDFAST_LIFETIMEBOUND { return &data(); }

private:
  friend mutex_type;
  template <class U, class... O> friend class rwlock;
  explicit read_guard(const mutex_type &locked) noexcept : of_(&locked) {}
  const T &data() const noexcept {
    if constexpr (is_checked)
      if (!of_)
        detail::fail("a guard is used after it was moved", place::current());
    return of_->data_;
  }

  const mutex_type *of_;
};

/// The right to write, until it dies. Movable, not Send.
template <class T, class... Options>
class [[nodiscard("the lock is released at once if nothing holds the guard")]]
HOLDFAST_SCOPED_CAPABILITY HOLDFAST_GUARD HOLDFAST_NOT_SEND write_guard {
public:
  using value_type = T;
  using mutex_type = rwlock<T, Options...>;

  HOLDFAST_PASSES_GUARD write_guard(write_guard &&other) noexcept
      : of_(std::exchange(other.of_, nullptr)), since_(other.since_) {}
  write_guard(const write_guard &) = delete;
  write_guard &operator=(write_guard) = delete;
  ~write_guard() HOLDFAST_RELEASE() {
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
  template <class U, class... O> friend class rwlock;
  template <class U, class... O>
  friend read_guard<U, O...> downgrade(write_guard<U, O...> guard);
  explicit write_guard(const mutex_type &locked) noexcept : of_(&locked) {}
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

/// A value of T behind a readers-writer lock. Options, thread-safety, memory
/// order and destruction as for mutex. At most 2^30 - 2 readers at once.
///
///   holdfast::rwlock<std::map<std::string, int>> ports;
///   ports.write()->emplace("http", 80);
///   use(ports.read()->at("http"));
template <class T, class... Options>
class HOLDFAST_CAPABILITY("rwlock") rwlock {
  static_assert(std::is_object_v<T> && !std::is_const_v<T>,
                "holdfast: a lock owns an object that can be written");
  using mode = detail::lock_mode;

public:
  using value_type = T;
  using reader = read_guard<T, Options...>;
  using writer = write_guard<T, Options...>;
  static constexpr int rank_value = detail::rank_among<Options...>();

  rwlock()
    requires std::is_default_constructible_v<T>
      : watch_(rank_value, detail::may_suspend<Options...>), data_() {}
  template <class First, class... Rest>
    requires(std::is_constructible_v<T, First, Rest...> &&
             !std::is_same_v<std::remove_cvref_t<First>, rwlock>)
  explicit(sizeof...(Rest) == 0) rwlock(First &&first, Rest &&...rest)
      : watch_(rank_value, detail::may_suspend<Options...>),
        data_(std::forward<First>(first), std::forward<Rest>(rest)...) {}
  rwlock(const rwlock &) = delete;
  rwlock &operator=(const rwlock &) = delete;

  /// Waits until no writer is in and none waits. Throws: `poisoned`.
  HOLDFAST_BLOCKS reader
  read(place where = place::current()) const HOLDFAST_LIFETIMEBOUND
      HOLDFAST_ACQUIRE_SHARED() HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    watch_.will_lock(mode::shared, where);
    word_.lock_shared();
    return reading(where);
  }
  /// Waits until nobody is in. Throws: `poisoned`.
  HOLDFAST_BLOCKS writer
  write(place where = place::current()) const HOLDFAST_LIFETIMEBOUND
      HOLDFAST_ACQUIRE() HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    watch_.will_lock(mode::exclusive, where);
    word_.lock();
    return writing(where);
  }

  /// The guard if it is to be had without waiting.
  [[nodiscard]] std::optional<reader> try_read(place where = place::current())
      const HOLDFAST_LIFETIMEBOUND HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    if (!word_.try_lock_shared())
      return std::nullopt;
    return reading(where);
  }
  [[nodiscard]] std::optional<writer> try_write(place where = place::current())
      const HOLDFAST_LIFETIMEBOUND HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    if (!word_.try_lock())
      return std::nullopt;
    return writing(where);
  }

  /// The guard, or nothing when the time has passed first.
  [[nodiscard]] HOLDFAST_BLOCKS std::optional<reader>
  try_read_until(deadline until, place where = place::current()) const
      HOLDFAST_LIFETIMEBOUND HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    if (!word_.lock_shared_until(until))
      return std::nullopt;
    return reading(where);
  }
  [[nodiscard]] HOLDFAST_BLOCKS std::optional<writer>
  try_write_until(deadline until, place where = place::current()) const
      HOLDFAST_LIFETIMEBOUND HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    if (!word_.lock_until(until))
      return std::nullopt;
    return writing(where);
  }
  template <class Rep, class Period>
  [[nodiscard]] HOLDFAST_BLOCKS std::optional<reader>
  try_read_for(std::chrono::duration<Rep, Period> time,
               place where = place::current()) const HOLDFAST_LIFETIMEBOUND
      HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    return try_read_until(detail::after(time), where);
  }
  template <class Rep, class Period>
  [[nodiscard]] HOLDFAST_BLOCKS std::optional<writer>
  try_write_for(std::chrono::duration<Rep, Period> time,
                place where = place::current()) const HOLDFAST_LIFETIMEBOUND
      HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    return try_write_until(detail::after(time), where);
  }

  /// Runs `body` on the data; as mutex::with.
  template <class Body>
  HOLDFAST_WITH HOLDFAST_BLOCKS auto
  with_read(Body &&body, place where = place::current()) const
      HOLDFAST_EXCLUDES(this) HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    refuse_borrowed<std::invoke_result_t<Body, const T &>>();
    reader held = read(where);
    return std::invoke(std::forward<Body>(body), *held);
  }
  template <class Body>
  HOLDFAST_WITH HOLDFAST_BLOCKS auto
  with_write(Body &&body, place where = place::current()) const
      HOLDFAST_EXCLUDES(this) HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    refuse_borrowed<std::invoke_result_t<Body, T &>>();
    writer held = write(where);
    return std::invoke(std::forward<Body>(body), *held);
  }

  /// As mutex::get_mut, is_poisoned and clear_poison.
  T &get_mut() HOLDFAST_LIFETIMEBOUND { return data_; }
  bool is_poisoned() const noexcept { return poison_.is_set(); }
  void clear_poison() const noexcept { poison_.set(false); }

private:
  friend reader;
  friend writer;
  template <class U, class... O>
  friend read_guard<U, O...> downgrade(write_guard<U, O...> guard);
  static constexpr bool poisons = detail::poisons<Options...>;

  template <class Result> static constexpr void refuse_borrowed() {
    static_assert(
        !std::is_reference_v<Result> && !std::is_pointer_v<Result>,
        "holdfast: what with() returns must not point into the locked data");
  }

  reader reading(place where) const {
    watch_.did_lock(mode::shared, where);
    if constexpr (poisons)
      if (poison_.is_set()) {
        release_shared();
        throw poisoned();
      }
    return adopt_reader();
  }
  reader adopt_reader() const noexcept { return reader(*this); }
  writer writing(place where) const {
    watch_.did_lock(mode::exclusive, where);
    if constexpr (poisons)
      if (poison_.is_set()) {
        release(false);
        throw poisoned();
      }
    return writer(*this);
  }
  void release_shared() const noexcept {
    watch_.will_unlock();
    word_.unlock_shared();
  }
  void release(bool by_exception) const noexcept {
    if constexpr (poisons)
      if (by_exception)
        poison_.set(true);
    watch_.will_unlock();
    word_.unlock();
  }

  mutable detail::word_rwlock word_;
  [[no_unique_address]] mutable detail::poison_flag<poisons> poison_;
  [[no_unique_address]] mutable detail::lock_watch watch_;
  mutable T data_;
};

template <class T> rwlock(T) -> rwlock<T>;

/// The writer becomes a reader; no other writer gets in between.
template <class T, class... Options>
HOLDFAST_PASSES_GUARD read_guard<T, Options...>
downgrade(write_guard<T, Options...> guard) {
  const rwlock<T, Options...> &of = *std::exchange(guard.of_, nullptr);
  of.watch_.did_downgrade();
  of.word_.downgrade();
  return of.adopt_reader();
}

template <class T, class... Options> struct send_rule<rwlock<T, Options...>> {
  using type = when<sends<T>>;
};
template <class T, class... Options> struct sync_rule<rwlock<T, Options...>> {
  using type = when<sends<T>, syncs<T>>;
};
template <class T, class... Options>
struct send_rule<read_guard<T, Options...>> {
  using type = fixed<answer::no>;
};
template <class T, class... Options>
struct send_rule<write_guard<T, Options...>> {
  using type = fixed<answer::no>;
};

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_RWLOCK_H
