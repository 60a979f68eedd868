//===- worker_loop.h - how threads of a pool find their jobs
//---------------===//
//
// The two loops of workers.h: the one of a worker, which takes jobs of any kind
// until the pool stops, and the one of a thread that waits for the latch of a
// fork and runs other forks meanwhile. Both look at their own deque first, then
// at the others' beginning with a random one; then they search a little longer,
// and then they sleep. (idle.h says why no wake is lost.)
//
// A worker runs forks in goroutines too: what is forked may wait for a
// goroutine that needs the worker.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_WORKER_LOOP_H
#define HOLDFAST_DETAIL_WORKER_LOOP_H

#include "holdfast/detail/goroutine.h"
#include "holdfast/detail/workers.h"
#include "holdfast/metrics.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

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

#if HOLDFAST_METRICS
/// Counts and traces.
void note_steal() noexcept;
#else
inline void note_steal() noexcept {}
#endif

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
      if (job *const one = from.forks.steal()) {
        note_steal();
        return one;
      }
  }
  return nullptr;
}

inline job *workers::steal_submitted(slot &me) noexcept {
  const unsigned first = first_victim(me, size_);
  for (unsigned i = 0; i < size_; ++i) {
    slot &from = slots_[first + i < size_ ? first + i : first + i - size_];
    if (!from.submitted.looks_empty())
      if (job *const one = from.submitted.steal()) {
        if (&from != &me)
          note_steal();
        return one;
      }
  }
  return nullptr;
}

/// What a worker has to do next of what is there without searching long. Every
/// 61st time forks come last, or workers that are busy with them would never
/// look at the others.
inline job *workers::find(slot &me) noexcept {
  const auto own_submitted = [&] {
    return me.submitted.looks_empty() ? nullptr : me.submitted.steal();
  };
  if (me.looks_around()) {
    me.has_looked_around();
    if (is_readiness_awaited())
      poll_readiness(0);
    if (job *const one = inbox_.take(me.submitted))
      return one;
    if (job *const one = own_submitted())
      return one;
  }
  if (job *const one = me.forks.looks_empty() ? nullptr : me.forks.pop())
    return &in_goroutine(*one);
  if (job *const one = own_submitted())
    return one;
  return inbox_.take(me.submitted);
}

/// Sleeps until there may be a job: in the poller, if that is wanted and nobody
/// is there, else in bed. Counted as searching before and after.
inline void workers::sleep_as_worker(slot &me) noexcept {
  const bool polls = begin_polling();
  me.rest.enter(sleep::worker, counts_, polls);
  heavy_fence();
  if (sees_submitted() ||
      (counts_.look().has_room_for_sleeper() && sees_forks()) ||
      is_stopping_.load(std::memory_order_seq_cst) ||
      (!polls && wants_poller())) {
    me.rest.rise(sleep::worker, counts_);
    if (polls)
      end_polling();
  } else if (polls) {
    // Awake before those that are ready are submitted, or that would wake it.
    poll_readiness(
        -1,
        [](void *who) noexcept {
          slot &mine = *static_cast<slot *>(who);
          mine.rest.rise(sleep::worker, mine.pool->counts_);
          end_polling();
        },
        &me);
  } else {
    count(counter::worker_sleeps);
    me.rest.lie(sleep::worker);
  }
}

inline void workers::run(slot &me) noexcept {
  set_current_slot(&me);
  search_spin spin;
  bool is_searching = false;
  while (!is_stopping_.load(std::memory_order_seq_cst)) {
    job *next = find(me);
    if (!next) {
      if (!is_searching)
        counts_.begin_search(sleep::worker);
      is_searching = true;
      if (counts_.look().has_room())
        if (job *const one = steal_fork(me))
          next = &in_goroutine(*one);
      if (!next)
        next = steal_submitted(me);
      if (!next && is_readiness_awaited()) {
        poll_readiness(0);
        next = find(me);
      }
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
    sleep_as_worker(me);
    spin = search_spin(); // awake, and searching
  }
  if (is_searching)
    counts_.end_search(sleep::worker);
  set_current_slot(nullptr);
}

/// A goroutine that waits for a latch: parked, like at any other word.
struct parked_waiter : sleeper {
  parked_waiter() noexcept : sleeper{&rouse} {}
  static void rouse(sleeper *who) noexcept {
    word &at = static_cast<parked_waiter *>(who)->is_roused;
    // Release: what set the latch. The waiter may be gone then.
    at.store(1, std::memory_order_release);
    futex_wake(&at);
  }
  void wait(job_latch &done) noexcept {
    if (!done.enlist(*this))
      return;
    // Acquire meets the release of rouse(). The latch is set by then; but only
    // the wake itself says that nobody will touch the waiter any more.
    while (is_roused.load(std::memory_order_acquire) == 0)
      futex_wait(&is_roused, 0, never, {"the other half of a fork"});
  }
  word is_roused = 0;
};

inline void workers::wait(job_latch &done) noexcept {
  if (is_goroutine()) { // its thread runs forks, or whatever there is
    parked_waiter().wait(done);
    return;
  }
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

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_WORKER_LOOP_H
