//===- small_sort.h - merges without branches, and sorts of a few ---------===//
//
// A comparison of random elements is a coin: a branch on it is predicted
// wrongly half of the time, which costs more than all else. Here its result is
// added to an index instead. For plain types only: their values are copied to
// scratch memory and back, and a comparison that throws leaves the originals
// whole.
//
// A merge from both ends at once (as in Rust's sorts) has two independent
// chains of comparisons, and needs no test for an end: each end takes half as
// many steps as there are elements, and neither run is longer.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_SMALL_SORT_H
#define HOLDFAST_DETAIL_SMALL_SORT_H

#include "holdfast/check.h"

#include <cstddef>
#include <type_traits>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Values that are cheap to copy about.
template <class T>
inline constexpr bool is_plain =
    std::is_trivially_copyable_v<T> && std::is_copy_constructible_v<T> &&
    std::is_copy_assignable_v<T> && sizeof(T) <= 32;

/// Merges the sorted runs [left, middle) and [middle, end) to `to`. Stable:
/// of equals, the left one comes first. Takes exactly one element a step,
/// whatever `less` answers.
template <class T, class Less>
void merge_forward(const T *left, const T *middle, const T *right, const T *end,
                   T *to, const Less &less) {
  while (left != middle && right != end) {
    const bool takes_right = less(*right, *left);
    const T *const from = takes_right ? right : left;
    *to++ = *from;
    right += takes_right;
    left += !takes_right;
  }
  while (left != middle)
    *to++ = *left++;
  while (right != end)
    *to++ = *right++;
}

/// Merges the sorted halves [from, from + count / 2) and the rest of `count`
/// elements to `to`. Stable.
///
///   from  1 4 | 2 3 7      up: 1, 2    down: 7, 4    then the odd one: 3
template <class T, class Less>
void merge_halves(const T *from, std::size_t count, T *to, const Less &less) {
  const std::size_t half = count / 2;
  const T *left = from, *right = from + half;
  const T *left_back = from + half - 1, *right_back = from + count - 1;
  T *up = to, *down = to + count - 1;
  for (std::size_t i = 0; i < half; ++i) {
    const bool takes_right = less(*right, *left);
    const bool takes_left = less(*right_back, *left_back);
    *up++ = *(takes_right ? right : left);
    *down-- = *(takes_left ? left_back : right_back);
    right += takes_right;
    left += !takes_right;
    left_back -= takes_left;
    right_back -= !takes_left;
  }
  if (count % 2 != 0) {
    const bool is_left = left <= left_back;
    *up = *(is_left ? left : right);
    left += is_left;
    right += !is_left;
  }
  // The two ends do not meet where `less` is no order (a NaN): once more, so
  // that at least no element is lost.
  if (left != left_back + 1 || right != right_back + 1) [[unlikely]]
    merge_forward(from, from + half, from + half, from + count, to, less);
}

/// Sorts four elements to `to`. Stable. (Five comparisons, none of which is
/// branched on; the two of each pair first, then the pairs.)
template <class T, class Less>
void sort_four(const T *from, T *to, const Less &less) {
  const bool first = less(from[1], from[0]);
  const bool second = less(from[3], from[2]);
  const T *const a = from + first, *const b = from + !first;           // a <= b
  const T *const c = from + 2 + second, *const d = from + 2 + !second; // c <= d
  // The least is a or c, the greatest b or d.
  const bool least_is_c = less(*c, *a);
  const bool greatest_is_b = less(*d, *b);
  const T *const least = least_is_c ? c : a;
  const T *const greatest = greatest_is_b ? b : d;
  // The other two, in the order in which they were.
  const T *const left = least_is_c ? a : (greatest_is_b ? c : b);
  const T *const right = greatest_is_b ? d : (least_is_c ? b : c);
  const bool is_swapped = less(*right, *left);
  to[0] = *least;
  to[1] = *(is_swapped ? right : left);
  to[2] = *(is_swapped ? left : right);
  to[3] = *greatest;
}

/// The most elements small_sort() takes.
inline constexpr std::size_t small_count = 32;

/// Sorts at most `small_count` elements in place. Stable. `scratch` has room
/// for twice as many.
template <class T, class Less>
void small_sort(T *from, std::size_t count, T *scratch, const Less &less) {
  T *one = scratch, *other = scratch + small_count;
  std::size_t filled = 0;
  for (; filled + 4 <= count; filled += 4)
    sort_four(from + filled, one + filled, less);
  // Runs of 4, 8, 16 that have a neighbour of the same length.
  std::size_t sorted = 4;
  for (; 2 * sorted <= filled; sorted *= 2) {
    std::size_t at = 0;
    for (; at + 2 * sorted <= filled; at += 2 * sorted)
      merge_halves(one + at, 2 * sorted, other + at, less);
    for (; at < filled; ++at)
      other[at] = one[at];
    T *const swapped = one;
    one = other;
    other = swapped;
  }
  // What is left of the last runs, each sorted and shorter: 16 8 4.
  if (filled < 4)
    sorted = 0;
  for (std::size_t at = sorted; at < filled;) {
    std::size_t length = 4;
    while (2 * length <= filled - at)
      length *= 2;
    merge_forward(one, one + sorted, one + at, one + at + length, other, less);
    sorted = at += length;
    for (std::size_t i = 0; i < sorted; ++i)
      one[i] = other[i];
  }
  // At most three more, inserted.
  for (; filled < count; ++filled) {
    const T &next = from[filled];
    std::size_t at = filled;
    for (; at > 0 && less(next, one[at - 1]); --at)
      one[at] = one[at - 1];
    one[at] = next;
  }
  for (std::size_t i = 0; i < count; ++i)
    from[i] = one[i];
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_SMALL_SORT_H
