//===- schedule.cpp - one at a time, and a seed decides -------------------===//
//
// A list of those that can run, in the order in which they became so, and a
// decider (decide.cpp) that picks one. The loop takes the place of a worker's:
// it enters a goroutine on the calling thread until that one leaves its stack.
// All decisions are the decider's: who is next, and which operation of a
// select is tried first.
//
// A wake from a thread outside is possible, and waited for a moment before a
// deadlock is reported; when it comes is not decided by the seed. Neither is
// when the network is ready: where nobody can run, the loop asks the system.
//
//===----------------------------------------------------------------------===//

#include "schedule.h"

#include "holdfast/schedule.h"

#if HOLDFAST_CHECKED

#include "deadlock.h"
#include "parking.h"

#include "holdfast/detail/readiness.h"
#include "holdfast/detail/slot.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

class schedule {
public:
  explicit schedule(decider &by) noexcept : by_(by) {}

  void begin(goroutine &fresh) noexcept {
    goroutine_access::watch(fresh).of = this;
    ++live_;
    add_ready(fresh);
  }
  void add_ready(goroutine &one) noexcept {
    const std::lock_guard guard(lock_);
    ready_.push_back(&one);
    changed_.notify_one();
  }
  void add_sleeper(goroutine &one, deadline until) noexcept {
    sleepers_.push_back({until, &one});
  }
  void remove_sleeper(goroutine &one) noexcept {
    std::erase_if(sleepers_, [&](const sleeper &s) { return s.who == &one; });
  }

  void run() noexcept {
    while (live_ > 0)
      if (goroutine *const next = pick()) {
        goroutine_access::run(next);
      } else if (network_waits_ > 0 && !is_quiet_network()) {
        // Somebody can run, or will when the system says so.
      } else if (!sleepers_.empty()) {
        expire();
      } else if (!is_woken_from_outside()) {
        report_deadlock();
      }
  }
  void is_over(goroutine &one) noexcept {
    --live_;
    if (last_ == &one)
      last_ = nullptr;
  }
  void add_network_wait(long count) noexcept { network_waits_ += count; }

  decider &by() noexcept { return by_; }
  // Of the one that runs, since it was picked: that it is at an atomic access
  // only, and whether it has written what others may wait for in a loop.
  void is_at_access() noexcept { is_at_access_ = true; }
  void has_written() noexcept { has_written_ = true; }
  /// It waits so itself.
  void spins(goroutine &one) noexcept {
    is_at_access_ = true;
    spinning_.push_back(&one);
  }
  deadline now() const noexcept { return now_; }

private:
  struct sleeper {
    deadline until;
    goroutine *who;
  };

  goroutine *pick() noexcept {
    const std::lock_guard guard(lock_);
    if (ready_.empty())
      return nullptr;
    if (!is_at_access_ || has_written_)
      spinning_.clear();
    is_at_access_ = has_written_ = false;
    auto end =
        std::partition(ready_.begin(), ready_.end(), [&](const goroutine *one) {
          return std::find(spinning_.begin(), spinning_.end(), one) ==
                 spinning_.end();
        });
    if (end == ready_.begin()) // all spin: for one of another thread
      end = ready_.end();
    const auto count = static_cast<std::uint32_t>(end - ready_.begin());
    const auto last = std::find(ready_.begin(), end, last_);
    const std::uint32_t at =
        last == end ? by_.decide(count)
                    : by_.decide_next(count, static_cast<std::uint32_t>(
                                                 last - ready_.begin()));
    last_ = ready_[at];
    ready_.erase(ready_.begin() + at);
    return last_;
  }

  /// Time goes on to the earliest deadline.
  void expire() noexcept {
    const auto first = std::min_element(
        sleepers_.begin(), sleepers_.end(),
        [](const sleeper &a, const sleeper &b) { return a.until < b.until; });
    now_ = std::max(now_, first->until);
    goroutine *const who = first->who;
    sleepers_.erase(first);
    expiry how;
    while ((how = try_time_out(*who)) == expiry::not_now)
      yield(); // a thread outside has the lock just now
    if (how == expiry::by_caller)
      resume_timed_out(*who);
  }

  /// Whether the network had its time, and now it is the sleepers'.
  bool is_quiet_network() noexcept {
    poll_readiness(20);
    const std::lock_guard guard(lock_);
    return ready_.empty() && !sleepers_.empty();
  }

  bool is_woken_from_outside() noexcept {
    std::unique_lock guard(lock_);
    return changed_.wait_for(guard, std::chrono::milliseconds(300),
                             [this] { return !ready_.empty(); });
  }

  decider &by_;
  goroutine *last_ = nullptr; // who ran last; perhaps no more
  bool is_at_access_ = false, has_written_ = false; // since it was picked
  std::vector<goroutine *> spinning_; // until somebody has written
  long live_ = 0, network_waits_ = 0;
  deadline now_ = steady::now();
  std::vector<sleeper> sleepers_; // in the order in which they began to sleep
  std::mutex lock_;
  std::condition_variable changed_;
  std::vector<goroutine *> ready_; // guarded by the lock
};

namespace {

/// The schedule that the calling thread runs.
[[gnu::noinline]] schedule *&current() noexcept {
  static thread_local constinit schedule *mine = nullptr;
  __asm__ __volatile__("" ::: "memory");
  return mine;
}

schedule *schedule_of(goroutine &one) noexcept {
  return goroutine_access::watch(one).of;
}

} // namespace

bool is_scheduled() noexcept { return current() != nullptr; }

deadline clock_now() noexcept {
  const schedule *const mine = current();
  return mine ? mine->now() : steady::now();
}

void schedule_point() noexcept {
  if (current() && current_goroutine())
    yield_goroutine();
}

bool begins_in_schedule(goroutine &fresh) noexcept {
  schedule *const mine = current();
  if (!mine)
    return false;
  mine->begin(fresh);
  schedule_point();
  return true;
}

bool is_ready_in_schedule(goroutine &ready) noexcept {
  schedule *const mine = schedule_of(ready);
  if (mine)
    mine->add_ready(ready);
  return mine;
}

bool sleeps_in_schedule(goroutine &sleeper, deadline until) noexcept {
  schedule *const mine = schedule_of(sleeper);
  if (mine)
    mine->add_sleeper(sleeper, until);
  return mine;
}

bool wakes_in_schedule(goroutine &sleeper) noexcept {
  schedule *const mine = schedule_of(sleeper);
  if (mine)
    mine->remove_sleeper(sleeper);
  return mine;
}

void ends_in_schedule(goroutine &one) noexcept {
  if (schedule *const mine = schedule_of(one))
    mine->is_over(one);
}

bool network_wait_begins_in_schedule() noexcept {
  if (current())
    current()->add_network_wait(1);
  return current();
}
void network_wait_ends_in_schedule() noexcept {
  current()->add_network_wait(-1);
}

bool random_of_schedule(std::uint32_t below, std::uint32_t &number) noexcept {
  schedule *const mine = current();
  if (mine)
    number = mine->by().decide(below);
  return mine;
}

void tell_schedule() noexcept {
  if (current())
    current()->by().tell();
}

void atomic_point(bool writes) noexcept {
  schedule *const mine = current();
  if (!mine || !current_goroutine() || !mine->by().wants_atomics())
    return;
  mine->is_at_access();
  yield_goroutine();
  if (writes)
    mine->has_written();
}

bool spin_point() noexcept {
  goroutine *const self = current() ? current_goroutine() : nullptr;
  if (!self)
    return false;
  current()->spins(*self);
  yield_goroutine();
  return true;
}

void run_schedule(decider &by, goroutine &root) noexcept {
  if (current() || current_slot())
    fail("a schedule is begun inside of a goroutine, or of another schedule",
         place::current());
  schedule all(by);
  current() = &all;
  start(root);
  all.run();
  current() = nullptr;
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif
