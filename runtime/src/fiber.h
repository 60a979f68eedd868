//===- fiber.h - leaving a goroutine's stack, and coming back -------------===//
//
// The part of the scheduler that knows stacks: run it until it leaves, leave
// with something to be done once the stack is left. What that something does
// may let the goroutine go on elsewhere at once: so whoever is entered does it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_FIBER_H
#define HOLDFAST_SRC_FIBER_H

#include "holdfast/detail/goroutine.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Runs `afterwards(self)` on another stack, when `self` has left its own; it
/// must not block. Returns when somebody has resumed it. Precondition: `self`
/// is running.
void leave(goroutine &self, void (*afterwards)(goroutine &) noexcept,
           void *argument = nullptr) noexcept;

#if HOLDFAST_CHECKED
/// Ends the program if the goroutine still holds a lock; see lock_order.cpp.
void goroutine_ends(goroutine &self) noexcept;
#endif

/// Gives a goroutine that has left its stack, or is new, to the workers.
void resume_later(goroutine &ready) noexcept;

/// The insides, for the scheduler's files.
struct goroutine_access {
  static parked_at &parked(goroutine &of) noexcept { return of.parked_; }
  static void *argument(goroutine &of) noexcept { return of.argument_; }
  static goroutine *&previous(goroutine &of) noexcept { return of.previous_; }
  static goroutine *&next(goroutine &of) noexcept { return of.next_; }
#if HOLDFAST_CHECKED
  static void *&held_locks(goroutine &of) noexcept { return of.held_locks_; }
  static goroutine_watch &watch(goroutine &of) noexcept { return of.watch_; }
#endif

  static void run(job *one) noexcept;
  static void leave(goroutine &self, void (*afterwards)(goroutine &) noexcept,
                    void *argument) noexcept;

private:
  static void main(void *self) noexcept;
  static goroutine *take_ready() noexcept;
  static void arrive() noexcept;
  static void enter(goroutine &self) noexcept;
  static void give_stack(goroutine &self) noexcept;
  static void end(goroutine &self) noexcept;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_FIBER_H
