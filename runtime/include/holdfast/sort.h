//===- sort.h - sorts on all processors -----------------------------------===//
//
// parallel_sort() and parallel_stable_sort(), part of parallel.h, and of use by
// themselves. `less` is called from several threads at once, through a const
// reference, and must be a strict weak order; where it throws, both throw that
// when all they began has ended, and the elements are then in no order.
// Where it is no order (a NaN among floating-point numbers), the result is in
// no order either, but of plain types no element is lost.
//
// Not handled: a request to stop.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SORT_H
#define HOLDFAST_SORT_H

#include "holdfast/annotate.h"
#include "holdfast/detail/merge_moving.h"
#include "holdfast/detail/merge_sort.h"
#include "holdfast/detail/quick_sort.h"
#include "holdfast/send.h"

#include <functional>
#include <ranges>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// `less` on what `project` answers.
template <class Less, class Project> struct projected_less {
  const Less &less;
  const Project &project;
  template <class A, class B> bool operator()(A &&a, B &&b) const {
    return std::invoke(less, std::invoke(project, std::forward<A>(a)),
                       std::invoke(project, std::forward<B>(b)));
  }
};

/// Neighbours in a std::vector<bool> share a byte, which two threads must not
/// write.
template <class Reference, class Value> constexpr void require_own_bytes() {
  static_assert(!std::is_same_v<Value, bool> ||
                    std::is_same_v<std::remove_cvref_t<Reference>, bool>,
                "holdfast: two threads cannot write elements of one "
                "std::vector<bool>: use char, or an array of bool; to read "
                "only, give it as const");
}

/// Equal values of the type cannot be told apart, if `less` is such a one.
template <class T, class Less, class Project>
inline constexpr bool is_order_of_values =
    std::is_integral_v<T> && std::is_same_v<Project, std::identity> &&
    (std::is_same_v<Less, std::less<>> || std::is_same_v<Less, std::less<T>> ||
     std::is_same_v<Less, std::ranges::less> ||
     std::is_same_v<Less, std::greater<>> ||
     std::is_same_v<Less, std::greater<T>> ||
     std::is_same_v<Less, std::ranges::greater>);

} // namespace detail

/// Sorts the range; equal elements in any order. n log n comparisons, no memory
/// but the stack. Elements are moved to other threads, and so must be Send.
///
///   holdfast::parallel_sort(people, {}, &person::name);
template <std::ranges::random_access_range Range,
          class Less = std::ranges::less, class Project = std::identity>
HOLDFAST_SCOPED HOLDFAST_BLOCKS void
parallel_sort(Range &&range, const Less &less = {},
              const Project &project = {}) {
  detail::require_send<std::ranges::range_value_t<Range>>();
  detail::require_own_bytes<std::ranges::range_reference_t<Range>,
                            std::ranges::range_value_t<Range>>();
  const auto from = std::ranges::begin(range);
  const detail::place_in_pool place;
  const detail::projected_less<Less, Project> order{less, project};
  detail::quick_sorter<std::remove_const_t<decltype(from)>, decltype(order)>(
      order, place.get() != nullptr)
      .run(from, static_cast<std::size_t>(std::ranges::distance(range)));
}

/// Sorts the range; equal elements stay in their order. n log n comparisons,
/// and memory for at most as many elements as the range has. Throws
/// std::bad_alloc, before it has done anything. Where `less` throws, elements
/// of plain types may be there twice, and others not at all.
///
///   holdfast::parallel_stable_sort(words, std::less<>(), &std::string::size);
template <std::ranges::random_access_range Range,
          class Less = std::ranges::less, class Project = std::identity>
HOLDFAST_SCOPED HOLDFAST_BLOCKS void
parallel_stable_sort(Range &&range, const Less &less = {},
                     const Project &project = {}) {
  using element = std::ranges::range_value_t<Range>;
  if constexpr (detail::is_order_of_values<element, Less, Project>)
    return parallel_sort(range, less, project);
  else {
    detail::require_send<element>();
    detail::require_own_bytes<std::ranges::range_reference_t<Range>, element>();
    const auto from = std::ranges::begin(range);
    const auto count = static_cast<std::size_t>(std::ranges::distance(range));
    const detail::place_in_pool place;
    const bool is_parallel = place.get() != nullptr;
    const detail::projected_less<Less, Project> order{less, project};
    if constexpr (detail::is_plain<element> &&
                  std::ranges::contiguous_range<Range>)
      detail::merge_sorter<element, decltype(order)>(order, is_parallel)
          .run(std::to_address(from), count);
    else
      detail::moving_merge_sorter<std::remove_const_t<decltype(from)>,
                                  decltype(order)>(
          order, is_parallel
                     ? std::max<std::size_t>(
                           4096, count / (4 * place.get()->pool->size()))
                     : count)
          .run(from, count);
  }
}

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SORT_H
