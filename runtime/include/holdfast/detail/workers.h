//===- workers.h - the threads that run forks and goroutines --------------===//
//
// A pool of threads of the operating system, as many as there are processors
// (or HOLDFAST_WORKERS), which sleep when there is nothing to do. Jobs come in
// two ways. A *fork* is pushed by a thread of the pool, which takes it back
// unless somebody stole it: last in, first out, and thieves take the oldest. A
// *submitted* job runs once, first in, first out; only workers run those, at
// the bottom of their own stack. A thread that waits for a fork runs other
// forks meanwhile, never submitted jobs.
//
// A thread that is no worker and forks becomes a guest: it has a place in the
// pool, and takes part itself, until its outermost fork is over.
//
// All of it is in headers (see futex.h). Not handled: a fork(2) in the midst
// of parallel work; the child of one at another time begins a pool of its own.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_WORKERS_H
#define HOLDFAST_DETAIL_WORKERS_H

#include "holdfast/detail/deque.h"
#include "holdfast/detail/idle.h"
#include "holdfast/detail/job.h"
#include "holdfast/detail/word_mutex.h"

#include <mutex>
#include <thread>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

class workers;

/// One thread's place in a pool. As long-lived as the pool, so that a latch
/// may wake it late.
class alignas(cache_line) slot : public sleeper {
public:
  deque<job> forks, submitted;
  bed rest;
  workers *pool = nullptr;
  bool is_worker = false;
  /// Guests: whether somebody has the place.
  std::atomic<bool> is_taken = false;
  std::uint32_t ticks = 0, random = 0; // the owner's
};

/// The calling thread's place; null for a thread outside. A function that may
/// have moved to another thread in between, because a goroutine parked in it,
/// asks again: hence not inlined.
[[gnu::noinline]] inline slot *&current_slot() noexcept {
  static thread_local constinit slot *mine = nullptr;
  __asm__ __volatile__("" ::: "memory");
  return mine;
}

/// How many workers shared_workers() has: HOLDFAST_WORKERS, else the
/// processors that this process may use.
unsigned default_worker_count() noexcept;

/// How long a thread looks for a job before it sleeps: what a wake costs, a few
/// microseconds.
class search_spin {
public:
  void snooze() noexcept {
    for (unsigned i = 0; i < 1u << (step_ < 6 ? step_ : 6); ++i)
      pause();
    if (++step_ > 8)
      yield();
  }
  bool is_over() const noexcept { return step_ >= 24; }

private:
  unsigned step_ = 0;
};

/// A first-in-first-out list of jobs from threads outside.
class inbox {
public:
  void add(job &one) noexcept {
    const std::lock_guard guard(lock_);
    one.next = nullptr;
    (last_ ? last_->next : first_) = &one;
    last_ = &one;
    is_empty_.store(false, std::memory_order_relaxed);
  }
  job *take() noexcept {
    if (looks_empty())
      return nullptr;
    const std::lock_guard guard(lock_);
    job *const one = first_;
    if (one && !(first_ = one->next)) {
      last_ = nullptr;
      is_empty_.store(true, std::memory_order_relaxed);
    }
    return one;
  }
  /// Relaxed: as deque::looks_empty().
  bool looks_empty() const noexcept {
    return is_empty_.load(std::memory_order_relaxed);
  }

private:
  word_mutex lock_;
  std::atomic<bool> is_empty_ = true;
  job *first_ = nullptr, *last_ = nullptr;
};

/// A pool. Thread-safe. Must be destroyed by a thread outside, with no fork
/// under way.
class workers {
public:
  /// At least one thread. Throws what std::thread's constructor throws.
  explicit workers(unsigned threads);
  workers(const workers &) = delete;
  /// Waits for the jobs that run; those that do not run yet never will.
  ~workers() { stop(); }

  unsigned size() const noexcept { return size_; }

  /// Runs the job on a worker, some time; from a worker or from outside. What
  /// was done before is visible to the job.
  void submit(job &one) noexcept {
    slot *const me = current_slot();
    if (!me || me->pool != this || !me->is_worker || !me->submitted.push(&one))
      inbox_.add(one);
    light_fence();
    if (counts_.look().wants_worker()) [[unlikely]]
      wake_one(sleep::worker);
  }

  /// Offers the job to other threads; false where there is no memory, and then
  /// the caller runs it. Only with `me` the caller's slot.
  bool fork(slot &me, job &one) noexcept {
    if (!me.forks.push(&one)) [[unlikely]]
      return false;
    light_fence();
    if (counts_.look().wants_anybody()) [[unlikely]]
      wake_for_fork();
    return true;
  }

  /// Waits for the latch of a forked job, and runs forks meanwhile.
  void wait(job_latch &done) noexcept;

  /// Gives the calling thread a place, which is `current_slot()` from then on;
  /// null if there is none left. Precondition: it has none.
  slot *enter() noexcept;
  /// Precondition: enter() gave it, and its forks are over.
  void leave(slot &mine) noexcept {
    current_slot() = nullptr;
    counts_.remove_guest();
    // Release: the slot's contents, to the next guest.
    mine.is_taken.store(false, std::memory_order_release);
  }

  /// Ends the threads; see the destructor. Called by a worker (a job calls
  /// std::exit), it does not wait for that one. Not thread-safe.
  void stop() noexcept;

private:
  static constexpr unsigned guests = 64;

  static void wake_slot(sleeper *who) noexcept {
    auto *const at = static_cast<slot *>(who);
    at->rest.wake(sleep::waiter, at->pool->counts_);
  }

  void run(slot &me) noexcept;
  job *find(slot &me) noexcept;
  job *steal_fork(slot &me) noexcept;
  job *steal_submitted(slot &me) noexcept;
  bool sees_forks() const noexcept;
  bool sees_submitted() const noexcept;
  bool wake_one(sleep how) noexcept;
  void end_search(sleep how) noexcept;
  [[gnu::noinline, gnu::cold]] void wake_for_fork() noexcept {
    // A waiter is already in the midst of parallel work.
    if (!(counts_.look().has_sleeping_waiter() && wake_one(sleep::waiter)))
      wake_one(sleep::worker);
  }
  /// How many slots have ever been in use. Acquire meets the release of
  /// enter(); the slots themselves exist from the beginning.
  unsigned used() const noexcept {
    return used_.load(std::memory_order_acquire);
  }

  const unsigned size_;
  const std::unique_ptr<slot[]> slots_;
  std::atomic<unsigned> used_;
  std::atomic<bool> is_stopping_ = false;
  idle_counts counts_;
  inbox inbox_;
  std::vector<std::thread> threads_;
};

inline workers::workers(unsigned threads)
    : size_(threads == 0                 ? 1
            : threads > idle_view::limit ? idle_view::limit
                                         : threads),
      slots_(new slot[size_ + guests]), used_(size_) {
  if (register_membarrier())
    has_membarrier.store(true, std::memory_order_relaxed);
  for (unsigned i = 0; i < size_ + guests; ++i) {
    slots_[i].wake = &wake_slot;
    slots_[i].pool = this;
    slots_[i].is_worker = i < size_;
    slots_[i].random = i + 1;
  }
  threads_.reserve(size_);
  try {
    for (unsigned i = 0; i < size_; ++i)
      threads_.emplace_back([this, i] { run(slots_[i]); });
  } catch (...) {
    stop();
    throw;
  }
}

inline slot *workers::enter() noexcept {
  for (unsigned i = size_; i < size_ + guests; ++i) {
    slot &one = slots_[i];
    // Relaxed: a hint. Acquire meets the release of leave().
    if (one.is_taken.load(std::memory_order_relaxed) ||
        one.is_taken.exchange(true, std::memory_order_acquire))
      continue;
    // Relaxed: only ever grows, and a thief that comes late misses little.
    for (unsigned seen = used_.load(std::memory_order_relaxed); seen <= i;)
      if (used_.compare_exchange_weak(seen, i + 1, std::memory_order_release,
                                      std::memory_order_relaxed))
        break;
    counts_.add_guest();
    return current_slot() = &one;
  }
  return nullptr;
}

inline void workers::stop() noexcept {
  is_stopping_.store(true, std::memory_order_seq_cst);
  heavy_fence();
  for (unsigned i = 0; i < size_; ++i)
    slots_[i].rest.wake(sleep::worker, counts_);
  for (std::thread &one : threads_)
    if (one.get_id() == std::this_thread::get_id())
      one.detach();
    else
      one.join();
  threads_.clear();
}

inline bool workers::sees_forks() const noexcept {
  for (unsigned i = 0, end = used(); i < end; ++i)
    if (!slots_[i].forks.looks_empty())
      return true;
  return false;
}

inline bool workers::sees_submitted() const noexcept {
  if (!inbox_.looks_empty())
    return true;
  for (unsigned i = 0; i < size_; ++i)
    if (!slots_[i].submitted.looks_empty())
      return true;
  return false;
}

/// Wakes a thread that sleeps so, if there is one.
inline bool workers::wake_one(sleep how) noexcept {
  for (unsigned i = 0, end = used(); i < end; ++i)
    if (slots_[i].rest.state() == how && slots_[i].rest.wake(how, counts_))
      return true;
  return false;
}

/// Called by a searcher that has found something, or need not search any more.
/// Others have not woken anybody because it searched; so it may have to.
inline void workers::end_search(sleep how) noexcept {
  counts_.end_search(how);
  const idle_view now = counts_.look();
  if (now.wants_anybody())
    wake_for_fork();
  else if (now.wants_worker())
    wake_one(sleep::worker);
}

/// The number of the slot where a search begins.
inline unsigned first_victim(slot &me, unsigned count) noexcept {
  me.random ^= me.random << 13;
  me.random ^= me.random >> 17;
  me.random ^= me.random << 5;
  return static_cast<unsigned>((std::uint64_t(me.random) * count) >> 32);
}

inline job *workers::steal_fork(slot &me) noexcept {
  const unsigned count = used(), first = first_victim(me, count);
  for (unsigned i = 0; i < count; ++i) {
    slot &from = slots_[first + i < count ? first + i : first + i - count];
    if (&from != &me && !from.forks.looks_empty())
      if (job *const one = from.forks.steal())
        return one;
  }
  return nullptr;
}

inline job *workers::steal_submitted(slot &me) noexcept {
  const unsigned first = first_victim(me, size_);
  for (unsigned i = 0; i < size_; ++i) {
    slot &from = slots_[first + i < size_ ? first + i : first + i - size_];
    if (!from.submitted.looks_empty())
      if (job *const one = from.submitted.steal())
        return one;
  }
  return nullptr;
}

/// What a worker has to do next of what is there without searching long. Every
/// 61st time the inbox comes first, or busy workers would never look there.
inline job *workers::find(slot &me) noexcept {
  if (++me.ticks % 61 == 0)
    if (job *const one = inbox_.take())
      return one;
  if (job *const one = me.forks.looks_empty() ? nullptr : me.forks.pop())
    return one;
  if (job *const one =
          me.submitted.looks_empty() ? nullptr : me.submitted.steal())
    return one;
  return inbox_.take();
}

inline void workers::run(slot &me) noexcept {
  current_slot() = &me;
  search_spin spin;
  bool is_searching = false;
  while (!is_stopping_.load(std::memory_order_seq_cst)) {
    job *next = find(me);
    if (!next) {
      if (!is_searching)
        counts_.begin_search(sleep::worker);
      is_searching = true;
      next = counts_.look().has_room() ? steal_fork(me) : nullptr;
      if (!next)
        next = steal_submitted(me);
    }
    if (next) {
      if (is_searching)
        end_search(sleep::worker);
      is_searching = false;
      spin = search_spin();
      next->run(next);
      continue;
    }
    if (!spin.is_over()) {
      spin.snooze();
      continue;
    }
    me.rest.enter(sleep::worker, counts_);
    heavy_fence();
    if (sees_submitted() ||
        (counts_.look().has_room_for_sleeper() && sees_forks()) ||
        is_stopping_.load(std::memory_order_seq_cst))
      me.rest.rise(sleep::worker, counts_);
    else
      me.rest.lie(sleep::worker);
    spin = search_spin(); // awake, and searching
  }
  if (is_searching)
    counts_.end_search(sleep::worker);
  current_slot() = nullptr;
}

inline void workers::wait(job_latch &done) noexcept {
  slot &me = *current_slot();
  search_spin spin;
  bool is_searching = false;
  while (!done.is_set()) {
    job *next = me.forks.pop();
    if (!next) {
      if (!is_searching)
        counts_.begin_search(sleep::waiter);
      is_searching = true;
      next = steal_fork(me);
    }
    if (next) {
      if (is_searching)
        end_search(sleep::waiter);
      is_searching = false;
      spin = search_spin();
      next->run(next);
      continue;
    }
    if (!spin.is_over()) {
      spin.snooze();
      continue;
    }
    if (!done.enlist(me))
      break;
    me.rest.enter(sleep::waiter, counts_);
    heavy_fence();
    // Set after enlist() and before enter(): its wake found nobody asleep.
    if (done.is_set() || sees_forks())
      me.rest.rise(sleep::waiter, counts_);
    else
      me.rest.lie(sleep::waiter);
    spin = search_spin();
  }
  if (is_searching)
    end_search(sleep::waiter);
}

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
    current_slot() = nullptr;
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

#endif // HOLDFAST_DETAIL_WORKERS_H
