//===- array_channel.h - the bounded channel ------------------------------===//
//
// A ring of slots, each with a stamp that says whose turn it is; senders and
// receivers claim a place by one exchange of a counter, without a lock. (The
// queue is Dmitry Vyukov's, with laps and the closing bit as in
// crossbeam-channel's array flavor.)
//
// A position is a lap and an index; capacity 3:
//
//   position     ... lap 1 | closed? | index 0..2
//   stamp == position       free for the sender that claims this position
//   stamp == position + 1   full, for the receiver that claims it
//   stamp == position + lap free again, one lap on
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_ARRAY_CHANNEL_H
#define HOLDFAST_DETAIL_ARRAY_CHANNEL_H

#include "holdfast/detail/channel_status.h"
#include "holdfast/detail/wait_list.h"

#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

template <class T> class array_channel {
  using position = std::uint64_t;

public:
  explicit array_channel(std::size_t capacity)
      : capacity_(capacity), closed_(std::bit_ceil(position(capacity) + 1)),
        lap_(closed_ * 2), slots_(std::make_unique<slot[]>(capacity)) {
    for (std::size_t i = 0; i < capacity; ++i)
      slots_[i].stamp.store(i,
                            std::memory_order_relaxed); // before it is shared
  }
  ~array_channel() { discard(); }

  send_status try_send(T &value) noexcept {
    position tail =
        tail_.load(std::memory_order_relaxed); // checked by the exchange
    for (backoff wait;;) {
      if (tail & closed_)
        return send_status::closed;
      slot &at = slots_[index_of(tail)];
      atomic_point(false);
      // Acquire meets the release of the receiver that emptied the slot.
      const position stamp = at.stamp.load(std::memory_order_acquire);
      if (stamp == tail) {
        atomic_point();
        // Sequentially consistent: see wait_list, where "the channel" is the
        // pair of counters.
        if (tail_.compare_exchange_weak(tail, following(tail),
                                        std::memory_order_seq_cst,
                                        std::memory_order_relaxed)) {
          std::construct_at(&at.value, std::move(value));
          atomic_point();
          // Release: the value, to the receiver.
          at.stamp.store(tail + 1, std::memory_order_release);
          receivers.tell_one();
          return send_status::sent;
        }
        pause();
      } else {
        atomic_point(false);
        if (stamp + lap_ == tail + 1 && head_.load() + lap_ == tail)
          return send_status::full;
        wait.snooze(); // a receiver is about to empty it, or `tail` is old
        tail = tail_.load(std::memory_order_relaxed);
      }
    }
  }

  receive_status try_receive(std::optional<T> &into) noexcept {
    position head =
        head_.load(std::memory_order_relaxed); // checked by the exchange
    for (backoff wait;;) {
      slot &at = slots_[index_of(head)];
      atomic_point(false);
      // Acquire meets the release of the sender that filled the slot.
      const position stamp = at.stamp.load(std::memory_order_acquire);
      if (stamp == head + 1) {
        atomic_point();
        if (head_.compare_exchange_weak(head, following(head),
                                        std::memory_order_seq_cst,
                                        std::memory_order_relaxed)) {
          into.emplace(std::move(at.value));
          std::destroy_at(&at.value);
          atomic_point();
          // Release: the slot is empty, to the sender of the next lap.
          at.stamp.store(head + lap_, std::memory_order_release);
          senders.tell_one();
          return receive_status::received;
        }
        pause();
      } else {
        if (stamp == head) {
          atomic_point(false);
          const position tail = tail_.load();
          if ((tail & ~closed_) == head)
            return tail & closed_ ? receive_status::closed
                                  : receive_status::empty;
        }
        wait.snooze(); // a sender is about to fill it, or `head` is old
        head = head_.load(std::memory_order_relaxed);
      }
    }
  }

  // A waiting entry; true if the operation is possible, or soon, already.
  bool enlist_sender(wait_entry &entry) noexcept {
    senders.add(entry);
    atomic_point(false);
    const position tail = tail_.load(), head = head_.load();
    return tail & closed_ || head + lap_ != tail;
  }
  bool enlist_receiver(wait_entry &entry) noexcept {
    receivers.add(entry);
    atomic_point(false);
    const position head = head_.load(), tail = tail_.load();
    return tail != head; // also when closed
  }
  void delist_sender(wait_entry &entry) noexcept { senders.remove(entry); }
  void delist_receiver(wait_entry &entry) noexcept { receivers.remove(entry); }

  void close_by_senders() noexcept { close(); }
  void close_by_receivers() noexcept {
    close();
    discard();
  }

private:
  struct slot {
    slot() {}
    ~slot() {}
    std::atomic<position> stamp;
    union {
      T value;
    };
  };

  std::size_t index_of(position at) const noexcept {
    return at & (closed_ - 1);
  }
  position following(position at) const noexcept {
    return index_of(at) + 1 < capacity_ ? at + 1 : (at & ~(lap_ - 1)) + lap_;
  }

  void close() noexcept {
    atomic_point();
    tail_.fetch_or(closed_);
    senders.tell_all();
    receivers.tell_all();
  }
  /// Takes out what is left; who is sending it completes first.
  void discard() noexcept {
    std::optional<T> gone;
    while (try_receive(gone) == receive_status::received)
      gone.reset();
  }

  // What never changes, and the two counters, on cache lines of their own.
  const std::size_t capacity_;
  const position closed_, lap_;
  const std::unique_ptr<slot[]> slots_;
  alignas(128) std::atomic<position> tail_ = 0; // where the next sender writes
  wait_list receivers;                          // read by senders
  alignas(128) std::atomic<position> head_ = 0; // where the next receiver reads
  wait_list senders;                            // read by receivers
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_ARRAY_CHANNEL_H
