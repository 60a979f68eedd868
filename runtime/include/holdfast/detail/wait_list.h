//===- wait_list.h - blocked operations, and how they are chosen ----------===//
//
// A blocked operation, or a select over several, is one `waiter` on its
// thread's stack, with one `wait_entry` in the list of each channel end it
// waits at. Whoever makes one of them possible claims the waiter, by one
// exchange of its state: so a waiter is chosen at most once, for one entry. At
// a rendezvous the operation is then done for it; elsewhere it must try that
// entry's operation before anything else. That is why no wake is lost: a wake
// meant for a channel is spent on that channel.
//
//   state      meaning
//   waiting    nobody has chosen
//   withdrawn  the waiter itself has: it saw something possible, or timed out
//   claimed    somebody has, and will say for what in a moment
//   else       chosen, for an entry; what it was chosen for is perhaps done
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_WAIT_LIST_H
#define HOLDFAST_DETAIL_WAIT_LIST_H

#include "holdfast/detail/word_mutex.h"

#include <mutex>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// For what a waiter was chosen.
struct choice {
  bool is_withdrawn = false;
  std::uint32_t number = 0; // of the entry, unless withdrawn
  bool is_done = false;     // the other side has done the whole operation
};

/// One blocked thread. Lives on its stack; see wait_list::remove.
class waiter {
public:
  /// The waiter itself; false if somebody else has chosen it.
  bool withdraw() noexcept { return leave_waiting(withdrawn); }
  /// Who makes something possible; false if it has been chosen already. Must
  /// publish() soon: the waiter does not sleep meanwhile.
  bool claim() noexcept { return leave_waiting(claimed); }
  /// After claim(). The waiter, and its entries, may be gone afterwards.
  /// Release: what made the operation possible, to wait_until().
  void publish(std::uint32_t number, bool is_done) noexcept {
    atomic_point();
    state_.store(first_chosen + 2 * number + is_done,
                 std::memory_order_release);
  }
  /// Relaxed: a hint; claim() decides.
  bool is_waiting() const noexcept {
    return state_.load(std::memory_order_relaxed) == waiting;
  }

  /// Sleeps until chosen. Withdraws when `until` has passed first. A thread
  /// that `looks_first` does so for about as long as a wake takes: who is quick
  /// to choose it then does not call the system.
  choice wait_until(deadline until, bool looks_first) noexcept {
    for (backoff spin(0);;) {
      atomic_point(false);
      // Acquire meets the release of publish().
      const std::uint32_t now = state_.load(std::memory_order_acquire);
      if (now == withdrawn)
        return {.is_withdrawn = true};
      if (now >= first_chosen)
        return {.number = (now - first_chosen) / 2,
                .is_done = (now - first_chosen) % 2 != 0};
      if (now == claimed || (looks_first && !spin.is_over()))
        spin.snooze();
      else if (!futex_wait(&state_, waiting, until,
                           {"the other end of a channel"}))
        withdraw();
    }
  }

  /// To be called after publish(). The waiter may be gone by then: its address
  /// is only a name.
  static void wake(waiter *chosen) noexcept { futex_wake(&chosen->state_); }

private:
  static constexpr std::uint32_t waiting = 0, withdrawn = 1, claimed = 2,
                                 first_chosen = 3;
  bool leave_waiting(std::uint32_t next) noexcept {
    std::uint32_t expected = waiting;
    atomic_point();
    // Acquire and release: a single order is easier to trust than two.
    return state_.compare_exchange_strong(
        expected, next, std::memory_order_acq_rel, std::memory_order_relaxed);
  }
  word state_ = waiting;
};

/// A waiter's place in one list.
struct wait_entry {
  waiter *who = nullptr;
  std::uint32_t number = 0; // among the waiter's entries
  void *packet = nullptr;   // rendezvous: where the value is, or goes
  wait_entry *previous = nullptr, *next = nullptr;
  bool is_linked = false;
};

/// Entries, first come first served. Not thread-safe: its owner has a lock.
class entry_list {
public:
  bool is_empty() const noexcept { return !first_; }

  void add(wait_entry &entry) noexcept {
    entry.previous = last_;
    entry.next = nullptr;
    (last_ ? last_->next : first_) = &entry;
    last_ = &entry;
    entry.is_linked = true;
  }
  void remove(wait_entry &entry) noexcept {
    if (!entry.is_linked)
      return;
    (entry.previous ? entry.previous->next : first_) = entry.next;
    (entry.next ? entry.next->previous : last_) = entry.previous;
    entry.is_linked = false;
  }

  /// Claims the first waiter that can be, and unlinks its entry; null if there
  /// is none. The caller publishes, and wakes it with the lock given up.
  wait_entry *claim_first() noexcept {
    for (wait_entry *entry = first_; entry; entry = entry->next) {
      __builtin_prefetch(entry->packet, 1); // on its way during the exchange
      if (entry->who->claim()) {
        remove(*entry);
        return entry;
      }
    }
    return nullptr;
  }
  /// Whether somebody other than `self` could be chosen.
  bool has_other(const waiter *self) const noexcept {
    for (const wait_entry *entry = first_; entry; entry = entry->next)
      if (entry->who != self && entry->who->is_waiting())
        return true;
    return false;
  }

private:
  wait_entry *first_ = nullptr, *last_ = nullptr;
};

/// Where operations wait at one end of a channel, with a count that is read
/// without the lock: telling nobody costs one load.
///
/// Nobody is missed: a waiter raises the count and then looks at the channel;
/// the other side changes the channel and then looks at the count; all four
/// are sequentially consistent, so one of the two sees the other.
class wait_list {
public:
  void add(wait_entry &entry) noexcept {
    const std::lock_guard guard(lock_);
    entries_.add(entry);
    atomic_point();
    count_.fetch_add(1);
  }

  /// After that, nobody else uses the entry. One that its waiter was chosen for
  /// needs none: who did was done with it when he published.
  void remove(wait_entry &entry) noexcept {
    const std::lock_guard guard(lock_);
    if (entry.is_linked)
      count_.fetch_sub(1);
    entries_.remove(entry);
  }

  void tell_one() noexcept {
    atomic_point(false);
    if (count_.load() != 0) [[unlikely]]
      tell(false);
  }
  void tell_all() noexcept {
    atomic_point(false);
    if (count_.load() != 0)
      tell(true);
  }

private:
  [[gnu::noinline, gnu::cold]] void tell(bool all) noexcept {
    do {
      waiter *chosen = nullptr;
      {
        const std::lock_guard guard(lock_);
        if (wait_entry *entry = entries_.claim_first()) {
          chosen = entry->who;
          count_.fetch_sub(1);
          chosen->publish(entry->number, false);
        }
      }
      if (!chosen)
        return;
      waiter::wake(chosen);
    } while (all);
  }

  word_mutex lock_;
  word count_ = 0;
  entry_list entries_;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_WAIT_LIST_H
