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

/// Runs `afterwards(self, mine)` on another stack, when `self` has left its
/// own; it must not block. `mine` is the thread's place among the workers, or
/// null. Returns when somebody has resumed it. Precondition: `self` is running.
void leave(goroutine &self, after_leaving afterwards,
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
#if HOLDFAST_METRICS
  static trace_mark &trace(goroutine &of) noexcept { return of.trace_; }
#endif
#if HOLDFAST_CHECKED
  static goroutine_watch &watch(goroutine &of) noexcept { return of.watch_; }
  /// Where its stack is. Precondition: it has one.
  static const stack &stack_of(const goroutine &of) noexcept {
    return *of.stack_;
  }
#endif

  static void run(job *one) noexcept;
  static void yield() noexcept;
  static void leave(goroutine &self, after_leaving afterwards,
                    void *argument) noexcept;

private:
  static void main(void *self) noexcept;
  static goroutine *take_ready(slot *mine) noexcept;
  static void leave(goroutine &self, thread_state &here,
                    after_leaving afterwards, void *argument) noexcept;
  static void arrive(thread_state &here) noexcept;
  static void enter(goroutine &self) noexcept;
  static void give_stack(goroutine &self) noexcept;
  static void end(goroutine &self, slot *) noexcept;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_FIBER_H
