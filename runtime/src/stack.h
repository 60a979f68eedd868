//===- stack.h - the stacks of goroutines ---------------------------------===//
//
// A stack is address space; memory comes page by page as it is used, so that a
// parked goroutine costs the page or two that it has touched. Stacks come in
// slabs, are never given back to the system, and are used again, the last one
// first. At the top of each is its header.
//
// Overflow: in the checked build the lowest page of each stack is a guard,
// until the system's count of mappings (65530 by default, two for a stack) is
// used up; in the release build one guard lies under each slab of 64, and the
// lowest words of each stack are looked at when its goroutine ends.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_STACK_H
#define HOLDFAST_SRC_STACK_H

#include "holdfast/check.h"

#include <cstddef>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Address space for one stack, and how many make a slab.
inline constexpr std::size_t stack_size = 256 * 1024, slab_stacks = 64;

/// The header of a stack, in its own highest bytes.
struct stack {
  stack *next = nullptr;     // in a list of free ones
  std::byte *lowest;         // the first byte that can be used
  std::byte *top;            // where the stack begins: the end of its bytes
  void *sanitizer = nullptr; // ThreadSanitizer's idea of who runs here

  std::size_t size() const noexcept {
    return static_cast<std::size_t>(top - lowest);
  }
};

/// A stack that nobody uses. Ends the program where there is no memory.
/// Thread-safe; cheap, from a list of the calling thread's.
stack &take_stack() noexcept;
/// Precondition: the calling thread is not on it.
void give_back_stack(stack &unused) noexcept;

/// Ends the program if something has been written beyond the stack's end.
/// Misses an overflow that left the last 64 bytes at zero.
void check_stack(const stack &used) noexcept;

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_STACK_H
