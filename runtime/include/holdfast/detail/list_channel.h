//===- list_channel.h - the unbounded channel -----------------------------===//
//
// A list of blocks, each with slots for some values; senders and receivers
// claim a place by one exchange of a counter, without a lock. Sending never
// waits for a receiver; it may throw std::bad_alloc, and then nothing was sent.
// (The queue is that of crossbeam-channel's list flavor.)
//
// A position counts slots, and one more place after each block's last, where
// nobody may claim until the next block is there; a position is even, and the
// lowest bit of the two counters says more:
//
//   tail   closed
//   head   the tail is in a later block: no need to look at it
//
// A block is freed by the last receiver that has read from it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_LIST_CHANNEL_H
#define HOLDFAST_DETAIL_LIST_CHANNEL_H

#include "holdfast/detail/channel_status.h"
#include "holdfast/detail/wait_list.h"

#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// `Slots` of a block: one less than a power of two.
template <class T, std::uint64_t Slots = 31> class list_channel {
  using position = std::uint64_t;
  static_assert(std::has_single_bit(Slots + 1));

public:
  list_channel() : list_channel(new block) {}
  list_channel(const list_channel &) = delete;
  ~list_channel() {
    discard();
    // Relaxed: nobody else is there.
    delete head_.in.load(std::memory_order_relaxed);
  }

  send_status try_send(T &value) {
    std::unique_ptr<block> spare;
    // Acquire, here and where it is read again: the block that belongs to it.
    position tail = tail_.at.load(std::memory_order_acquire);
    for (backoff wait;;) {
      if (tail & mark)
        return send_status::closed;
      // Acquire: what who made the block has written there.
      block *const in = tail_.in.load(std::memory_order_acquire);
      const position slot = slot_of(tail);
      if (slot == Slots) { // a sender is about to bring the next block
        wait.snooze();
        tail = tail_.at.load(std::memory_order_acquire);
        continue;
      }
      if (slot + 1 == Slots && !spare)
        spare = std::make_unique<block>(); // before others have to wait for it
      atomic_point();
      // Sequentially consistent: see wait_list, where "the channel" is the pair
      // of counters.
      if (!tail_.at.compare_exchange_weak(tail, tail + step,
                                          std::memory_order_seq_cst,
                                          std::memory_order_acquire)) {
        pause();
        continue;
      }
      if (slot + 1 == Slots)
        append(*in, spare.release());
      in->slots[slot].put(std::move(value));
      receivers_.tell_one();
      return send_status::sent;
    }
  }

  receive_status try_receive(std::optional<T> &into) noexcept {
    // Acquire, here and where it is read again: the block that belongs to it.
    position head = head_.at.load(std::memory_order_acquire);
    for (backoff wait;;) {
      // Acquire: as a sender's.
      block *const in = head_.in.load(std::memory_order_acquire);
      const position slot = slot_of(head);
      if (slot == Slots) { // a receiver is about to go to the next block
        wait.snooze();
        head = head_.at.load(std::memory_order_acquire);
        continue;
      }
      position next = head + step;
      if (!(head & mark)) {
        atomic_point(false);
        const position tail = tail_.at.load();
        if ((tail & ~mark) == head)
          return tail & mark ? receive_status::closed : receive_status::empty;
        if (lap_of(tail) != lap_of(head))
          next |= mark;
      }
      atomic_point();
      // Sequentially consistent: as a sender's.
      if (!head_.at.compare_exchange_weak(head, next, std::memory_order_seq_cst,
                                          std::memory_order_acquire)) {
        pause();
        continue;
      }
      if (slot + 1 == Slots)
        go_on(*in, next);
      in->slots[slot].take(into);
      atomic_point();
      // Release: that it was read; acquire: that the others have read.
      if (in->left.fetch_add(1, std::memory_order_acq_rel) + 1 == Slots)
        delete in;
      return receive_status::received;
    }
  }

  bool enlist_sender(wait_entry &) noexcept { return true; }
  /// A waiting entry; true if receiving is possible, or soon, already.
  bool enlist_receiver(wait_entry &entry) noexcept {
    receivers_.add(entry);
    atomic_point(false);
    const position head = head_.at.load(), tail = tail_.at.load();
    return tail != (head & ~mark); // also when closed
  }
  void delist_sender(wait_entry &) noexcept {}
  void delist_receiver(wait_entry &entry) noexcept { receivers_.remove(entry); }

  void close_by_senders() noexcept { close(); }
  void close_by_receivers() noexcept {
    close();
    discard();
  }

private:
  static constexpr position mark = 1, step = 2, lap = step * (Slots + 1);
  static position slot_of(position at) noexcept { return at % lap / step; }
  static position lap_of(position at) noexcept { return at / lap; }

  class list_slot {
  public:
    list_slot() noexcept {}
    ~list_slot() {}

    /// The sender that has claimed it.
    void put(T &&value) noexcept {
      std::construct_at(&value_, std::move(value));
      atomic_point();
      // Release: the value, to the receiver.
      is_full_.store(true, std::memory_order_release);
    }
    /// The receiver that has claimed it.
    void take(std::optional<T> &into) noexcept {
      // Acquire meets the release of put().
      for (backoff wait; !is_full_.load(std::memory_order_acquire);)
        wait.snooze(); // the sender is about to fill it
      into.emplace(std::move(value_));
      std::destroy_at(&value_);
    }

  private:
    union {
      T value_;
    };
    std::atomic<bool> is_full_ = false;
  };

  struct block {
    std::atomic<block *> next = nullptr;
    std::atomic<std::uint32_t> left = 0; // receivers that have read
    list_slot slots[Slots];
  };

  struct end {
    std::atomic<position> at = 0;
    std::atomic<block *> in;
  };

  explicit list_channel(block *first) noexcept {
    // Relaxed: before it is shared.
    head_.in.store(first, std::memory_order_relaxed);
    tail_.in.store(first, std::memory_order_relaxed);
  }

  /// The sender of a block's last slot.
  void append(block &last, block *next) noexcept {
    // Release: the block is new. Then the counter, to those who wait for it; it
    // may have been marked meanwhile.
    tail_.in.store(next, std::memory_order_release);
    atomic_point();
    tail_.at.fetch_add(step, std::memory_order_release);
    atomic_point();
    // Release: to the receiver of the last slot.
    last.next.store(next, std::memory_order_release);
  }

  /// The receiver of a block's last slot.
  void go_on(block &from, position after) noexcept {
    block *next = nullptr;
    // Acquire meets the release of append().
    for (backoff wait; !(next = from.next.load(std::memory_order_acquire));)
      wait.snooze();
    position at = (after & ~mark) + step;
    // Relaxed: whether there is one says that the tail has gone on.
    if (next->next.load(std::memory_order_relaxed))
      at |= mark;
    // Release, in both: as in append().
    head_.in.store(next, std::memory_order_release);
    atomic_point();
    head_.at.store(at, std::memory_order_release);
  }

  void close() noexcept {
    atomic_point();
    tail_.at.fetch_or(mark);
    receivers_.tell_all();
  }
  /// Takes out what is left; who is sending it completes first.
  void discard() noexcept {
    std::optional<T> gone;
    while (try_receive(gone) == receive_status::received)
      gone.reset();
  }

  // On cache lines of their own.
  alignas(128) end tail_;
  wait_list receivers_; // read by senders
  alignas(128) end head_;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_LIST_CHANNEL_H
