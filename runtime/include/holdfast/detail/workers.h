//===- workers.h - the threads that run forks and goroutines --------------===//
//
// A pool of threads of the operating system, as many as there are processors
// (or HOLDFAST_WORKERS), which sleep when there is nothing to do. Jobs come in
// two ways. A *fork* is pushed by a thread of the pool, which takes it back
// unless somebody stole it: last in, first out, and thieves take the oldest. A
// *submitted* job runs once, first in, first out; only workers run those, at
// the bottom of their own stack, and forks in goroutines. A thread that waits
// for a fork runs other forks meanwhile, never submitted jobs; a goroutine that
// does is parked.
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

#include "holdfast/detail/inbox.h"
#include "holdfast/detail/slot.h"

#include <memory>
#include <system_error>
#include <thread>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// A pool. Thread-safe. Must be destroyed by a thread outside, with no fork
/// under way.
class workers {
public:
  /// At least one thread, and fewer than asked for where there are no more to
  /// be had. Throws: std::system_error where there is none; std::bad_alloc.
  explicit workers(unsigned threads);
  workers(const workers &) = delete;
  /// Waits for the jobs that run; those that do not run yet never will.
  ~workers() { stop(); }

  unsigned size() const noexcept { return size_; }

  /// Runs the job on a worker, some time; from a worker or from outside. What
  /// was done before is visible to the job.
  void submit(job &one) noexcept {
    slot *const me = current_slot();
    if (me && me->pool == this && me->is_worker)
      return submit(*me, one);
    inbox_.add(one);
    expect_worker();
  }
  /// The same by a worker. Precondition: `me` is the calling thread's.
  void submit(slot &me, job &one) noexcept {
    if (!me.submitted.push(&one)) [[unlikely]]
      inbox_.add(one);
    expect_worker();
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

  /// A goroutine has raised the count of readiness.h and is about to wait:
  /// somebody is to poll, or to be awake and look.
  void expect_readiness() noexcept {
    light_fence(); // meets the heavy one of sleep_as_worker()
    if (wants_poller() && counts_.look().wants_worker()) [[unlikely]]
      wake_one(sleep::worker);
  }

  /// Waits for the latch of a forked job, and runs forks meanwhile.
  void wait(job_latch &done) noexcept;

  /// Gives the calling thread a place, which is `current_slot()` from then on;
  /// null if there is none left. Precondition: it has none.
  slot *enter() noexcept;
  /// Precondition: enter() gave it, and its forks are over.
  void leave(slot &mine) noexcept {
    set_current_slot(nullptr);
    counts_.remove_guest();
    // Release: the slot's contents, to the next guest.
    mine.is_taken.store(false, std::memory_order_release);
  }

  /// Ends the threads; see the destructor. Called by a worker (a job calls
  /// std::exit), it does not wait for that one. Not thread-safe.
  void stop() noexcept;

private:
  /// Somebody has submitted a job.
  void expect_worker() noexcept {
    light_fence();
    if (counts_.look().wants_worker()) [[unlikely]]
      wake_one(sleep::worker);
  }

  static constexpr unsigned guests = 64;

  static void wake_slot(sleeper *who) noexcept {
    auto *const at = static_cast<slot *>(who);
    at->rest.wake(sleep::waiter, at->pool->counts_);
  }

  void run(slot &me) noexcept;
  void sleep_as_worker(slot &me) noexcept;
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
  // Where the system gives fewer threads, the others' slots stay empty; ending
  // those that have begun would be a wait, which the caller's locks forbid.
  for (unsigned i = 0; i < size_; ++i)
    try {
      threads_.emplace_back([this, i] { run(slots_[i]); });
    } catch (const std::system_error &) {
      if (i == 0)
        throw;
      break;
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
    set_current_slot(&one);
    return &one;
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

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_WORKERS_H
