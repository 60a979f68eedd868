//===- fold.h - many elements into one, several at a time -----------------===//
//
// A sum with one accumulator waits for each addition before the next. Where
// values are small, this folds a tile in eight runs side by side, and then the
// runs; that changes only how the operation is parenthesised, which a parallel
// reduction does anyway. Where the operation also commutes (arithmetic plus and
// the like, which are known by type), each of 16 lanes takes every 16th
// element, which compilers make vectors of.
//
//   tile    a b c d  e f g h  i j k l ...     runs of 4, in place of 16
//   run 0   ((a.b).c).d    run 1  ((e.f).g).h ...     then run 0 . run 1 . ...
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_FOLD_H
#define HOLDFAST_DETAIL_FOLD_H

#include "holdfast/check.h"

#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

template <class Operation, class T>
inline constexpr bool is_one_of_std =
    std::is_same_v<Operation, std::plus<T>> ||
    std::is_same_v<Operation, std::multiplies<T>> ||
    std::is_same_v<Operation, std::bit_and<T>> ||
    std::is_same_v<Operation, std::bit_or<T>> ||
    std::is_same_v<Operation, std::bit_xor<T>>;

/// The operation may take its elements in any order.
template <class Operation, class T>
inline constexpr bool commutes =
    std::is_arithmetic_v<T> &&
    (is_one_of_std<Operation, T> || is_one_of_std<Operation, void>);

/// Cheap enough to have several of.
template <class T>
inline constexpr bool is_small =
    std::is_trivially_copyable_v<T> && sizeof(T) <= 16;

template <class T, class Iterator, class Operation, class Map>
T fold_lanes(T start, Iterator from, std::size_t count, const Operation &op,
             const Map &map) {
  constexpr std::size_t lanes = 16;
  T lane[lanes];
  for (std::size_t k = 0; k < lanes; ++k)
    lane[k] = static_cast<T>(map(from[k]));
  std::size_t i = lanes;
  for (; i + lanes <= count; i += lanes)
    for (std::size_t k = 0; k < lanes; ++k)
      lane[k] = static_cast<T>(op(lane[k], static_cast<T>(map(from[i + k]))));
  for (; i < count; ++i)
    start = static_cast<T>(op(start, static_cast<T>(map(from[i]))));
  for (std::size_t width = lanes / 2; width != 0; width /= 2)
    for (std::size_t k = 0; k < width; ++k)
      lane[k] = static_cast<T>(op(lane[k], lane[k + width]));
  return static_cast<T>(op(start, lane[0]));
}

template <class T, class Iterator, class Operation, class Map>
T fold_runs(T start, Iterator from, const Operation &op, const Map &map) {
  constexpr std::size_t runs = 8, length = 16;
  T run[runs];
  for (std::size_t k = 0; k < runs; ++k)
    run[k] = static_cast<T>(map(from[k * length]));
  for (std::size_t i = 1; i < length; ++i)
    for (std::size_t k = 0; k < runs; ++k)
      run[k] =
          static_cast<T>(op(run[k], static_cast<T>(map(from[k * length + i]))));
  for (std::size_t width = 1; width != runs; width *= 2)
    for (std::size_t k = 0; k < runs; k += 2 * width)
      run[k] = static_cast<T>(op(run[k], run[k + width]));
  return static_cast<T>(op(start, run[0]));
}

/// start . map(from[0]) . map(from[1]) ... for `count` elements.
template <class T, class Iterator, class Operation, class Map>
T fold(T start, Iterator from, std::size_t count, const Operation &op,
       const Map &map) {
  if constexpr (commutes<Operation, T>) {
    if (count >= 64)
      return fold_lanes(start, from, count, op, map);
  } else if constexpr (is_small<T> && std::is_default_constructible_v<T>) {
    constexpr std::size_t tile = 128;
    for (; count >= tile; count -= tile, from += tile)
      start = fold_runs(start, from, op, map);
  }
  for (std::size_t i = 0; i < count; ++i)
    start = static_cast<T>(op(std::move(start), static_cast<T>(map(from[i]))));
  return start;
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_FOLD_H
