//===- channel_watch.h - where the ends of a channel lie ------------------===//
//
// The checked build knows each end of a channel by its address: one that lies
// in a task's own memory, and that the task was given, belongs to the task
// (stuck.cpp); one that is there when a leak_check ends is a leak. In the
// release build all of this is empty.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_CHANNEL_WATCH_H
#define HOLDFAST_DETAIL_CHANNEL_WATCH_H

#include "holdfast/detail/leak.h"
#include "holdfast/detail/task_watch.h"

#if HOLDFAST_CHECKED
#include <unordered_set>
#endif

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

enum class channel_side : std::uint8_t { senders, receivers };

#if HOLDFAST_CHECKED

class end_watch;

/// The channel's. What is in it is guarded by the lock of src/watch.h.
struct channel_watch {
  explicit channel_watch(place where) noexcept
      : maker(this_task_id()), made(where) {}
  const task_id maker;
  const place made;
  end_watch *senders = nullptr, *receivers = nullptr;
  std::unordered_set<const task_watch *> waiting; // asleep, at either side
};

/// An end's. Empty once it was moved from.
class end_watch {
public:
  end_watch(channel_watch &of, channel_side which) noexcept {
    attach(&of, which);
  }
  end_watch(const end_watch &other) noexcept {
    if (other.of_)
      attach(other.of_, other.side_);
  }
  end_watch(end_watch &&other) noexcept { swap(other); }
  ~end_watch() { forget(); }

  void swap(end_watch &other) noexcept;
  /// The end goes; before the channel does.
  void forget() noexcept;
  // For stuck.cpp, with the lock.
  const end_watch *next() const noexcept { return next_; }
  /// Who put it where it lies.
  task_id placed_by() const noexcept { return placed_by_; }

private:
  void attach(channel_watch *of, channel_side which) noexcept;
  void link(channel_watch *of, channel_side which) noexcept;
  void unlink() noexcept;
  end_watch *&first() noexcept {
    return side_ == channel_side::senders ? of_->senders : of_->receivers;
  }

  channel_watch *of_ = nullptr;
  channel_side side_ = channel_side::senders;
  task_id placed_by_ = 0;
  end_watch *previous_ = nullptr, *next_ = nullptr;
  leak_mark mark_;
};

#else

struct channel_watch {
  explicit channel_watch(place) noexcept {}
};
struct end_watch {
  end_watch(channel_watch &, channel_side) noexcept {}
  void swap(end_watch &) noexcept {}
  void forget() noexcept {}
};

#endif

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_CHANNEL_WATCH_H
