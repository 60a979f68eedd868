//===- goroutine.h - a job with a stack of its own ------------------------===//
//
// What the scheduler keeps of one goroutine. It begins as a job of the shared
// workers and gets a stack when it first runs. Where it would block, it leaves
// its stack (leave()), and the worker goes on with another job; who wakes it
// submits it again, and any worker may go on with it.
//
//   created -> submitted -> running <-> parked (in a list of parking.cpp)
//                              |   \--> yielding, submitted again
//                              \------> ended: the stack is free, ended() runs
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_GOROUTINE_H
#define HOLDFAST_DETAIL_GOROUTINE_H

#include "holdfast/detail/context.h"
#include "holdfast/detail/futex.h"
#include "holdfast/detail/job.h"
#include "holdfast/detail/name_of.h"
#include "holdfast/detail/task_watch.h"

#include <cstddef>
#include <cstdint>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

class goroutine;
class slot;
struct stack;
struct parking_space;
struct thread_state;

/// What is done once a stack is left, see fiber.h.
using after_leaving = void (*)(goroutine &, slot *mine) noexcept;

/// What the C++ library and AddressSanitizer keep for each thread, and a
/// goroutine takes along.
struct per_stack_state {
  void *caught_exceptions = nullptr;
  unsigned uncaught_exceptions = 0;
  void *fake_stack = nullptr;        // AddressSanitizer's
  const void *left_bottom = nullptr; // the stack it was entered from
  std::size_t left_size = 0;
};

/// Where a goroutine sleeps, see parking.cpp. Guarded by the space's lock; but
/// `timed_out` is read after the wake.
struct parked_at {
  parking_space *space = nullptr;
  const void *address = nullptr;
  bool is_linked = false;
  std::atomic<bool> timed_out = false;
  deadline until = never;
  std::size_t heap_index = 0; // 1 + its index among the timers; 0: none
};

#if HOLDFAST_METRICS
/// What trace.cpp keeps of a goroutine.
struct trace_mark {
  std::uint64_t id = 0;       // in the order in which they were begun
  std::uint64_t entered = 0;  // when it came onto its thread; 0 if not noted
  std::uint64_t wake = 0;     // the last one, until it has run
  const char *name = nullptr; // see name_of()
  const char *left_for = "";
};
#endif

#if HOLDFAST_CHECKED
/// What deadlock.cpp keeps of a goroutine. Their ids are numbers, in the order
/// in which they were begun.
struct goroutine_watch {
  task_watch task;
  goroutine *previous = nullptr, *next = nullptr;
  waits_for what = {nullptr};
  bool is_for_ever = false;
  class schedule *of = nullptr; // see schedule.cpp
};
#endif

class goroutine : public job {
public:
  goroutine() noexcept;
  goroutine(const goroutine &) = delete;

  /// What it does, on its own stack.
  virtual void body() noexcept = 0;
  /// Called by a worker when the body has returned and the stack is free
  /// again: the last use of the object.
  virtual void ended() noexcept = 0;

  /// For messages: what it is, by name_of(); and how large the object is.
  void be_called([[maybe_unused]] const char *name,
                 [[maybe_unused]] std::size_t size) noexcept {
#if HOLDFAST_METRICS
    trace_.name = name;
#endif
#if HOLDFAST_CHECKED
    watch_.task.name = name;
    watch_.task.memory = reinterpret_cast<const std::byte *>(this);
    watch_.task.memory_end = watch_.task.memory + size;
#endif
  }

  /// For those who wait for its end. Precondition: begun.
  task_id id() const noexcept {
#if HOLDFAST_CHECKED
    return watch_.task.id;
#else
    return 0;
#endif
  }

protected:
  ~goroutine() = default;

private:
  friend struct goroutine_access;

  stack_mark mark_ = nullptr; // where it was left
  stack *stack_ = nullptr;
  thread_state *thread_ = nullptr; // where it was entered last, see fiber.cpp
  after_leaving afterwards_ = nullptr;
  void *argument_ = nullptr; // of `afterwards_`
  per_stack_state state_;
  goroutine *previous_ = nullptr, *next_ = nullptr; // in its parking space
  parked_at parked_;
#if HOLDFAST_METRICS
  trace_mark trace_;
#endif
#if HOLDFAST_CHECKED
  goroutine_watch watch_;
#endif
};

/// Begins the goroutine: some worker will run it. What was done before is
/// visible to it. Begins the workers, at the first time; ends the program
/// where there is no thread to be had.
void start(goroutine &fresh) noexcept;

/// The goroutine that runs here; null on a thread's own stack. What it returns
/// stays true across switches, unlike the thread that it runs on.
goroutine *current_goroutine() noexcept;

/// A job that runs the given one in a goroutine of its own; the same one, where
/// there is no memory for that. To be run at once, by the calling thread.
job &in_goroutine(job &one) noexcept;

/// Lets other goroutines run; returns at once where there are none, and on a
/// thread gives the processor to another thread.
void yield_goroutine() noexcept;

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_GOROUTINE_H
