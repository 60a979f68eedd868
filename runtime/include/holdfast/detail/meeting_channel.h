//===- meeting_channel.h - the rendezvous ---------------------------------===//
//
// A channel of capacity 0: a value goes from the sender's variable straight to
// the receiver's, when both are there. Whoever comes second claims the first,
// does both halves under the lock, and then says so.
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
      wait_entry *first = receivers_.claim_first();
      if (!first)
        return send_status::full;
      static_cast<std::optional<T> *>(first->packet)->emplace(std::move(value));
      receiver = first->who;
      receiver->publish(first->number, true);
    }
    waiter::wake(receiver);
    return send_status::sent;
  }

  receive_status try_receive(std::optional<T> &into) noexcept {
    waiter *sender = nullptr;
    {
      const std::lock_guard guard(lock_);
      wait_entry *first = senders_.claim_first();
      if (!first)
        return is_closed_ ? receive_status::closed : receive_status::empty;
      into.emplace(std::move(*static_cast<T *>(first->packet)));
      sender = first->who;
      sender->publish(first->number, true);
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

  void delist_sender(wait_entry &entry) noexcept { delist(entry, senders_); }
  void delist_receiver(wait_entry &entry) noexcept {
    delist(entry, receivers_);
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
  void delist(wait_entry &entry, entry_list &own) noexcept {
    const std::lock_guard guard(lock_);
    own.remove(entry);
  }
  /// Those who wait try again, and see that it is closed.
  void close(entry_list &waiting) noexcept {
    for (waiter *chosen = nullptr;; waiter::wake(chosen)) {
      const std::lock_guard guard(lock_);
      is_closed_ = true;
      wait_entry *first = waiting.claim_first();
      if (!first)
        return;
      chosen = first->who;
      chosen->publish(first->number, false);
    }
  }

  word_mutex lock_;
  bool is_closed_ = false;
  entry_list senders_, receivers_;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_MEETING_CHANNEL_H
