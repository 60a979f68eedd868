//===- shared_pool.h - the pool of the process
//-----------------------------===//
//
// Begun at its first use, never destroyed; at exit its threads end what they
// are running. The child of a fork(2) begins one of its own.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_SHARED_POOL_H
#define HOLDFAST_DETAIL_SHARED_POOL_H

#include "holdfast/detail/worker_loop.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// How many workers shared_workers() has: HOLDFAST_WORKERS, else the
/// processors that this process may use.
unsigned default_worker_count() noexcept;

/// What src/workers.cpp arranges: `at_exit` when the process ends by exit(),
/// `in_child` after a fork(2), in the child's only thread.
void register_pool(void (*at_exit)(), void (*in_child)()) noexcept;

struct shared_pool {
  static inline std::atomic<workers *> current = nullptr;
  static inline word_mutex starting;
  /// A parent's pool, whose threads do not exist here: kept from leak checkers.
  static inline workers *of_parent = nullptr;

  [[gnu::noinline, gnu::cold]] static workers &start() {
    static const bool is_registered =
        (register_pool(&at_exit, &in_child), true);
    (void)is_registered;
    const std::lock_guard guard(starting);
    // Relaxed: who set it had the lock.
    workers *pool = current.load(std::memory_order_relaxed);
    if (!pool) {
      pool = new workers(default_worker_count());
      // Release: the pool, to shared_workers().
      current.store(pool, std::memory_order_release);
    }
    return *pool;
  }
  /// The memory stays: detached threads may still submit.
  static void at_exit() {
    if (workers *const pool = current.load(std::memory_order_acquire))
      pool->stop();
  }
  static void in_child() {
    of_parent = current.exchange(nullptr);
    set_current_slot(nullptr);
    new (&starting) word_mutex;
  }
};

/// The pool of the process, begun at its first use. At exit its workers end
/// the jobs they are running; jobs that wait then never run. Throws what the
/// constructor throws.
inline workers &shared_workers() {
  // Acquire meets the release of start().
  if (workers *const pool =
          shared_pool::current.load(std::memory_order_acquire)) [[likely]]
    return *pool;
  return shared_pool::start();
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_SHARED_POOL_H
