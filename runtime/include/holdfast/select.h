//===- select.h - the first of several operations -------------------------===//
//
// select() waits until one of its cases is possible, does it, and runs its
// function: receive from a channel or a timer, send to a channel, a time limit,
// or otherwise, which makes it not wait at all. Exactly one case runs. Where
// several are possible, chance decides, so none starves.
//
//   holdfast::select(
//       holdfast::on_receive(jobs, [&](auto job) { use(*job); }),
//       holdfast::on_send(results, result, [&](auto status) { use(status); }),
//       holdfast::on_timeout(1s, [&] { work(); }));
//
// A closed channel makes its case possible, with the status `closed`.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SELECT_H
#define HOLDFAST_SELECT_H

#include "holdfast/channel.h"
#include "holdfast/timer.h"

#include <array>
#include <functional>
#include <tuple>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

// A case has: operation *as_operation(); run(); and says what it is.

template <class T, class Body> struct receive_case {
  static constexpr bool is_limit = false, is_default = false;
  receive_operation<T> inner;
  Body body;
  [[no_unique_address]] place where;
  operation *as_operation() noexcept { return &inner; }
  void run() {
    std::invoke(std::move(body),
                receive_result<T>(inner.status, std::move(inner.value)));
  }
};

template <class T, class Body> struct send_case {
  static constexpr bool is_limit = false, is_default = false;
  send_operation<T> inner;
  Body body;
  [[no_unique_address]] place where;
  operation *as_operation() noexcept { return &inner; }
  void run() { std::invoke(std::move(body), inner.status); }
};

template <class Body> struct timer_case {
  static constexpr bool is_limit = false, is_default = false;
  timer_operation inner;
  Body body;
  [[no_unique_address]] place where;
  operation *as_operation() noexcept { return &inner; }
  void run() { std::invoke(std::move(body), *inner.fired); }
};

template <class Body> struct limit_case {
  static constexpr bool is_limit = true, is_default = false;
  deadline until;
  Body body;
  [[no_unique_address]] place where;
  operation *as_operation() noexcept { return nullptr; }
  void run() { std::invoke(std::move(body)); }
};

template <class Body> struct default_case {
  static constexpr bool is_limit = false, is_default = true;
  Body body;
  [[no_unique_address]] place where;
  operation *as_operation() noexcept { return nullptr; }
  void run() { std::invoke(std::move(body)); }
};

template <class First, class... Rest>
const First &first_of(const First &first, const Rest &...) noexcept {
  return first;
}

template <class Case> deadline limit_of(const Case &one) noexcept {
  if constexpr (Case::is_limit)
    return one.until;
  else
    return never;
}

} // namespace detail

/// Runs body(receive_result<T>) with a value or with `closed`.
template <class T, class Body>
auto on_receive(const receiver<T> &from HOLDFAST_LIFETIMEBOUND, Body body,
                place where = place::current()) {
  return detail::receive_case<T, Body>{
      detail::receive_operation<T>(detail::channel_access::core(from)),
      std::move(body), where};
}

/// Runs body(point in time).
template <class Body>
auto on_receive(timer &from HOLDFAST_LIFETIMEBOUND, Body body,
                place where = place::current()) {
  return detail::timer_case<Body>{detail::timer_operation(from),
                                  std::move(body), where};
}

/// Runs body(send_status), with `sent` or `closed`. The value is moved from
/// only if this case is chosen, and sent.
template <class T, class Body>
auto on_send(const sender<T> &to HOLDFAST_LIFETIMEBOUND,
             std::type_identity_t<T> &value HOLDFAST_LIFETIMEBOUND, Body body,
             place where = place::current()) {
  return detail::send_case<T, Body>{
      detail::send_operation<T>(detail::channel_access::core(to), value),
      std::move(body), where};
}

/// Runs body() when no other case was possible until then.
template <class Body>
auto on_deadline(deadline until, Body body, place where = place::current()) {
  return detail::limit_case<Body>{until, std::move(body), where};
}
template <class Rep, class Period, class Body>
auto on_timeout(std::chrono::duration<Rep, Period> time, Body body,
                place where = place::current()) {
  return on_deadline(detail::after(time), std::move(body), where);
}

/// Runs body() when no other case is possible now.
template <class Body>
auto otherwise(Body body, place where = place::current()) {
  return detail::default_case<Body>{std::move(body), where};
}

/// Does one of the cases; returns its number, from 0 in the order of the
/// arguments. At most one on_deadline, on_timeout or otherwise. Throws: what
/// the chosen case's function throws, after its operation was done.
template <class... Cases> HOLDFAST_BLOCKS std::size_t select(Cases... cases) {
  static_assert(sizeof...(Cases) > 0,
                "holdfast: a select without cases would wait for ever");
  static_assert((0 + ... + (Cases::is_limit || Cases::is_default)) <= 1,
                "holdfast: a select has at most one time limit or otherwise");
  constexpr std::size_t count =
      (std::size_t(0) + ... +
       std::size_t(!Cases::is_limit && !Cases::is_default));
  constexpr bool may_wait = !(Cases::is_default || ...);

  std::array<detail::operation *, count> operations{};
  std::array<std::size_t, count> numbers{};
  std::size_t number = 0, used = 0, last = 0; // last: the limit, or otherwise
  const auto collect = [&](detail::operation *one) {
    if (one) {
      operations[used] = one;
      numbers[used++] = number;
    } else
      last = number;
    ++number;
  };
  (collect(cases.as_operation()), ...);

  deadline until = never;
  ((until = detail::limit_of(cases) < until ? detail::limit_of(cases) : until),
   ...);
  const place where = detail::first_of(cases...).where;
  if constexpr (may_wait)
    detail::suspends(where);
  std::size_t done = detail::attempt_any(operations);
  if constexpr (may_wait)
    if (done == detail::nothing) {
      std::array<detail::wait_entry, count> entries;
      done = detail::block(operations, entries, until, where);
    }

  const std::size_t chosen = done == detail::nothing ? last : numbers[done];
  number = 0;
  ((number++ == chosen ? cases.run() : void()), ...);
  return chosen;
}

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SELECT_H
