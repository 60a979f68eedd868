//===- meeting_channel.h - the rendezvous ---------------------------------===//
//
// A channel of capacity 0: a value goes from the sender's variable straight to
// the receiver's, when both are there. Whoever comes second chooses the first
// and does both halves, under the lock; the first finds its half completed
// when it takes its entry off the list, under the same lock.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_MEETING_CHANNEL_H
#define HOLDFAST_DETAIL_MEETING_CHANNEL_H

#include "holdfast/detail/channel_status.h"
#include "holdfast/detail/wait_list.h"

#include <optional>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

template <class T> class meeting_channel {
public:
  send_status try_send(T &value) noexcept {
    waiter *receiver = nullptr;
    {
      const std::lock_guard guard(lock_);
      if (is_closed_)
        return send_status::closed;
      wait_entry *first = receivers_.choose_first();
      if (!first)
        return send_status::full;
      static_cast<std::optional<T> *>(first->packet)->emplace(std::move(value));
      first->is_completed = true;
      receiver = first->who;
    }
    waiter::wake(receiver);
    return send_status::sent;
  }

  receive_status try_receive(std::optional<T> &into) noexcept {
    waiter *sender = nullptr;
    {
      const std::lock_guard guard(lock_);
      wait_entry *first = senders_.choose_first();
      if (!first)
        return is_closed_ ? receive_status::closed : receive_status::empty;
      into.emplace(std::move(*static_cast<T *>(first->packet)));
      first->is_completed = true;
      sender = first->who;
    }
    waiter::wake(sender);
    return receive_status::received;
  }

  // The packet of a sender is its T, that of a receiver its std::optional<T>.
  // True if the other side is there already; a select does not meet itself.
  bool enlist_sender(wait_entry &entry) noexcept {
    return enlist(entry, senders_, receivers_);
  }
  bool enlist_receiver(wait_entry &entry) noexcept {
    return enlist(entry, receivers_, senders_);
  }

  // Whether the other side has taken, or given, the value.
  bool delist_sender(wait_entry &entry) noexcept {
    return delist(entry, senders_);
  }
  bool delist_receiver(wait_entry &entry) noexcept {
    return delist(entry, receivers_);
  }

  void close_by_senders() noexcept { close(receivers_); }
  void close_by_receivers() noexcept { close(senders_); }

private:
  bool enlist(wait_entry &entry, entry_list &own,
              const entry_list &other) noexcept {
    const std::lock_guard guard(lock_);
    own.add(entry);
    return is_closed_ || other.has_other(entry.who);
  }
  bool delist(wait_entry &entry, entry_list &own) noexcept {
    const std::lock_guard guard(lock_);
    own.remove(entry);
    return entry.is_completed;
  }
  /// Those who wait try again, and see that it is closed.
  void close(entry_list &waiting) noexcept {
    for (waiter *chosen = nullptr;; waiter::wake(chosen)) {
      const std::lock_guard guard(lock_);
      is_closed_ = true;
      wait_entry *first = waiting.choose_first();
      if (!first)
        return;
      chosen = first->who;
    }
  }

  word_mutex lock_;
  bool is_closed_ = false;
  entry_list senders_, receivers_;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_MEETING_CHANNEL_H
