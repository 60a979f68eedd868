//===- job.h - what workers run, and the latch that says it is done -------===//
//
// A job is memory of whoever submits it; the library never allocates one. A
// latch has one who waits, a thread of the pool or something else that knows
// how it is woken (a goroutine), and one who sets it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_JOB_H
#define HOLDFAST_DETAIL_JOB_H

#include "holdfast/check.h"

#include <atomic>
#include <cstdint>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Something to run once. It must stay where it is until it runs; from then on
/// it is its own: run() may free it.
struct job {
  void (*run)(job *) noexcept;
  job *next = nullptr; // the pool's, while it has the job
};

/// Who can be woken: called once for each latch that it was enlisted at.
struct sleeper {
  void (*wake)(sleeper *) noexcept;
};

/// Set once. Whoever waits may destroy it as soon as is_set().
///
///   state    meaning
///   0        neither set nor waited for
///   1        set
///   other    the address of the one that waits
class job_latch {
public:
  /// Acquire meets the release of set().
  bool is_set() const noexcept {
    return state_.load(std::memory_order_acquire) == set_already;
  }

  /// Enters who is to be woken; false if it is set already. The same sleeper
  /// may enter again.
  bool enlist(sleeper &who) noexcept {
    std::uintptr_t expected = 0;
    const auto address = reinterpret_cast<std::uintptr_t>(&who);
    // Release: the sleeper, to set(). Acquire: as is_set().
    return state_.compare_exchange_strong(expected, address,
                                          std::memory_order_acq_rel,
                                          std::memory_order_acquire) ||
           expected == address;
  }

  void set() noexcept {
    // As a release: what was done, to is_set(). As an acquire: the sleeper.
    // Sequentially consistent, so that the wake below, which looks whether the
    // sleeper sleeps, comes after it. The latch may be gone then; the sleeper
    // is not: it waits for the wake, or is one of the pool's.
    const std::uintptr_t before =
        state_.exchange(set_already, std::memory_order_seq_cst);
    if (before != 0) {
      auto *const who = reinterpret_cast<sleeper *>(before);
      who->wake(who);
    }
  }

private:
  static constexpr std::uintptr_t set_already = 1;
  std::atomic<std::uintptr_t> state_ = 0;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_JOB_H
