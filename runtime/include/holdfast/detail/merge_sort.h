//===- merge_sort.h - the sort that is stable -----------------------------===//
//
// Merge sort between the range and a buffer of the same size: the halves are a
// fork, and so are the halves of a large merge, cut where one run's middle
// belongs in the other. Without branches on comparisons, see small_sort.h.
// For plain types; see merge_moving.h for others.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_MERGE_SORT_H
#define HOLDFAST_DETAIL_MERGE_SORT_H

#include "holdfast/detail/fork.h"
#include "holdfast/detail/small_sort.h"

#include <algorithm>
#include <iterator>
#include <memory>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

template <class T, class Less> class merge_sorter {
public:
  merge_sorter(const Less &less, bool is_parallel) noexcept
      : less_(less), is_parallel_(is_parallel) {}

  /// Sorts in place; throws std::bad_alloc.
  void run(T *from, std::size_t count) const {
    if (count <= small_count)
      return sort_small(from, count);
    std::allocator<T> memory;
    struct owner {
      std::allocator<T> &memory;
      T *first;
      std::size_t count;
      ~owner() { memory.deallocate(first, count); }
    } buffer{memory, memory.allocate(count), count};
    sort(from, count, buffer.first, false);
  }

private:
  static constexpr std::size_t worth_fork = 4096;

  /// Sorts `from`, with the result there or in the buffer.
  void sort(T *from, std::size_t count, T *buffer, bool to_buffer) const {
    if (count <= small_count) {
      sort_small(from, count);
      if (to_buffer)
        std::uninitialized_copy(from, from + count, buffer);
      return;
    }
    const std::size_t half = count / 2;
    const auto left = [&] { sort(from, half, buffer, !to_buffer); };
    const auto right = [&](bool) {
      sort(from + half, count - half, buffer + half, !to_buffer);
    };
    const bool is_fork = count >= worth_fork && is_parallel_;
    if (is_fork)
      fork(*current_slot(), left, right);
    else
      left(), right(false);
    T *const source = to_buffer ? from : buffer;
    T *const to = to_buffer ? buffer : from;
    // Runs that are in order already, as in sorted input.
    if (!less_(source[half], source[half - 1]))
      std::copy(source, source + count, to);
    else if (is_fork)
      merge(source, source + half, source + half, source + count, to);
    else
      merge_halves(source, count, to, less_);
  }

  void merge(const T *left, const T *left_end, const T *right,
             const T *right_end, T *to) const {
    const std::ptrdiff_t lefts = left_end - left, rights = right_end - right;
    if (static_cast<std::size_t>(lefts + rights) < 2 * worth_fork)
      return merge_forward(left, left_end, right, right_end, to, less_);
    const T *left_cut, *right_cut; // of equals, left ones come first
    if (lefts >= rights) {
      left_cut = left + lefts / 2;
      right_cut = std::lower_bound(right, right_end, *left_cut, less_);
    } else {
      right_cut = right + rights / 2;
      left_cut = std::upper_bound(left, left_end, *right_cut, less_);
    }
    fork(
        *current_slot(), [&] { merge(left, left_cut, right, right_cut, to); },
        [&](bool) {
          merge(left_cut, left_end, right_cut, right_end,
                to + (left_cut - left) + (right_cut - right));
        });
  }

  void sort_small(T *from, std::size_t count) const {
    if (count < 2)
      return;
    union scratch { // not initialised
      scratch() {}
      T values[2 * small_count];
    } room;
    small_sort(from, count, room.values, less_);
  }

  const Less &less_;
  const bool is_parallel_;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_MERGE_SORT_H
