//===- deque.h - jobs of one thread, which others may steal ---------------===//
//
// Chase and Lev's work-stealing deque: one thread, the owner, pushes and pops
// at the bottom; any thread, the owner included, takes from the top. Taken only
// from the top it is a queue, first in, first out. It grows; arrays that were
// too small are kept until the deque goes, since a thief may still read them.
//
//   top ........ bottom        an index is never reused, and an array's cell
//   7  8  9  10  |             is the index modulo its size
//
// Orders, after Le, Pop, Cohen, Zappa Nardelli ("Correct and efficient
// work-stealing for weak memory models"), with sequentially consistent
// accesses in the place of fences, which ThreadSanitizer does not know:
// pop() lowers `bottom` and then reads `top`; steal() reads `top` and then
// `bottom`. All four are sequentially consistent, and so is each change of
// `top`. So if a thief has seen the bottom as it was before, it has read `top`
// before pop() does, and pop() finds a `top` at least as high: the last
// element, where the two could meet, is decided by the exchange of `top`.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_DEQUE_H
#define HOLDFAST_DETAIL_DEQUE_H

#include "holdfast/detail/futex.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// What two threads write is this far apart.
inline constexpr std::size_t cache_line = 64;

/// Pointers to T, which the deque does not own. May be destroyed when no other
/// thread uses it. Constant time, but for a push that grows it.
template <class T> class deque {
public:
  deque() = default;
  deque(const deque &) = delete;
  ~deque() {
    // Relaxed: nobody else is there.
    for (array *at = array_.load(std::memory_order_relaxed); at;) {
      array *const older = at->older;
      delete at;
      at = older;
    }
  }

  /// Owner only. False where there is no memory to grow.
  bool push(T *what) noexcept {
    // Only the owner writes `bottom_` and `array_`. It acquires them, here and
    // in pop(), for ThreadSanitizer, to which each goroutine of the owner's is
    // a thread: what one of them has pushed is released again by the next one.
    const std::int64_t bottom = bottom_.load(std::memory_order_acquire);
    // Acquire meets the exchange of steal(): the thief has read its cell, so
    // that it may be written again.
    const std::int64_t top = top_.load(std::memory_order_acquire);
    array *into = array_.load(std::memory_order_acquire);
    if (!into || bottom - top > into->last) [[unlikely]]
      if (!(into = grow(into, top, bottom)))
        return false;
    // Relaxed: published by the next line.
    into->cell(bottom).store(what, std::memory_order_relaxed);
    atomic_point();
    // Release: the cell and what it points at, to who reads `bottom_`.
    bottom_.store(bottom + 1, std::memory_order_release);
    return true;
  }

  /// Owner only: what was pushed last and not taken; null if there is none.
  T *pop() noexcept {
    const std::int64_t bottom = bottom_.load(std::memory_order_acquire) - 1;
    array *const from = array_.load(std::memory_order_acquire);
    if (!from)
      return nullptr;
    atomic_point();
    bottom_.store(bottom, std::memory_order_seq_cst);
    atomic_point(false);
    std::int64_t top = top_.load(std::memory_order_seq_cst);
    if (top < bottom) // Relaxed: the owner wrote the cell.
      return from->cell(bottom).load(std::memory_order_relaxed);
    T *what = nullptr;
    if (top == bottom) { // the last one: as a thief takes it
      what = from->cell(bottom).load(std::memory_order_relaxed);
      atomic_point();
      if (!top_.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst,
                                        std::memory_order_relaxed))
        what = nullptr;
    }
    atomic_point();
    // Release: as in push(), for who reads this value in place of that one.
    bottom_.store(bottom + 1, std::memory_order_release);
    return what;
  }

  /// Any thread: the oldest; null if there is none.
  T *steal() noexcept {
    for (;;) {
      atomic_point(false);
      std::int64_t top = top_.load(std::memory_order_seq_cst);
      atomic_point(false);
      // As an acquire it meets the release of push().
      const std::int64_t bottom = bottom_.load(std::memory_order_seq_cst);
      if (top >= bottom)
        return nullptr;
      // Acquire meets the release of grow(). An older array has the same
      // elements between `top` and where it was left.
      array *const from = array_.load(std::memory_order_acquire);
      // Relaxed: published with `bottom_`. Read before the exchange, since the
      // owner may use the cell again after it.
      T *const what = from->cell(top).load(std::memory_order_relaxed);
      atomic_point();
      // A failure means that somebody else had it: there is progress.
      if (top_.compare_exchange_strong(top, top + 1, std::memory_order_seq_cst,
                                       std::memory_order_relaxed))
        return what;
    }
  }

  /// Any thread. Relaxed: a hint; who sleeps on the answer needs a fence.
  bool looks_empty() const noexcept {
    return top_.load(std::memory_order_relaxed) >=
           bottom_.load(std::memory_order_relaxed);
  }

private:
  struct array {
    explicit array(std::int64_t size, array *before)
        : last(size - 1), older(before), cells(new std::atomic<T *>[size]) {}
    std::atomic<T *> &cell(std::int64_t index) noexcept {
      return cells[index & last];
    }
    const std::int64_t last; // the size less one; the size is a power of two
    array *const older;
    const std::unique_ptr<std::atomic<T *>[]> cells;
  };

  [[gnu::noinline, gnu::cold]] array *grow(array *old, std::int64_t top,
                                           std::int64_t bottom) noexcept {
    try {
      auto *const larger = new array(old ? 2 * (old->last + 1) : 64, old);
      for (std::int64_t i = top; i < bottom; ++i)
        larger->cell(i).store(old->cell(i).load(std::memory_order_relaxed),
                              std::memory_order_relaxed);
      // Release: the cells, to steal().
      array_.store(larger, std::memory_order_release);
      return larger;
    } catch (const std::bad_alloc &) {
      return nullptr;
    }
  }

  alignas(cache_line) std::atomic<std::int64_t> top_ = 0;
  alignas(cache_line) std::atomic<std::int64_t> bottom_ = 0;
  std::atomic<array *> array_ = nullptr;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_DEQUE_H
