//===- watch.h - the lock of the checked build's notes --------------------===//
//
// One lock for what tasks tell of each other: who is asleep, where the ends of
// channels lie, what leak_checks count. Held for short, and never while
// waiting.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_WATCH_H
#define HOLDFAST_SRC_WATCH_H

#include "holdfast/detail/goroutine.h"

#include <mutex>
#include <string>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

#if HOLDFAST_METRICS

/// The type in a text of name_of<T>().
std::string type_in(const char *function);

#endif

#if HOLDFAST_CHECKED

/// Never destroyed: goroutines may outlive main(). New in the child of a fork.
std::mutex &watch_lock() noexcept;

/// "goroutine 3, (lambda at bank.cpp:52:6)", "the main thread", "thread 4711".
std::string name_of_task(const task_watch &task);
/// "bank.cpp:53".
std::string text_of(const place &where);
/// Where the task holds the lock since, if it does. Precondition: asleep, or
/// the caller's.
struct held_since {
  bool is_held = false;
  lock_mode mode = lock_mode::exclusive;
  place where;
};
held_since find_held(const task_watch &by, const lock_watch &lock) noexcept;

// stuck.cpp: a wait of the calling task, as it has noted it.

/// False where nothing is known of whom it waits for, and nothing is to be
/// ended. Ends the program if nobody can ever end the wait.
bool wait_begins() noexcept;
void wait_ends() noexcept;

#endif

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_WATCH_H
