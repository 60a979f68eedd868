//===- parallel.h - loops, reductions and sorts on all processors ---------===//
//
// join() runs two functions, perhaps at the same time; the algorithms over
// ranges are made of it. All of them return when everything they began has
// ended, so what they run may borrow whatever lives around the call; they nest,
// and they share the workers of goroutines. The calling thread takes part.
//
// What they run is called from several threads at once, through a const
// reference; workers run it in goroutines (go.h says what that means: it may
// wait for other goroutines, after that run on another thread, and it has 256
// KB of stack). It should not wait for another piece of the same algorithm:
// with one processor there is nobody else to run that one. While a thread waits
// for a piece that another has taken, it runs other pieces, of any algorithm:
// so a lock that it holds across a call may be asked for again.
//
// Where something throws, pieces that have not begun are left out, the rest is
// waited for, and one of the exceptions is thrown. A function that takes a
// std::stop_token first is told then, too, and when options.stop asks to stop;
// give the token on to what is nested.
//
// Ranges have random access. See sort.h for sorts.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_PARALLEL_H
#define HOLDFAST_PARALLEL_H

#include "holdfast/annotate.h"
#include "holdfast/detail/divide.h"
#include "holdfast/detail/fold.h"
#include "holdfast/send.h"
#include "holdfast/sort.h"

#include <iterator>
#include <ranges>
#include <span>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

template <class Body, class... Args>
inline constexpr bool takes_token =
    std::is_invocable_v<const Body &, std::stop_token, Args...>;

/// Calls the body, with the token first if it takes one.
template <class Body, class... Args>
decltype(auto) call_piece(const bulk &of, const Body &body, Args &&...args) {
  if constexpr (takes_token<Body, Args...>)
    return std::invoke(body, of.token_source().get_token(),
                       std::forward<Args>(args)...);
  else
    return std::invoke(body, std::forward<Args>(args)...);
}

/// A function of join() that is told when the other has thrown.
template <class Body> struct stoppable {
  Body &body;
  std::stop_source &stop;
  decltype(auto) operator()() const {
    try {
      if constexpr (std::is_invocable_v<Body &, std::stop_token>)
        return std::invoke(body, stop.get_token());
      else
        return std::invoke(body);
    } catch (...) {
      stop.request_stop();
      throw;
    }
  }
};

template <class First, class Second>
auto join_in_place(First &first, Second &second) {
  const place_in_pool place;
  const auto other = [&](bool) -> decltype(auto) {
    return std::invoke(second);
  };
  if (slot *const mine = place.get()) [[likely]]
    return fork(*mine, first, other);
  auto one = call_solid(first);
  return std::pair(std::move(one), call_solid(other, false));
}

/// Elements go to other threads: to be changed there, or only to be read.
template <class Range> constexpr void require_parallel() {
  using reference = std::ranges::range_reference_t<Range>;
  using element = std::remove_cvref_t<reference>;
  require_own_bytes<reference, std::ranges::range_value_t<Range>>();
  if constexpr (std::is_lvalue_reference_v<reference>) {
    if constexpr (std::is_const_v<std::remove_reference_t<reference>>)
      require_sync<element>();
    else
      require_send<element>();
  }
}

template <class Range> std::size_t count_of(Range &range) {
  return static_cast<std::size_t>(std::ranges::distance(range));
}

/// How many elements there are in a piece that has a place in an array.
inline std::size_t block_of(std::size_t count, std::size_t grain) noexcept {
  return std::max(std::clamp<std::size_t>(count / 256, 1, 16384), grain);
}

} // namespace detail

/// Runs first() and second(), perhaps at the same time; both have ended, or
/// never began, when it returns or throws. Returns a pair of the results, with
/// std::monostate for void; void if both are. Where the first throws, the
/// second may not run; where both do, the first's exception is thrown. A
/// function that takes a std::stop_token is asked to stop when the other has
/// thrown.
///
///   auto [left, right] = holdfast::join([&] { return count(a); },
///                                       [&] { return count(b); });
template <class First, class Second>
HOLDFAST_SCOPED HOLDFAST_BLOCKS auto join(First &&first, Second &&second) {
  constexpr bool is_stoppable = std::is_invocable_v<First &, std::stop_token> ||
                                std::is_invocable_v<Second &, std::stop_token>;
  const auto run = [&] {
    if constexpr (is_stoppable) {
      std::stop_source stop;
      detail::stoppable<std::remove_reference_t<First>> one{first, stop};
      detail::stoppable<std::remove_reference_t<Second>> two{second, stop};
      return detail::join_in_place(one, two);
    } else
      return detail::join_in_place(first, second);
  };
  using both = decltype(run());
  if constexpr (std::is_same_v<both, std::pair<std::monostate, std::monostate>>)
    run();
  else
    return run();
}

/// Calls body(element) for each element; in any order, each once.
///
///   holdfast::parallel_for(images, [](image &one) { one.sharpen(); });
///   holdfast::parallel_for(std::views::iota(0, n), [&](int i) { f(i); });
template <std::ranges::random_access_range Range, class Body>
HOLDFAST_SCOPED HOLDFAST_BLOCKS void
parallel_for(Range &&range, const Body &body,
             const parallel_options &options = {}) {
  detail::require_parallel<Range>();
  using reference = std::ranges::range_reference_t<Range>;
  detail::bulk bulk(options, detail::takes_token<Body, reference>);
  const auto from = std::ranges::begin(range);
  detail::divide_plain(bulk, detail::count_of(range), options.grain,
                       [&](std::size_t first, std::size_t last) {
                         for (std::size_t i = first; i < last; ++i)
                           detail::call_piece(bulk, body, from[i]);
                       });
}

/// Calls body(chunk) for the disjoint chunks of `size` elements (the last may
/// have fewer), or body(chunk, number); a chunk is a std::span where the range
/// is contiguous, else a std::ranges::subrange. Precondition: size > 0.
///
///   holdfast::parallel_chunks(numbers, 1000, [](std::span<int> some) {
///     std::ranges::fill(some, 1);
///   });
template <std::ranges::random_access_range Range, class Body>
HOLDFAST_SCOPED HOLDFAST_BLOCKS void
parallel_chunks(Range &&range, std::size_t size, const Body &body,
                const parallel_options &options = {}) {
  detail::require_parallel<Range>();
  if (size == 0)
    detail::fail("a range is cut into chunks of no elements", place::current());
  const auto from = std::ranges::begin(range);
  const std::size_t count = detail::count_of(range);
  const auto chunk = [&](std::size_t number) {
    const std::size_t first = number * size;
    const std::size_t last = first + std::min(size, count - first);
    if constexpr (std::ranges::contiguous_range<Range>)
      return std::span(std::to_address(from) + first, last - first);
    else
      return std::ranges::subrange(from + first, from + last);
  };
  using chunk_type = decltype(chunk(0));
  constexpr bool is_numbered =
      std::is_invocable_v<const Body &, chunk_type, std::size_t> ||
      detail::takes_token<Body, chunk_type, std::size_t>;
  detail::bulk bulk(options,
                    detail::takes_token<Body, chunk_type> ||
                        detail::takes_token<Body, chunk_type, std::size_t>);
  const std::size_t chunks = count / size + (count % size != 0);
  detail::divide_plain(bulk, chunks, options.grain,
                       [&](std::size_t first, std::size_t last) {
                         for (std::size_t i = first; i < last; ++i)
                           if constexpr (is_numbered)
                             detail::call_piece(bulk, body, chunk(i), i);
                           else
                             detail::call_piece(bulk, body, chunk(i));
                       });
}

/// op over map(element) of all elements, in their order. `identity` is what op
/// leaves the other operand as; op is associative, and need not commute. The
/// result depends on the elements alone, not on the number of threads: also
/// where, as with floating point, op is associative only nearly.
///
///   double sum = holdfast::parallel_reduce(numbers, 0.0, std::plus<>());
///   auto total = holdfast::parallel_reduce(
///       words, std::size_t{0}, std::plus<>(), &std::string::size);
template <std::ranges::random_access_range Range, class T, class Operation,
          class Map = std::identity>
HOLDFAST_SCOPED HOLDFAST_BLOCKS T
parallel_reduce(Range &&range, T identity, const Operation &op,
                const Map &map = {}, const parallel_options &options = {}) {
  detail::require_parallel<Range>();
  detail::require_send<T>();
  const auto from = std::ranges::begin(range);
  const auto call = [&](auto &&element) -> decltype(auto) {
    return std::invoke(map, std::forward<decltype(element)>(element));
  };
  struct leaf {
    const decltype(from) &first_one;
    const T &identity;
    const Operation &op;
    const decltype(call) &map;
    T operator()(std::size_t first, std::size_t last) const {
      return detail::fold(identity, first_one + first, last - first, op, map);
    }
    T join(T left, T right) const {
      return static_cast<T>(op(std::move(left), std::move(right)));
    }
    T skipped() const { return identity; }
  };
  detail::bulk bulk(options, false);
  return detail::divide(bulk, detail::count_of(range), options.grain,
                        leaf{from, identity, op, call});
}

/// merge(left, right) over the results of runs of neighbours, in their order;
/// of a run, add(add(identity, a), b) and so on. For results that are dear, as
/// tables are: there is one for each run that a thread took, not for each
/// element. Where the runs end depends on the threads; so what is merged must
/// be as if it had been added, and `identity` an empty one, of which each run
/// has a copy. Both operations may take their first operand by value: it is
/// moved.
///
///   auto sizes = holdfast::parallel_fold(
///       words, std::map<std::size_t, int>(),
///       [](auto all, const std::string &word) {
///         ++all[word.size()];
///         return all;
///       },
///       [](auto all, const auto &more) {
///         for (auto [size, count] : more)
///           all[size] += count;
///         return all;
///       });
template <std::ranges::random_access_range Range, class T, class Add,
          class Merge>
HOLDFAST_SCOPED HOLDFAST_BLOCKS T
parallel_fold(Range &&range, T identity, const Add &add, const Merge &merge,
              const parallel_options &options = {}) {
  detail::require_parallel<Range>();
  detail::require_send<T>();
  const auto from = std::ranges::begin(range);
  const std::size_t count = detail::count_of(range);
  struct leaf {
    detail::bulk &of;
    const decltype(from) &first_one;
    const T &identity;
    const Add &add;
    const Merge &merge;
    const std::size_t piece; // after which to look whether all is over
    T operator()(std::size_t first, std::size_t last) const {
      T all = identity;
      while (first != last && !of.is_over())
        for (const std::size_t end = first + std::min(piece, last - first);
             first != end; ++first)
          all = std::invoke(add, std::move(all), first_one[first]);
      return all;
    }
    T join(T left, T right) const {
      return std::invoke(merge, std::move(left), std::move(right));
    }
    T skipped() const { return identity; }
  };
  detail::bulk bulk(options, false);
  return detail::divide<detail::cuts::forks>(
      bulk, count, options.grain,
      leaf{bulk, from, identity, add, merge,
           detail::piece_of(count, options.grain)});
}

/// Writes f(element) of the n-th element to to[n], and returns the end of that.
/// There must be room; the ranges must be the same or disjoint.
template <std::ranges::random_access_range Range,
          std::random_access_iterator To, class F>
HOLDFAST_SCOPED HOLDFAST_BLOCKS To parallel_map(
    Range &&range, To to, const F &f, const parallel_options &options = {}) {
  detail::require_parallel<Range>();
  detail::require_own_bytes<std::iter_reference_t<To>, std::iter_value_t<To>>();
  using reference = std::ranges::range_reference_t<Range>;
  detail::bulk bulk(options, detail::takes_token<F, reference>);
  const auto from = std::ranges::begin(range);
  const std::size_t count = detail::count_of(range);
  detail::divide_plain(bulk, count, options.grain,
                       [&](std::size_t first, std::size_t last) {
                         for (std::size_t i = first; i < last; ++i)
                           to[i] = detail::call_piece(bulk, f, from[i]);
                       });
  return to + count;
}

/// A vector of f(element), in the order of the elements. The result must have a
/// default constructor, and be no bool, since elements of a std::vector<bool>
/// cannot be written by two threads; the other form writes where it is told.
///
///   const std::vector<std::size_t> sizes =
///       holdfast::parallel_map(words, &std::string::size);
template <std::ranges::random_access_range Range, class F>
HOLDFAST_SCOPED HOLDFAST_BLOCKS auto
parallel_map(Range &&range, const F &f, const parallel_options &options = {}) {
  using reference = std::ranges::range_reference_t<Range>;
  using result = std::remove_cvref_t<decltype(detail::call_piece(
      std::declval<const detail::bulk &>(), f, std::declval<reference>()))>;
  static_assert(!std::is_same_v<result, bool>,
                "holdfast: two threads cannot write elements of one "
                "std::vector<bool>: map to char, or into an array of bool");
  detail::require_send<result>();
  std::vector<result> all(detail::count_of(range));
  parallel_map(range, all.begin(), f, options);
  return all;
}

/// A vector of copies of the elements that `keep` accepts, in their order.
/// Calls keep once for each.
///
///   use(holdfast::parallel_filter(numbers, [](int i) { return i % 2 == 0; }));
template <std::ranges::random_access_range Range, class Predicate>
HOLDFAST_SCOPED HOLDFAST_BLOCKS auto
parallel_filter(Range &&range, const Predicate &keep,
                const parallel_options &options = {}) {
  detail::require_parallel<Range>();
  using element = std::ranges::range_value_t<Range>;
  detail::require_send<element>();
  const auto from = std::ranges::begin(range);
  const std::size_t count = detail::count_of(range);
  const std::size_t block = detail::block_of(count, options.grain);
  std::vector<std::vector<element>> kept(count / block + (count % block != 0));
  detail::bulk bulk(options, false);
  detail::divide_plain(
      bulk, kept.size(), 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
          std::vector<element> some; // its ends are not shared with neighbours
          const std::size_t end = std::min(count, (i + 1) * block);
          for (std::size_t at = i * block; at < end; ++at)
            if (auto &&one = from[at]; std::invoke(keep, std::as_const(one)))
              some.push_back(one);
          kept[i] = std::move(some);
        }
      });
  std::size_t size = 0;
  for (const auto &some : kept)
    size += some.size();
  std::vector<element> all;
  all.reserve(size);
  for (auto &some : kept)
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  return all;
}

namespace detail {

/// Both scans: folds each block, then the blocks' results in their order, then
/// writes each block from where the one before it ended.
template <class Range, class To, class T, class Operation>
T scan(Range &range, To to, T identity, const Operation &op,
       const parallel_options &options, bool is_inclusive) {
  require_parallel<Range>();
  require_own_bytes<std::iter_reference_t<To>, std::iter_value_t<To>>();
  require_send<T>();
  const auto from = std::ranges::begin(range);
  const std::size_t count = count_of(range);
  const std::size_t block = block_of(count, options.grain);
  struct boxed { // no std::vector<bool>
    T value;
  };
  std::vector<boxed> before(count / block + (count % block != 0),
                            boxed{identity});
  bulk all(options, false);
  const std::identity same;
  const auto size_of = [&](std::size_t number) {
    return std::min(block, count - number * block);
  };
  divide_plain(all, before.size(), 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i)
      before[i].value = fold(identity, from + i * block, size_of(i), op, same);
  });
  T total = identity;
  for (auto &[one] : before) {
    T next = static_cast<T>(op(total, std::move(one)));
    one = std::exchange(total, std::move(next));
  }
  divide_plain(all, before.size(), 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      T sum = std::move(before[i].value);
      for (std::size_t at = i * block, end = at + size_of(i); at < end; ++at) {
        T next = static_cast<T>(op(sum, from[at]));
        to[at] = is_inclusive ? next : std::move(sum);
        sum = std::move(next);
      }
    }
  });
  return total;
}

} // namespace detail

/// Writes to to[n] op over the elements 0 to n, and returns op over all. op as
/// in parallel_reduce(), called about twice for each; T can be copied. `to` may
/// be the beginning of the range.
///
///   const int all = holdfast::parallel_inclusive_scan(
///       numbers, numbers.begin(), 0, std::plus<>());
///   use(all == numbers.back());
template <std::ranges::random_access_range Range,
          std::random_access_iterator To, class T, class Operation>
HOLDFAST_SCOPED HOLDFAST_BLOCKS T
parallel_inclusive_scan(Range &&range, To to, T identity, const Operation &op,
                        const parallel_options &options = {}) {
  return detail::scan(range, to, std::move(identity), op, options, true);
}

/// The same with the elements 0 to n - 1: to[0] is the identity.
template <std::ranges::random_access_range Range,
          std::random_access_iterator To, class T, class Operation>
HOLDFAST_SCOPED HOLDFAST_BLOCKS T
parallel_exclusive_scan(Range &&range, To to, T identity, const Operation &op,
                        const parallel_options &options = {}) {
  return detail::scan(range, to, std::move(identity), op, options, false);
}

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_PARALLEL_H
