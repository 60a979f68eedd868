//===- memory.h - memory for goroutines, used again -----------------------===//
//
// Goroutines come and go by the hundred thousand, and often end on another
// thread than where they began; a general allocator pays for that with locks,
// and with pages that it gives back and asks for again. Here freed memory of
// some size classes is kept, for each thread and beyond that in common.
//
// Not handled: memory is never given back to the system. Under a sanitizer this
// is the global new and delete, so that a use after the end is seen.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_MEMORY_H
#define HOLDFAST_DETAIL_MEMORY_H

#include "holdfast/check.h"

#include <cstddef>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Memory of at least `size` bytes, aligned so. Throws std::bad_alloc.
/// Thread-safe, both; constant time, but for new memory.
void *take_memory(std::size_t size, std::size_t alignment);
/// Precondition: taken with the same size and alignment.
void give_back_memory(void *memory, std::size_t size,
                      std::size_t alignment) noexcept;

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_MEMORY_H
