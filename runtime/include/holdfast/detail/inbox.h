//===- inbox.h - jobs from threads outside of the pool
//---------------------===//
//
// A list under a lock: who submits from outside has no deque of its own.
// Workers look there when they have nothing else, and now and then anyway.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_INBOX_H
#define HOLDFAST_DETAIL_INBOX_H

#include "holdfast/detail/deque.h"
#include "holdfast/detail/job.h"
#include "holdfast/detail/word_mutex.h"

#include <mutex>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

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
  /// The first one; and some of those behind it go to `rest`, the caller's, so
  /// that the lock is not taken for each.
  job *take(deque<job> &rest) noexcept {
    if (looks_empty())
      return nullptr;
    const std::lock_guard guard(lock_);
    job *const one = first_;
    if (!one)
      return nullptr;
    first_ = one->next;
    for (int i = 0; i < at_once && first_; ++i) {
      job *const next = first_->next; // it may be gone when it is pushed
      if (!rest.push(first_))
        break;
      first_ = next;
    }
    if (!first_) {
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
  static constexpr int at_once = 31;
  word_mutex lock_;
  std::atomic<bool> is_empty_ = true;
  job *first_ = nullptr, *last_ = nullptr;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_INBOX_H
