//===- random.cpp - where a select begins to look -------------------------===//
//
// A xorshift generator for each thread: select is fair by chance.
//
//===----------------------------------------------------------------------===//

#include "schedule.h"

#include "holdfast/detail/block.h"
#include "holdfast/detail/sanitizer.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

// Goroutines share what is the thread's.
HOLDFAST_NO_TSAN std::uint32_t next_random(std::uint32_t below) noexcept {
  if (std::uint32_t number; random_of_schedule(below, number))
    return number;
  thread_local std::uint32_t state = [] {
    static std::atomic<std::uint32_t> seed = 0x9e3779b9;
    // Relaxed: any number will do, but 0 would stay 0.
    return seed.fetch_add(0x61c88647, std::memory_order_relaxed) | 1;
  }();
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return static_cast<std::uint32_t>((std::uint64_t(state) * below) >> 32);
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
