//===- block.h - wait until one of several operations is done -------------===//
//
// What a blocking send, a blocking receive and a select have in common: try
// all in an order of chance, else enlist at all, sleep, and try the one that
// was chosen first.
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
  /// Leaves the list; true if the other side has done the whole operation.
  virtual bool delist(wait_entry &entry) noexcept = 0;
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

/// Does one of the operations, waiting until `until`; `nothing` after that. At
/// most as many operations as `entries` has room for.
inline std::size_t block(std::span<operation *const> all,
                         std::span<wait_entry> entries, deadline until,
                         place where) {
  schedule_point();
  deadline wake_at = until;
  for (const operation *one : all)
    wake_at = one->due() < wake_at ? one->due() : wake_at;
  const bool may_spin = !is_goroutine();
  for (backoff spin;;) {
    if (const std::size_t done = attempt_any(all); done != nothing)
      return done;
    if (may_spin && !spin.is_over()) {
      spin.snooze();
      continue;
    }
    waiter self;
    for (std::size_t i = 0; i < all.size(); ++i) {
      entries[i] = {};
      entries[i].who = &self;
      entries[i].number = static_cast<std::uint32_t>(i);
      // Enlisted or not, the loop goes on, so that all entries can be delisted.
      if (all[i]->enlist(entries[i]))
        self.choose(waiter::withdrawn);
    }
    count(counter::channel_waits);
    const std::uint32_t outcome = [&] {
      const wait_note note(where, all, self);
      return self.wait_until(wake_at);
    }();
    const std::size_t chosen =
        outcome == waiter::withdrawn ? nothing : outcome - waiter::first_entry;
    bool is_done = false;
    for (std::size_t i = 0; i < all.size(); ++i)
      is_done |= all[i]->delist(entries[i]);
    if (is_done)
      return chosen; // only the chosen one can have been completed
    if (chosen != nothing) {
      if (all[chosen]->attempt())
        return chosen;
    } else if (until != never && clock_now() >= until)
      return attempt_any(all);
  }
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_BLOCK_H
