//===- channel.h - values that change threads -----------------------------===//
//
// A channel has senders and receivers, as many as are copied. A value that is
// sent is moved in and out, and arrives once. The channel closes when the last
// end of a side is destroyed: without senders, receivers get what is left and
// then `closed`; without receivers, senders get their value back.
//
// Bounded (a lock-free ring), unbounded (a lock-free list of blocks) and
// rendezvous (capacity 0: both sides meet). Values from one sender arrive in
// its order.
//
// Memory order: what a thread did before it sent is visible to who receives.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_CHANNEL_H
#define HOLDFAST_CHANNEL_H

#include "holdfast/annotate.h"
#include "holdfast/detail/channel_core.h"
#include "holdfast/send.h"

#include <iterator>

namespace holdfast::inline HOLDFAST_BUILD {

/// What became of a send. True if the value was sent; else it is here.
template <class T>
class [[nodiscard("a value that was not sent is lost with the result")]]
send_result {
public:
  /// The value was sent.
  send_result() = default;
  send_result(send_status status, T &value) : status_(status) {
    if (status != send_status::sent)
      value_.emplace(std::move(value));
  }
  explicit operator bool() const noexcept {
    return status_ == send_status::sent;
  }
  send_status status() const noexcept { return status_; }
  /// The value that was not sent. Precondition: the result is false.
  T take() && { return std::move(*value_); }

private:
  send_status status_ = send_status::sent;
  std::optional<T> value_;
};

/// What was received, as an optional with a reason.
template <class T>
class [[nodiscard("the value is lost with the result")]] receive_result {
public:
  receive_result(receive_status status, std::optional<T> value)
      : status_(status), value_(std::move(value)) {}
  explicit operator bool() const noexcept { return value_.has_value(); }
  receive_status status() const noexcept { return status_; }
  /// Precondition, for both: the result is true.
  T &operator*() & HOLDFAST_LIFETIMEBOUND { return *value_; }
  T operator*() && { return std::move(*value_); }
  T *operator->() HOLDFAST_LIFETIMEBOUND { return &*value_; }

private:
  receive_status status_;
  std::optional<T> value_;
};

template <class T> class sender;
template <class T> class receiver;

/// Both ends of a new channel: `auto [send, receive] =
/// bounded_channel<int>(8);`
template <class T> struct channel_ends;

namespace detail {
struct channel_access;

template <class T> constexpr void check_message() {
  static_assert(std::is_object_v<T> && !std::is_const_v<T>,
                "holdfast: a channel carries values, not references");
  static_assert(
      std::is_nothrow_move_constructible_v<T> &&
          std::is_nothrow_destructible_v<T>,
      "holdfast: what a channel carries must move without exceptions");
  require_send<T>();
}
} // namespace detail

/// The end that sends. Thread-safe; a copy is one more sender. After a move it
/// is empty and may be copied, assigned to or destroyed only (reported by the
/// checked build).
template <class T> class sender {
public:
  sender(const sender &other) noexcept
      : core_(other.core_), watch_(other.watch_) {
    if (core_)
      core_->add_sender();
  }
  sender(sender &&other) noexcept
      : core_(std::exchange(other.core_, nullptr)),
        watch_(std::move(other.watch_)) {}
  sender &operator=(sender other) noexcept {
    std::swap(core_, other.core_);
    watch_.swap(other.watch_);
    return *this;
  }
  ~sender() {
    watch_.forget();
    if (core_)
      core_->drop_sender();
  }

  /// Moves the value into the channel; waits while a bounded one is full, and
  /// for a receiver at a rendezvous. Fails, with the value, when no receiver is
  /// left. Throws: std::bad_alloc, from an unbounded channel.
  HOLDFAST_BLOCKS send_result<T> send(T value,
                                      place where = place::current()) const {
    return send_until(std::move(value), never, where);
  }

  /// As send(), without waiting: `full` if that were necessary.
  send_result<T> try_send(T value) const {
    detail::send_operation<T> one(core(), value);
    one.attempt();
    if (one.status == send_status::sent)
      return {};
    return {one.status, value};
  }

  /// As send(), until `until` at most: then `timed_out`.
  HOLDFAST_BLOCKS send_result<T>
  send_until(T value, deadline until, place where = place::current()) const {
    if constexpr (is_checked)
      if (core().has_bound())
        detail::suspends(where);
    detail::send_operation<T> one(core(), value);
    if (!one.attempt() && !detail::block_for(one, until, where))
      one.status = send_status::timed_out;
    return {one.status, value};
  }
  template <class Rep, class Period>
  HOLDFAST_BLOCKS send_result<T>
  send_for(T value, std::chrono::duration<Rep, Period> time,
           place where = place::current()) const {
    return send_until(std::move(value), detail::after(time), where);
  }

private:
  friend detail::channel_access;
  explicit sender(detail::channel_core<T> *core) noexcept
      : core_(core), watch_(core->watch, detail::channel_side::senders) {}
  detail::channel_core<T> &core() const noexcept {
    if constexpr (is_checked)
      if (!core_)
        detail::fail("an end of a channel is used after it was moved",
                     place::current());
    return *core_;
  }
  detail::channel_core<T> *core_;
  [[no_unique_address]] detail::end_watch watch_;
};

/// The end that receives. Thread-safe; a copy is one more receiver, and each
/// value goes to one of them. After a move as a sender.
template <class T> class receiver {
public:
  receiver(const receiver &other) noexcept
      : core_(other.core_), watch_(other.watch_) {
    if (core_)
      core_->add_receiver();
  }
  receiver(receiver &&other) noexcept
      : core_(std::exchange(other.core_, nullptr)),
        watch_(std::move(other.watch_)) {}
  receiver &operator=(receiver other) noexcept {
    std::swap(core_, other.core_);
    watch_.swap(other.watch_);
    return *this;
  }
  ~receiver() {
    watch_.forget();
    if (core_)
      core_->drop_receiver();
  }

  /// Waits for a value. `closed` when no sender is left and nothing is there.
  HOLDFAST_BLOCKS receive_result<T>
  receive(place where = place::current()) const {
    return receive_until(never, where);
  }

  /// As receive(), without waiting: `empty` if that were necessary.
  receive_result<T> try_receive() const {
    detail::receive_operation<T> one(core());
    one.attempt();
    return {one.status, std::move(one.value)};
  }

  /// As receive(), until `until` at most: then `timed_out`.
  HOLDFAST_BLOCKS receive_result<T>
  receive_until(deadline until, place where = place::current()) const {
    detail::suspends(where);
    detail::receive_operation<T> one(core());
    if (!one.attempt() && !detail::block_for(one, until, where))
      one.status = receive_status::timed_out;
    return {one.status, std::move(one.value)};
  }
  template <class Rep, class Period>
  HOLDFAST_BLOCKS receive_result<T>
  receive_for(std::chrono::duration<Rep, Period> time,
              place where = place::current()) const {
    return receive_until(detail::after(time), where);
  }

  /// An input iterator over what is still to come; ends when closed.
  class iterator {
  public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    T &operator*() const { return *value_; }
    iterator &operator++() {
      value_ = of_->next(where_);
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const noexcept { return !value_; }

  private:
    friend receiver;
    iterator(const receiver &of, place where)
        : of_(&of), where_(where), value_(of.next(where)) {}
    const receiver *of_;
    [[no_unique_address]] place where_;
    mutable std::optional<T> value_;
  };
  /// `for (auto &value : receiver)` receives until the channel is closed.
  HOLDFAST_BLOCKS iterator
  begin(place where = place::current()) const HOLDFAST_LIFETIMEBOUND {
    return iterator(*this, where);
  }
  std::default_sentinel_t end() const noexcept { return {}; }

private:
  friend detail::channel_access;
  explicit receiver(detail::channel_core<T> *core) noexcept
      : core_(core), watch_(core->watch, detail::channel_side::receivers) {}
  std::optional<T> next(place where) const {
    receive_result<T> got = receive(where);
    return got ? std::optional<T>(*std::move(got)) : std::nullopt;
  }
  detail::channel_core<T> &core() const noexcept {
    if constexpr (is_checked)
      if (!core_)
        detail::fail("an end of a channel is used after it was moved",
                     place::current());
    return *core_;
  }
  detail::channel_core<T> *core_;
  [[no_unique_address]] detail::end_watch watch_;
};

template <class T> struct channel_ends {
  holdfast::sender<T> sender;
  holdfast::receiver<T> receiver;
};

namespace detail {

/// The way to the inside of the ends, for the functions below and for select.
struct channel_access {
  template <class T, class Kind, class... Args>
  static channel_ends<T> make(place where, Args... args) {
    check_message<T>();
    auto *core = new channel_core<T>(where, std::in_place_type<Kind>, args...);
    return {sender<T>(core), receiver<T>(core)};
  }
  template <class End> static auto &core(const End &end) noexcept {
    return end.core();
  }
};

} // namespace detail

/// A channel whose receivers meet its senders: nothing is stored.
///
///   auto [sender, receiver] = holdfast::rendezvous_channel<std::string>();
///   auto answer = holdfast::go(
///       [](auto from) { return *from.receive(); }, std::move(receiver));
///   if (!sender.send("hello"))
///     work(); // whoever was to answer is gone
///   use(std::move(answer).join());
template <class T>
channel_ends<T> rendezvous_channel(place where = place::current()) {
  return detail::channel_access::make<T, detail::meeting_channel<T>>(where);
}

/// A channel for at most `capacity` values; 0 makes a rendezvous.
///
///   auto [sender, receiver] = holdfast::bounded_channel<int>(8);
///   auto squares = holdfast::spawn(
///       [](auto to) {
///         for (int i = 1; to.send(i * i) && i < 100;)
///           ++i;
///       },
///       std::move(sender));
///   for (int number : receiver) // until the sender is gone
///     use(number);
///   std::move(squares).join();
template <class T>
channel_ends<T> bounded_channel(std::size_t capacity,
                                place where = place::current()) {
  if (capacity == 0)
    return rendezvous_channel<T>(where);
  return detail::channel_access::make<T, detail::array_channel<T>>(where,
                                                                   capacity);
}

/// A channel for as many values as memory holds: sending never waits.
///
///   auto [sender, receiver] = holdfast::unbounded_channel<int>();
///   (void)sender.send(1);
///   while (auto number = receiver.try_receive())
///     use(*number);
template <class T>
channel_ends<T> unbounded_channel(place where = place::current()) {
  return detail::channel_access::make<T, detail::list_channel<T>>(where);
}

// An end hands values over, it does not show them.
template <class T> struct send_rule<sender<T>> {
  using type = when<sends<T>>;
};
template <class T> struct sync_rule<sender<T>> {
  using type = when<sends<T>>;
};
template <class T> struct send_rule<receiver<T>> {
  using type = when<sends<T>>;
};
template <class T> struct sync_rule<receiver<T>> {
  using type = when<sends<T>>;
};

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_CHANNEL_H
