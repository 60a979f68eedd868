//===- send_std.h - Send and Sync of the standard library -----------------===//
//
// The table for send.h. A class of the standard library is as Send and Sync as
// what it holds, because const access to it reads only ([res.on.data.races]);
// the exceptions are written out. Views and iterators borrow: they are neither.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_SEND_STD_H
#define HOLDFAST_DETAIL_SEND_STD_H

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <forward_list>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <set>
#include <shared_mutex>
#include <span>
#include <stack>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// What a class of the standard library is made of, where that decides.
template <class T> struct send_parts {};

// Holds its template arguments and nothing else: traits, comparisons, hashes
// and allocators are arguments too, and are judged like the elements.
#define HOLDFAST_HOLDS_ITS_ARGUMENTS(name)                                     \
  template <class... Parts> struct send_parts<name<Parts...>> {                \
    using send = when<sends<Parts>...>;                                        \
    using sync = when<syncs<Parts>...>;                                        \
  };
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::optional)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::variant)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::tuple)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::pair)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::vector)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::deque)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::list)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::forward_list)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::map)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::multimap)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::set)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::multiset)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::unordered_map)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::unordered_multimap)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::unordered_set)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::unordered_multiset)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::queue)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::priority_queue)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::stack)
HOLDFAST_HOLDS_ITS_ARGUMENTS(std::basic_string)
#undef HOLDFAST_HOLDS_ITS_ARGUMENTS

} // namespace detail

template <class T>
struct send_rule<T, std::void_t<typename detail::send_parts<T>::send>> {
  using type = typename detail::send_parts<T>::send;
};
template <class T>
struct sync_rule<T, std::void_t<typename detail::send_parts<T>::sync>> {
  using type = typename detail::send_parts<T>::sync;
};

// unique_ptr owns; const access to it gives plain access to what it points at,
// which is why its Sync asks for the element's, as Rust's Box does.
template <class T, class D> struct send_rule<std::unique_ptr<T, D>> {
  using type = when<sends<std::remove_extent_t<T>>, sends<D>>;
};
template <class T, class D> struct sync_rule<std::unique_ptr<T, D>> {
  using type = when<syncs<std::remove_extent_t<T>>, syncs<D>>;
};

// shared_ptr counts atomically: two threads may own one object, so that must
// be Sync, and Send, because either may destroy it.
template <class T> struct send_rule<std::shared_ptr<T>> {
  using type =
      when<sends<std::remove_extent_t<T>>, syncs<std::remove_extent_t<T>>>;
};
template <class T>
struct sync_rule<std::shared_ptr<T>> : send_rule<std::shared_ptr<T>> {};
template <class T>
struct send_rule<std::weak_ptr<T>> : send_rule<std::shared_ptr<T>> {};
template <class T>
struct sync_rule<std::weak_ptr<T>> : send_rule<std::shared_ptr<T>> {};

// Made to be shared; those that cannot be moved are not sent, whatever is said.
template <class T> struct send_rule<std::atomic<T>> {
  using type = when<sends<T>>;
};
template <class T> struct sync_rule<std::atomic<T>> {
  using type = when<sends<T>>;
};
template <> inline constexpr answer declared_sync<std::mutex> = answer::yes;
template <>
inline constexpr answer declared_sync<std::recursive_mutex> = answer::yes;
template <>
inline constexpr answer declared_sync<std::shared_mutex> = answer::yes;
template <>
inline constexpr answer declared_sync<std::condition_variable> = answer::yes;
template <>
inline constexpr answer declared_send<std::stop_token> = answer::yes;
template <>
inline constexpr answer declared_sync<std::stop_token> = answer::yes;
template <>
inline constexpr answer declared_send<std::stop_source> = answer::yes;
template <>
inline constexpr answer declared_sync<std::stop_source> = answer::yes;
template <>
inline constexpr answer declared_send<std::exception_ptr> = answer::yes;
template <> inline constexpr answer declared_send<std::thread> = answer::yes;
template <> inline constexpr answer declared_send<std::jthread> = answer::yes;
template <class R> struct send_rule<std::future<R>> {
  using type = when<sends<R>>;
};
template <class R> struct send_rule<std::promise<R>> {
  using type = when<sends<R>>;
};

// A lock is unlocked by the thread that locked it.
template <class M> struct send_rule<std::unique_lock<M>> {
  using type = fixed<answer::no>;
};
template <class M> struct send_rule<std::shared_lock<M>> {
  using type = fixed<answer::no>;
};
template <class M> struct send_rule<std::lock_guard<M>> {
  using type = fixed<answer::no>;
};

// They borrow, like a pointer.
template <class T> struct send_rule<std::reference_wrapper<T>> {
  using type = fixed<answer::no>;
};
template <class T> struct sync_rule<std::reference_wrapper<T>> {
  using type = fixed<answer::no>;
};
template <class T, std::size_t N> struct send_rule<std::span<T, N>> {
  using type = fixed<answer::no>;
};
template <class T, std::size_t N> struct sync_rule<std::span<T, N>> {
  using type = fixed<answer::no>;
};
template <class C, class R> struct send_rule<std::basic_string_view<C, R>> {
  using type = fixed<answer::no>;
};
template <class C, class R> struct sync_rule<std::basic_string_view<C, R>> {
  using type = fixed<answer::no>;
};

// std::function and std::any hide what they hold: unknown, as by structure.

template <class T> struct send_rule<std::allocator<T>> {
  using type = fixed<answer::yes>;
};
template <class T> struct sync_rule<std::allocator<T>> {
  using type = fixed<answer::yes>;
};
template <class T> struct send_rule<std::char_traits<T>> {
  using type = fixed<answer::yes>;
};
template <class T> struct sync_rule<std::char_traits<T>> {
  using type = fixed<answer::yes>;
};

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_SEND_STD_H
