//===- quick_sort.h - the sort that is not stable -------------------------===//
//
// Quicksort whose partition has no branch on a comparison (Lomuto's, with the
// elements moved in circles; as in Rust's ipnsort), whose equal elements are
// split off at once (as in pdqsort), and which turns to heap sort where its
// pivots are bad, so that the time is always n log n. The two sides of a large
// partition are a fork. Types that are not plain (small_sort.h) are partitioned
// by swaps, and their small pieces sorted by std::sort.
//
// Not handled: the first partition is one thread's work, so that more than some
// ten processors are not all busy.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_QUICK_SORT_H
#define HOLDFAST_DETAIL_QUICK_SORT_H

#include "holdfast/detail/fork.h"
#include "holdfast/detail/small_sort.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <memory>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Moves those for which `is_left` answers true to the front; returns how many
/// they are. Where it throws, all elements are still there.
///
///   gap is the place whose value is in `held`; [0, lefts) are left ones and
///   [lefts, gap) others. A step takes the element after the gap: the first of
///   the others fills the gap, the element takes that one's place, and the gap
///   is where the element was. If it is a left one, `lefts` grows over it.
template <class T, class IsLeft>
std::size_t partition_plain(T *from, std::size_t count, const IsLeft &is_left) {
  if (count == 0)
    return 0;
  struct holder {
    T held;
    T *gap;
    ~holder() { *gap = held; }
  } end{from[0], from};
  T *left = from;
  for (T *at = from + 1; at != from + count; ++at) {
    const bool is = is_left(*at);
    *end.gap = *left;
    *left = *at;
    end.gap = at;
    left += is;
  }
  const bool is = is_left(end.held);
  *end.gap = *left;
  end.gap = left; // where `held` goes
  return static_cast<std::size_t>(left - from) + is;
}

/// The index of a pivot: a median of three, of three medians where there are
/// many elements, and so on.
template <class Iterator, class Less>
std::size_t choose_pivot(Iterator from, std::size_t first, std::size_t step,
                         const Less &less) {
  std::size_t a = first, b = first + 3 * step, c = first + 7 * step;
  if (step >= 64) {
    a = choose_pivot(from, a, step / 8, less);
    b = choose_pivot(from, b, step / 8, less);
    c = choose_pivot(from, c, step / 8, less);
  }
  const bool ab = less(from[a], from[b]);
  const bool ac = less(from[a], from[c]);
  if (ab != ac) // between b and c
    return a;
  return less(from[b], from[c]) == ab ? b : c;
}

template <class Iterator, class Less> class quick_sorter {
public:
  using element = std::iter_value_t<Iterator>;

  /// `is_parallel`: whether the calling thread has a place in a pool.
  quick_sorter(const Less &less, bool is_parallel) noexcept
      : less_(less), is_parallel_(is_parallel) {}

  void run(Iterator from, std::size_t count) const {
    if (!is_run(from, count))
      sort(from, count, nullptr, 2 * std::bit_width(count));
  }

private:
  static constexpr bool is_plain_type =
      is_plain<element> && std::contiguous_iterator<Iterator>;
  /// Fewer are not worth a fork.
  static constexpr std::size_t worth_fork = 4096;

  /// Whether all are in order, in ascending order at the latest afterwards.
  bool is_run(Iterator from, std::size_t count) const {
    if (count < 2)
      return true;
    const bool is_descending = less_(from[1], from[0]);
    std::size_t i = 2;
    while (i < count && less_(from[i], from[i - 1]) == is_descending)
      ++i;
    if (i < count)
      return false;
    if (is_descending)
      std::reverse(from, from + count);
    return true;
  }

  /// `before`: what is known not to be greater than any of the elements, or
  /// null. `bad_left`: how many bad pivots are still accepted.
  void sort(Iterator from, std::size_t count, const element *before,
            int bad_left) const {
    while (count > (is_plain_type ? small_count : worth_fork)) {
      if (bad_left == 0) {
        std::make_heap(from, from + count, less_);
        std::sort_heap(from, from + count, less_);
        return;
      }
      std::iter_swap(from, from + choose_pivot(from, 0, count / 8, less_));
      if (before && !less_(*before, *from)) { // all equal to it go to the left
        const auto &pivot = *from;
        const std::size_t equal =
            1 + partition(from + 1, count - 1, [&](const element &one) {
              return !less_(pivot, one);
            });
        from += equal;
        count -= equal;
        before = nullptr;
        continue;
      }
      const std::size_t lefts = partition_around_first(from, count);
      const std::size_t rights = count - lefts - 1;
      if (std::min(lefts, rights) < count / 8)
        --bad_left;
      const element *const pivot = std::to_address(from + lefts);
      if (count >= worth_fork && is_parallel_) {
        fork(
            *current_slot(), [&] { sort(from, lefts, before, bad_left); },
            [&](bool) { sort(from + lefts + 1, rights, pivot, bad_left); });
        return;
      }
      sort(from, lefts, before, bad_left);
      from += lefts + 1;
      count = rights;
      before = pivot;
    }
    sort_small(from, count);
  }

  template <class IsLeft>
  static std::size_t partition(Iterator from, std::size_t count,
                               const IsLeft &is_left) {
    if constexpr (is_plain_type)
      return partition_plain(std::to_address(from), count, is_left);
    else
      return static_cast<std::size_t>(
          std::partition(from, from + count, is_left) - from);
  }

  /// Afterwards the pivot, which was the first, is between the two sides.
  std::size_t partition_around_first(Iterator from, std::size_t count) const {
    std::size_t lefts;
    if constexpr (is_plain_type) {
      const element pivot = *from; // in a register
      lefts =
          partition(from + 1, count - 1, [this, &pivot](const element &one) {
            return less_(one, pivot);
          });
    } else {
      const element &pivot = *from;
      lefts =
          partition(from + 1, count - 1, [this, &pivot](const element &one) {
            return less_(one, pivot);
          });
    }
    std::iter_swap(from, from + lefts);
    return lefts;
  }

  void sort_small(Iterator from, std::size_t count) const {
    if constexpr (is_plain_type) {
      if (count < 2)
        return;
      union scratch { // not initialised
        scratch() {}
        element values[2 * small_count];
      } room;
      small_sort(std::to_address(from), count, room.values, less_);
    } else
      std::sort(from, from + count, less_);
  }

  const Less &less_;
  const bool is_parallel_;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_QUICK_SORT_H
