//===- wait_list.h - blocked operations, and how they are chosen ----------===//
//
// A blocked operation, or a select over several, is one `waiter` on its
// thread's stack, with one `wait_entry` in the list of each channel end it
// waits at. Whoever makes one of them possible chooses it, by one exchange of
// the waiter's state: so a waiter is chosen at most once, for one entry, and
// must then try that entry's operation before anything else. That is why no
// wake is lost: a wake meant for a channel is spent on that channel.
//
//   state      meaning
//   waiting    nobody has chosen
//   withdrawn  the waiter itself has: it saw something possible, or timed out
//   2 + i      chosen, for its entry number i
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_WAIT_LIST_H
#define HOLDFAST_DETAIL_WAIT_LIST_H

#include "holdfast/detail/word_mutex.h"

#include <mutex>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// One blocked thread. Lives on its stack; see wait_list::remove.
class waiter {
public:
  static constexpr std::uint32_t withdrawn = 1, first_entry = 2;

  /// Chooses this waiter; false if it has been chosen already.
  bool choose(std::uint32_t outcome) noexcept {
    std::uint32_t expected = waiting;
    atomic_point();
    // Release: what made the operation possible; meets wait_until(). Acquire:
    // nothing, but a single order is easier to trust than two.
    return state_.compare_exchange_strong(expected, outcome,
                                          std::memory_order_acq_rel,
                                          std::memory_order_relaxed);
  }
  /// Relaxed: a hint; choose() decides.
  bool is_waiting() const noexcept {
    return state_.load(std::memory_order_relaxed) == waiting;
  }

  /// Sleeps until chosen. Chooses `withdrawn` when `until` has passed first.
  std::uint32_t wait_until(deadline until) noexcept {
    for (;;) {
      // Acquire meets the release of choose().
      const std::uint32_t now = state_.load(std::memory_order_acquire);
      if (now != waiting)
        return now;
      if (!futex_wait(&state_, waiting, until, {"the other end of a channel"}))
        choose(withdrawn);
    }
  }

  /// To be called after choose(). The waiter may be gone by then: its address
  /// is only a name.
  static void wake(waiter *chosen) noexcept { futex_wake(&chosen->state_); }

private:
  static constexpr std::uint32_t waiting = 0;
  word state_ = waiting;
};

/// A waiter's place in one list.
struct wait_entry {
  waiter *who = nullptr;
  std::uint32_t number = 0;  // among the waiter's entries
  void *packet = nullptr;    // rendezvous: where the value is, or goes
  bool is_completed = false; // rendezvous: the other side has done it all
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

  /// Chooses the first waiter that can be, and unlinks its entry; null if there
  /// is none. The caller wakes it, with the lock given up.
  wait_entry *choose_first() noexcept {
    for (wait_entry *entry = first_; entry; entry = entry->next)
      if (entry->who->choose(waiter::first_entry + entry->number)) {
        remove(*entry);
        return entry;
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

  /// After that, nobody else uses the entry: who unlinked it did so under the
  /// lock and keeps the waiter's address only.
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
        if (wait_entry *entry = entries_.choose_first()) {
          chosen = entry->who;
          count_.fetch_sub(1);
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
