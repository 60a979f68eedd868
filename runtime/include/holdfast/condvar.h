//===- condvar.h - wait until the locked data says so ---------------------===//
//
// Waiting gives a guard's lock up and has it again on return. There is no wait
// without a predicate: a wake may come for no reason, or come before the wait,
// and the predicate is what makes both harmless.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_CONDVAR_H
#define HOLDFAST_CONDVAR_H

#include "holdfast/detail/task_watch.h"
#include "holdfast/mutex.h"

namespace holdfast::inline HOLDFAST_BUILD {

/// Where threads wait for a change of what a mutex guards. Four bytes.
///
/// Thread-safe. May be destroyed when nobody waits. A notification made while
/// the change's lock is held, or after, is never missed; 2^32 notifications
/// between the unlock of a waiter and its sleep would be.
///
///   holdfast::mutex<std::vector<int>> queue;
///   holdfast::condvar changed;
///   holdfast::scope([&](auto &threads) {
///     threads.spawn([&] {
///       queue.lock()->push_back(1);
///       changed.notify_one();
///     });
///     auto guard = queue.lock();
///     changed.wait(guard, [](auto &all) { return !all.empty(); });
///     use(guard->back());
///   });
class condvar {
public:
  condvar() = default;
  condvar(const condvar &) = delete;

  /// Waits until `done(data)` is true, with the lock held whenever it is
  /// called, and on return. Throws: what `done` throws, with the lock held;
  /// `poisoned`, with the guard empty.
  template <class T, class... Options, class Predicate>
  HOLDFAST_BLOCKS void wait(mutex_guard<T, Options...> &guard, Predicate done,
                            place where = place::current()) const {
    (void)wait_until(guard, never, std::move(done), where);
  }

  /// As wait(), until `until` at most; returns what `done` said last. That the
  /// lock is taken again may last longer.
  template <class T, class... Options, class Predicate>
  [[nodiscard]] HOLDFAST_BLOCKS bool
  wait_until(mutex_guard<T, Options...> &guard, deadline until, Predicate done,
             place where = place::current()) const {
    bool in_time = true;
    while (!std::invoke(done, *guard)) {
      if (!in_time)
        return false;
      in_time = sleep(guard, until, where);
    }
    return true;
  }
  template <class T, class... Options, class Rep, class Period, class Predicate>
  [[nodiscard]] HOLDFAST_BLOCKS bool
  wait_for(mutex_guard<T, Options...> &guard,
           std::chrono::duration<Rep, Period> time, Predicate done,
           place where = place::current()) const {
    return wait_until(guard, detail::after(time), std::move(done), where);
  }

  /// Wakes one waiter, or all, if there are any. Best called with the lock
  /// given up.
  void notify_one() const noexcept { notify(1); }
  void notify_all() const noexcept { notify(detail::everyone); }

private:
  void notify(int count) const noexcept {
    // Relaxed: the data travels by the mutex. A waiter read the number under
    // the lock that the notifier has taken since to make its change.
    number_.fetch_add(1, std::memory_order_relaxed);
    detail::futex_wake(&number_, count);
  }

  template <class T, class... Options>
  bool sleep(mutex_guard<T, Options...> &guard, deadline until,
             place where) const HOLDFAST_NO_THREAD_SAFETY_ANALYSIS {
    const std::uint32_t number =
        number_.load(std::memory_order_relaxed); // see notify()
    const auto &of = *std::exchange(guard.of_, nullptr);
    of.release(false);
    const bool in_time = [&] {
      const detail::wait_note note(where);
      return detail::futex_wait(&number_, number, until, {"a condition"});
    }();
    of.watch_.will_lock(detail::lock_mode::exclusive, where);
    of.word_.lock();
    // Not by lock(): the guard goes back into the caller's object.
    mutex_guard<T, Options...> again = of.taken(where);
    guard.of_ = std::exchange(again.of_, nullptr);
    return in_time;
  }

  mutable detail::word number_ = 0;
};

template <> inline constexpr answer declared_sync<condvar> = answer::yes;

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_CONDVAR_H
