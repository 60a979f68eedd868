//===- once.h - what is done once, whoever comes first --------------------===//
//
// `once` runs a function one time; `lazy<T>` makes a value at its first use.
// Where the function throws, it counts as not run, and the next caller tries.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ONCE_H
#define HOLDFAST_ONCE_H

#include "holdfast/annotate.h"
#include "holdfast/detail/futex.h"
#include "holdfast/detail/task_watch.h"
#include "holdfast/send.h"

#include <functional>
#include <optional>

namespace holdfast::inline HOLDFAST_BUILD {

/// Four bytes. Thread-safe; may be destroyed when no call is under way.
///
///   static const holdfast::once begun;
///   begun.call([] { read_settings(); });
class once {
public:
  once() = default;
  once(const once &) = delete;

  /// Runs `body` unless a call has completed; returns when one has. What the
  /// completed call wrote is visible then. A `body` that calls again on the
  /// same object waits for itself for ever. Throws: what `body` throws.
  template <class Body>
  HOLDFAST_BLOCKS void call(Body &&body, place where = place::current()) const {
    // Acquire meets the release in finish().
    if (state_.load(std::memory_order_acquire) != done) [[unlikely]]
      call_slowly(std::forward<Body>(body), where);
  }

  /// Whether a call has completed; if so, what it wrote is visible.
  bool is_done() const noexcept {
    return state_.load(std::memory_order_acquire) == done;
  }

private:
  enum : std::uint32_t { fresh, running, awaited, done };

  template <class Body>
  [[gnu::noinline]] void call_slowly(Body &&body, place where) const {
    for (;;) {
      std::uint32_t seen = fresh;
      // Acquire, won or lost: what a completed call, or one that threw, wrote.
      if (state_.compare_exchange_strong(seen, running,
                                         std::memory_order_acquire)) {
        struct ending {
          const once &of;
          std::uint32_t to = fresh; // also by an exception
          ~ending() { of.finish(to); }
        } end{*this};
        std::invoke(std::forward<Body>(body));
        end.to = done;
        return;
      }
      if (seen == done)
        return;
      // Relaxed: says only that somebody sleeps.
      if (seen == running && !state_.compare_exchange_strong(
                                 seen, awaited, std::memory_order_relaxed))
        continue;
      const detail::wait_note note(where);
      detail::futex_wait(&state_, awaited, never,
                         {"who has begun what is done once"});
    }
  }

  void finish(std::uint32_t to) const noexcept {
    // Release: what `body` wrote, to who sees `to`.
    if (state_.exchange(to, std::memory_order_release) == awaited)
      detail::futex_wake(&state_, detail::everyone);
  }

  mutable detail::word state_ = fresh;
};

/// A value made by a function at its first use. Threads share it as they share
/// T: through const access.
///
///   const holdfast::lazy settings([] { return read_settings(); });
///   use(settings->port);
template <class Make> class lazy {
public:
  using value_type = std::invoke_result_t<Make &>;
  static_assert(std::is_object_v<value_type>,
                "holdfast: a lazy value is made, not borrowed");

  explicit lazy(Make make) : make_(std::move(make)) {}
  lazy(const lazy &) = delete;

  /// The value, made now if it is not there yet; other threads wait for it.
  /// Throws: what the function throws; the next use tries again.
  HOLDFAST_BLOCKS const value_type &get() const HOLDFAST_LIFETIMEBOUND {
    once_.call([this] { value_.emplace(make_()); });
    return *value_;
  }
  const value_type &operator*() const HOLDFAST_LIFETIMEBOUND { return get(); }
  const value_type *operator->() const HOLDFAST_LIFETIMEBOUND { return &get(); }

  /// The value if it has been made, else null.
  const value_type *peek() const noexcept HOLDFAST_LIFETIMEBOUND {
    return once_.is_done() ? &*value_ : nullptr;
  }

private:
  once once_;
  mutable Make make_;
  mutable std::optional<value_type> value_;
};

template <> inline constexpr answer declared_sync<once> = answer::yes;
template <class Make> struct send_rule<lazy<Make>> {
  using type = when<sends<Make>, sends<std::invoke_result_t<Make &>>>;
};
// Any thread may be the one that makes the value; all of them read it.
template <class Make> struct sync_rule<lazy<Make>> {
  using type = when<sends<Make>, sends<std::invoke_result_t<Make &>>,
                    syncs<std::invoke_result_t<Make &>>>;
};

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_ONCE_H
