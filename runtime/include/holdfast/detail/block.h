//===- block.h - wait until one of several operations is done -------------===//
//
// What a blocking send, a blocking receive and a select have in common: enlist
// at all, sleep, and try the one that was chosen first, or all in an order of
// chance. A thread does not sleep at once. At a rendezvous it looks for a while
// after it has enlisted, or both sides would sleep in turn, at each message. At
// other channels it tries for a while before: the other side is quick as long
// as nobody is enlisted, and the more it does alone, the fewer wakes there are.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_BLOCK_H
#define HOLDFAST_DETAIL_BLOCK_H

#include "holdfast/detail/channel_watch.h"
#include "holdfast/detail/wait_list.h"
#include "holdfast/metrics.h"

#include <cstddef>
#include <span>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// An operation on a channel, as block() sees it.
class operation {
public:
  /// Does it if that is possible without waiting; closed counts as possible.
  virtual bool attempt() = 0;
  /// Enters its list; true if it looks possible now.
  virtual bool enlist(wait_entry &entry) noexcept = 0;
  /// Leaves the list, if it is there.
  virtual void delist(wait_entry &entry) noexcept = 0;
  /// The other side has done it.
  virtual void was_done() noexcept = 0;
  /// Whether it is possible only with another that is enlisted.
  virtual bool is_meeting() const noexcept { return false; }
  /// When it becomes possible by itself.
  virtual deadline due() const noexcept { return never; }

#if HOLDFAST_CHECKED
  // For stuck.cpp: the channel, if it is one's; as what it waits there.
  channel_watch *channel = nullptr;
  channel_side waits_at = channel_side::senders;
#endif

protected:
  ~operation() = default;
};

/// What block() returns when none was possible in time.
inline constexpr std::size_t nothing = static_cast<std::size_t>(-1);

/// A number from 0 to below - 1; every thread has its own sequence.
std::uint32_t next_random(std::uint32_t below) noexcept;

/// Which of the operations was possible, and is done; the first tried is chosen
/// by chance. Without waiting.
inline std::size_t attempt_any(std::span<operation *const> all) {
  if (all.empty())
    return nothing;
  const std::size_t first =
      all.size() == 1 ? 0 : next_random(static_cast<std::uint32_t>(all.size()));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::size_t at = (first + i) % all.size();
    if (all[at]->attempt())
      return at;
  }
  return nothing;
}

/// As attempt_any(), again and again for a little while. Not at once: each look
/// takes a cache line from the other side.
inline std::size_t attempt_repeatedly(std::span<operation *const> all) {
  for (backoff spin(4); !spin.is_over();) {
    spin.snooze();
    if (const std::size_t done = attempt_any(all); done != nothing)
      return done;
  }
  return nothing;
}

/// Does one of the operations, none of which was possible, waiting until
/// `until`; `nothing` after that. At most as many operations as `entries` has
/// room for.
inline std::size_t block(std::span<operation *const> all,
                         std::span<wait_entry> entries, deadline until,
                         place where) {
  schedule_point();
  deadline wake_at = until;
  bool is_meeting = false;
  for (const operation *one : all) {
    wake_at = one->due() < wake_at ? one->due() : wake_at;
    is_meeting |= one->is_meeting();
  }
  const bool is_thread = !is_goroutine();
  if (is_thread && !is_meeting)
    if (const std::size_t done = attempt_repeatedly(all); done != nothing)
      return done;
  for (;;) {
    waiter self;
    for (std::size_t i = 0; i < all.size(); ++i) {
      entries[i] = {.who = &self, .number = static_cast<std::uint32_t>(i)};
      // Enlisted or not, the loop goes on, so that all entries can be delisted.
      if (all[i]->enlist(entries[i]))
        self.withdraw();
    }
    count(counter::channel_waits);
    const choice chosen = [&] {
      const wait_note note(where, all, self);
      return self.wait_until(wake_at, is_thread && is_meeting);
    }();
    for (std::size_t i = 0; i < all.size(); ++i)
      if (chosen.is_withdrawn || i != chosen.number)
        all[i]->delist(entries[i]);
    if (chosen.is_done) {
      all[chosen.number]->was_done();
      return chosen.number;
    }
    if (!chosen.is_withdrawn && all[chosen.number]->attempt())
      return chosen.number;
    if (const std::size_t done = attempt_any(all); done != nothing)
      return done;
    if (chosen.is_withdrawn && until != never && clock_now() >= until)
      return nothing;
  }
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_BLOCK_H
