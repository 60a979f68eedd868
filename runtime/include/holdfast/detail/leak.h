//===- leak.h - what a leak_check counts ----------------------------------===//
//
// A mark is in everything that must be over at some time: a goroutine, a
// thread, a handle, an end of a channel. It is in the list of the innermost
// leak_check (leak_check.h) of the task that made the thing; without one, in
// none, and costs a look at the task. In the release build it is empty.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_LEAK_H
#define HOLDFAST_DETAIL_LEAK_H

#include "holdfast/detail/task_watch.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// What a thing is, in the words of a report.
struct leaking {
  const char *what;           // "a sender"
  const char *name = nullptr; // of the function that runs, see name_of()
  place where = {};           // else, where it was made
};

#if HOLDFAST_CHECKED

/// One leak_check. Its list is guarded by the lock of src/watch.h.
struct leak_frame {
  place since;
  leak_frame *outer = nullptr;
  class leak_mark *first = nullptr;
};

class leak_mark {
public:
  leak_mark() = default;
  explicit leak_mark(const leaking &what) noexcept { begin(what); }
  leak_mark(leak_mark &&other) noexcept { take(other); }
  leak_mark &operator=(leak_mark &&) = delete;
  ~leak_mark() { end(); }

  /// Made by the calling task. Precondition: not begun, or ended.
  void begin(const leaking &what) noexcept;
  /// The thing has moved; the other one is no more.
  void take(leak_mark &other) noexcept;
  void end() noexcept;

private:
  friend struct leak_access;
  void link() noexcept;
  void unlink() noexcept;
  leak_frame *of_ = nullptr;
  leak_mark *previous_ = nullptr, *next_ = nullptr;
  leaking what_ = {nullptr};
};

/// For a thread, or for a piece of a parallel algorithm: the leak_check of who
/// begins it.
class inherited_leaks {
public:
  inherited_leaks() noexcept : of_(this_task().leaks) {}
  /// Makes it the calling task's; returns what was it.
  leak_frame *inherit() const noexcept {
    leak_frame *const before = this_task().leaks;
    this_task().leaks = of_;
    return before;
  }
  static void give_back(leak_frame *before) noexcept {
    this_task().leaks = before;
  }

private:
  leak_frame *of_;
};

#else

struct inherited_leaks {
  leak_frame *inherit() const noexcept { return nullptr; }
  static void give_back(leak_frame *) noexcept {}
};
struct leak_mark {
  leak_mark() = default;
  explicit leak_mark(const leaking &) noexcept {}
  void begin(const leaking &) noexcept {}
  void end() noexcept {}
};

#endif

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_LEAK_H
