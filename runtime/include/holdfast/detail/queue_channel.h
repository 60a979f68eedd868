//===- queue_channel.h - the unbounded channel ----------------------------===//
//
// A queue under a lock that is held for one insertion or removal. Sending
// never waits for a receiver; it may throw std::bad_alloc, and then nothing
// was sent.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_QUEUE_CHANNEL_H
#define HOLDFAST_DETAIL_QUEUE_CHANNEL_H

#include "holdfast/detail/channel_status.h"
#include "holdfast/detail/wait_list.h"

#include <deque>
#include <optional>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

template <class T> class queue_channel {
public:
  send_status try_send(T &value) {
    {
      const std::lock_guard guard(lock_);
      if (is_closed_)
        return send_status::closed;
      queue_.push_back(std::move(value));
    }
    // A receiver that has looked at the queue before has raised the count
    // before that, and the lock has made it visible here.
    receivers_.tell_one();
    return send_status::sent;
  }

  receive_status try_receive(std::optional<T> &into) noexcept {
    const std::lock_guard guard(lock_);
    if (queue_.empty())
      return is_closed_ ? receive_status::closed : receive_status::empty;
    into.emplace(std::move(queue_.front()));
    queue_.pop_front();
    return receive_status::received;
  }

  bool enlist_sender(wait_entry &) noexcept { return true; }
  bool enlist_receiver(wait_entry &entry) noexcept {
    receivers_.add(entry);
    const std::lock_guard guard(lock_);
    return !queue_.empty() || is_closed_;
  }
  bool delist_sender(wait_entry &) noexcept { return false; }
  bool delist_receiver(wait_entry &entry) noexcept {
    return receivers_.remove(entry), false;
  }

  void close_by_senders() noexcept {
    {
      const std::lock_guard guard(lock_);
      is_closed_ = true;
    }
    receivers_.tell_all();
  }
  void close_by_receivers() noexcept {
    std::deque<T> gone; // destroyed without the lock: destructors may send
    const std::lock_guard guard(lock_);
    is_closed_ = true;
    gone.swap(queue_);
  }

private:
  word_mutex lock_;
  bool is_closed_ = false;
  std::deque<T> queue_;
  wait_list receivers_;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_QUEUE_CHANNEL_H
