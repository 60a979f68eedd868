//===- fence.h - two fences, one for free ---------------------------------===//
//
// Where one side writes A and then reads B, and the other writes B and then
// reads A, both need a full fence in between, or both may read what was before.
// If one side is frequent and the other is about to sleep, the second can pay
// for both: membarrier(2) makes every thread of the process pass a fence, so
// that light_fence() is only the compiler's. Where the kernel refuses, both
// are full fences.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_FENCE_H
#define HOLDFAST_DETAIL_FENCE_H

#include "holdfast/check.h"

#include <atomic>

#if defined(__SANITIZE_THREAD__)
#define HOLDFAST_NO_FENCES 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define HOLDFAST_NO_FENCES 1
#endif
#endif
#ifndef HOLDFAST_NO_FENCES
#define HOLDFAST_NO_FENCES 0
#endif

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

inline void full_fence() noexcept {
#if HOLDFAST_NO_FENCES
  // A sequentially consistent change of any variable stands in.
  static std::atomic<int> any;
  any.fetch_add(1, std::memory_order_seq_cst);
#else
  std::atomic_thread_fence(std::memory_order_seq_cst);
#endif
}

/// Registers the process for membarrier(2); once, before the first
/// light_fence(). False where the kernel does not have it.
bool register_membarrier() noexcept;
/// Precondition: registered.
void membarrier() noexcept;

/// Set before there are threads that use the fences.
inline std::atomic<bool> has_membarrier = false;

inline void light_fence() noexcept {
  // Relaxed: it was set before the threads began, or before the fork.
  if (has_membarrier.load(std::memory_order_relaxed)) [[likely]]
    std::atomic_signal_fence(std::memory_order_seq_cst);
  else
    full_fence();
}

inline void heavy_fence() noexcept {
  full_fence();
  if (has_membarrier.load(std::memory_order_relaxed))
    membarrier();
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_FENCE_H
