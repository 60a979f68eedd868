//===- slot.h - one thread's place in a pool of workers
//--------------------===//
//
// Its two deques, where it sleeps, and which pool it is of. Each worker has
// one, and so has each guest (workers.h) as long as it takes part. A slot is as
// long-lived as its pool.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_SLOT_H
#define HOLDFAST_DETAIL_SLOT_H

#include "holdfast/detail/deque.h"
#include "holdfast/detail/idle.h"
#include "holdfast/detail/job.h"
#include "holdfast/detail/sanitizer.h"

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
  std::uint32_t random = 0; // the owner's

  /// Whether it is time again for the worker to look at what it has less often.
  /// Stays so until it has.
  bool looks_around() noexcept {
    if (ticks_ == 60)
      return true;
    ++ticks_;
    return false;
  }
  void has_looked_around() noexcept { ticks_ = 0; }

private:
  std::uint32_t ticks_ = 0; // the owner's
};

/// Where the calling thread keeps its place. A function that may have moved to
/// another thread in between, because a goroutine parked in it, asks again:
/// hence not inlined.
[[gnu::noinline]] inline slot *&own_slot() noexcept {
  static thread_local constinit slot *mine = nullptr;
  __asm__ __volatile__("" ::: "memory");
  return mine;
}

/// The calling thread's place; null for a thread outside. ThreadSanitizer takes
/// a goroutine that has come to a thread for another thread, which it has not
/// seen that thread begin: hence not looked at by it.
HOLDFAST_NO_TSAN inline slot *current_slot() noexcept { return own_slot(); }
HOLDFAST_NO_TSAN inline void set_current_slot(slot *to) noexcept {
  own_slot() = to;
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_SLOT_H
