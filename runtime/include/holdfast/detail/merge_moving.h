//===- merge_moving.h - the stable sort of types that are not plain
//--------===//
//
// Merge sort that moves: the halves of many elements are a fork, few elements
// are inserted, and a merge first moves the left run aside. Every element is in
// the range or aside at any time, so a comparison that throws loses none.
//
//   range    b d f | a c e      aside  -----       the left run goes aside
//            - - -   a c e             b d f       a is less: it goes first
//            a - -   - c e             b d f       and so on: as many places
//            are a b c d - e f -> ...      ...         free as elements are
//            aside
//
// The library's std::stable_sort would do for the pieces, but in libstdc++ 12
// it uses what C++17 deprecates, and clang says so in the user's file.
//
// Not handled: each merge is one thread's work.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_MERGE_MOVING_H
#define HOLDFAST_DETAIL_MERGE_MOVING_H

#include "holdfast/detail/fork.h"

#include <algorithm>
#include <iterator>
#include <memory>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

template <class Iterator, class Less> class moving_merge_sorter {
public:
  using element = std::iter_value_t<Iterator>;

  /// `piece`: of how many elements one thread sorts by itself.
  moving_merge_sorter(const Less &less, std::size_t piece) noexcept
      : less_(less), piece_(piece) {}

  /// Sorts in place; throws std::bad_alloc, before it has done anything.
  void run(Iterator from, std::size_t count) const {
    if (count <= few)
      return insert(from, count);
    std::allocator<element> memory;
    struct owner {
      std::allocator<element> &memory;
      element *first;
      std::size_t count;
      ~owner() { memory.deallocate(first, count); }
    } aside{memory, memory.allocate(count / 2), count / 2};
    sort(from, count, aside.first);
  }

private:
  static constexpr std::size_t few = 16;

  /// `aside` has room for half of the elements: the halves of both halves are
  /// not more, so that each has its own.
  void sort(Iterator from, std::size_t count, element *aside) const {
    if (count <= few)
      return insert(from, count);
    const std::size_t half = count / 2;
    const auto left = [&] { sort(from, half, aside); };
    const auto right = [&](bool) {
      sort(from + half, count - half, aside + half / 2);
    };
    if (count > piece_)
      fork(*current_slot(), left, right);
    else
      left(), right(false);
    merge(from, half, count, aside);
  }

  void insert(Iterator from, std::size_t count) const {
    for (std::size_t i = 1; i < count; ++i) {
      std::size_t to = i; // all comparisons first: they may throw
      while (to > 0 && less_(from[i], from[to - 1]))
        --to;
      if (to == i)
        continue;
      element held = std::move(from[i]);
      std::move_backward(from + to, from + i, from + i + 1);
      from[to] = std::move(held);
    }
  }

  /// Elements that were moved to memory that had none.
  struct run_aside {
    element *const first, *const last;
    run_aside(Iterator from, std::size_t count, element *to)
        : first(to), last(std::uninitialized_move(from, from + count, to)) {}
    run_aside(const run_aside &) = delete;
    ~run_aside() { std::destroy(first, last); }
  };

  void merge(Iterator from, std::size_t half, std::size_t count,
             element *aside) const {
    if (!less_(from[half], from[half - 1]))
      return; // in order already
    // Those at the beginning that stay where they are.
    Iterator to = std::upper_bound(from, from + half, from[half], less_);
    Iterator right = from + half;
    const run_aside left(to, static_cast<std::size_t>(right - to), aside);
    element *next = left.first;
    try {
      for (const Iterator end = from + count; next != left.last; ++to)
        if (right != end && less_(*right, *next))
          *to = std::move(*right++);
        else
          *to = std::move(*next++);
    } catch (...) {
      std::move(next, left.last, to);
      throw;
    }
  }

  const Less &less_;
  const std::size_t piece_;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_MERGE_MOVING_H
