//===- task_watch.h - what the checked build knows of a thread or goroutine
//===//
//
// A task is a thread or a goroutine. Each has one task_watch, in which it notes
// what it is about to wait for and whose doing could end that; stuck.cpp reads
// it, once the task is asleep. Notes are made where the library may wait, so
// that they also say where a guard is held that forbids waiting (no_suspension,
// lock_options.h). In the release build all of this is empty.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_TASK_WATCH_H
#define HOLDFAST_DETAIL_TASK_WATCH_H

#include "holdfast/check.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Never used twice; 0 is nobody, or not known.
using task_id = std::uint64_t;

class operation;
class waiter;
struct leak_frame;

#if HOLDFAST_CHECKED

enum class wait_kind : std::uint8_t { none, other, lock, join, channel };

/// What a task is about to wait for.
struct wait_reason {
  wait_kind kind = wait_kind::none;
  lock_mode mode = lock_mode::exclusive;
  place where = {};
  const lock_watch *lock = nullptr;            // lock
  task_id joined = 0;                          // join
  std::span<operation *const> operations = {}; // channel, and who is chosen
  const waiter *who = nullptr;
};

/// Written by its task only, and read by others while that is asleep.
struct task_watch {
  task_id id = 0;
  long thread = 0;            // the system's number; 0 for a goroutine
  const char *name = nullptr; // see name_of()
  wait_reason reason;
  void *held_locks = nullptr;   // see lock_order.cpp
  unsigned never_suspended = 0; // guards held that forbid it
  bool has_lent = false;       // it has begun others, to which it may have lent
  leak_frame *leaks = nullptr; // the innermost; see leak_check.h
  // Where what belongs to it lies: its stack, and a goroutine's arguments.
  const std::byte *stack = nullptr, *stack_end = nullptr;
  const std::byte *memory = nullptr, *memory_end = nullptr;
  void *fake_stack = nullptr; // AddressSanitizer's
};

/// The calling goroutine's, or thread's.
task_watch &this_task() noexcept;
inline task_id this_task_id() noexcept { return this_task().id; }

/// The calling task has begun another one, which may use what it has.
inline void lends_to_others() noexcept { this_task().has_lent = true; }

/// The calling task may be made to wait here: ends the program if it holds a
/// guard that forbids it.
void suspends(place where) noexcept;

/// From here to its end the calling task may wait, for that reason.
class wait_note {
public:
  explicit wait_note(place where) noexcept
      : wait_note({.kind = wait_kind::other, .where = where}) {
    suspends(where);
  }
  /// For the end of another task.
  wait_note(place where, task_id joined) noexcept
      : wait_note({.kind = wait_kind::join, .where = where, .joined = joined}) {
    suspends(where);
  }
  /// For one of several operations on channels; `who` is enlisted at them.
  wait_note(place where, std::span<operation *const> operations,
            const waiter &who) noexcept
      : wait_note({.kind = wait_kind::channel,
                   .where = where,
                   .operations = operations,
                   .who = &who}) {}
  wait_note(const wait_note &) = delete;
  ~wait_note() { of_.reason = {}; }

private:
  explicit wait_note(const wait_reason &why) noexcept : of_(this_task()) {
    of_.reason = why;
  }
  task_watch &of_;
};

/// Which task runs something; told by that task.
class runner_note {
public:
  // Relaxed: who is not known yet runs, and is not looked for.
  void begins() noexcept {
    by_.store(this_task_id(), std::memory_order_relaxed);
  }
  task_id get() const noexcept { return by_.load(std::memory_order_relaxed); }

private:
  std::atomic<task_id> by_ = 0;
};

#else

inline void lends_to_others() noexcept {}
inline void suspends(place) noexcept {}

struct wait_note {
  explicit wait_note(place) noexcept {}
  wait_note(place, task_id) noexcept {}
  wait_note(place, std::span<operation *const>, const waiter &) noexcept {}
  ~wait_note() {} // so that one that is not used is no warning
};

struct runner_note {
  void begins() noexcept {}
  task_id get() const noexcept { return 0; }
};

#endif

} // namespace detail

/// For functions that wait by other means than the library's: ends the program,
/// in the checked build, if the caller holds a lock that forbids that (the
/// option no_suspension). Constant time; nothing in the release build.
inline void may_suspend(place where = place::current()) noexcept {
  detail::suspends(where);
}

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_TASK_WATCH_H
