//===- fiber.cpp - a worker runs a goroutine, until that leaves -----------===//
//
// The C++ library keeps exceptions in flight per thread: a goroutine takes its
// own along, so that it may block in a handler or while unwinding.
//
// ThreadSanitizer takes each stack for a thread. A switch to the worker orders
// memory, a switch to a goroutine does not, but for its first: or else all
// goroutines of one worker would look as if they waited for each other, and
// races among them would go unseen. That a wake comes before what the woken
// one does is told by itself.
//
// Who leaves goes straight to the next goroutine that is ready on the thread,
// if there is one; else to the worker. What is to be done when a stack is left
// is done by who arrives: it may let the one that has left go on elsewhere.
//
// Thread-local storage: a goroutine may have changed threads after each switch;
// who enters it tells it where it is.
//
//===----------------------------------------------------------------------===//

#include "fiber.h"

#include "deadlock.h"
#include "schedule.h"
#include "stack.h"
#include "tracing.h"

#include "holdfast/detail/sanitizer.h"
#include "holdfast/detail/shared_pool.h"

#include <cstring>
#include <cxxabi.h>
#include <new>
#include <utility>

#if HOLDFAST_TSAN
#include <sanitizer/tsan_interface.h>
#endif
#if HOLDFAST_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// The first members of the C++ library's __cxa_eh_globals (Itanium C++ ABI,
/// exception handling, 2.2.2), which libstdc++ and libc++abi share.
struct exception_state {
  void *caught;
  unsigned uncaught;
};

struct thread_state {
  goroutine *current = nullptr;
  slot *place = nullptr;                 // among the workers, if it is one
  exception_state *exceptions = nullptr; // the thread's
  stack_mark worker = nullptr;           // where its own stack was left
  goroutine *left = nullptr;             // whose stack was left last
  goroutine *next = nullptr;             // whom the worker is to run next
};

namespace {

/// Not inlined: the address belongs to the thread of this moment.
[[gnu::noinline]] thread_state &this_thread() noexcept {
  [[gnu::tls_model(
      "initial-exec")]] static thread_local constinit thread_state mine;
  __asm__ __volatile__("" ::: "memory");
  return mine;
}

HOLDFAST_NO_TSAN void take_exceptions(per_stack_state &into,
                                      exception_state &from) noexcept {
  into.caught_exceptions = from.caught;
  into.uncaught_exceptions = from.uncaught;
}
HOLDFAST_NO_TSAN void set_exceptions(exception_state &to,
                                     const per_stack_state &from) noexcept {
  to.caught = from.caught_exceptions;
  to.uncaught = from.uncaught_exceptions;
}

#if HOLDFAST_TSAN
constexpr unsigned synchronized = 0, unsynchronized = 1;
#endif
/// Sanitizers are told of switches between a worker and a goroutine only; there
/// the worker picks the next one.
constexpr bool knows_no_fibers = !HOLDFAST_TSAN && !HOLDFAST_ASAN;

void submit_again(goroutine &self, slot *mine) noexcept {
  if (is_ready_in_schedule(self))
    return;
  if (mine && mine->is_worker) [[likely]]
    mine->pool->submit(*mine, self);
  else
    shared_workers().submit(self);
}

/// All that is to be told of a new one.
void begins(goroutine &fresh) noexcept {
  count(counter::goroutines_begun);
#if HOLDFAST_METRICS
  static std::atomic<task_id> last = 0;
  trace_mark &mark = goroutine_access::trace(fresh);
  // Relaxed: only that no two are equal.
  mark.id = last.fetch_add(1, std::memory_order_relaxed) + 1;
  trace_begun(mark, mark.name);
#endif
#if HOLDFAST_CHECKED
  goroutine_access::watch(fresh).task.id = mark.id;
#endif
  goroutine_begins(fresh);
}

/// A goroutine for somebody else's job, used again and again.
class carrier final : public goroutine {
public:
  job *what = nullptr;
  carrier *next_free = nullptr;

private:
  void body() noexcept override { what->run(what); }
  void ended() noexcept override;
};

/// A thread's own, those that are not in use.
struct free_carriers {
  static constexpr unsigned most = 64;
  carrier *first = nullptr;
  unsigned count = 0;
  ~free_carriers() {
    while (first)
      delete std::exchange(first, first->next_free);
  }
};
[[gnu::noinline]] free_carriers &local_carriers() noexcept {
  static thread_local free_carriers mine;
  __asm__ __volatile__("" ::: "memory");
  return mine;
}

void carrier::ended() noexcept {
  free_carriers &free = local_carriers();
  if (free.count == free_carriers::most)
    return delete this;
  next_free = std::exchange(free.first, this);
  ++free.count;
}

} // namespace

job &in_goroutine(job &one) noexcept {
  free_carriers &free = local_carriers();
  carrier *by = free.first;
  if (by) {
    free.first = by->next_free;
    --free.count;
  } else if (!(by = new (std::nothrow) carrier))
    return one;
  by->what = &one;
  by->be_called("a piece of a parallel algorithm", sizeof *by);
  begins(*by);
  return *by;
}

goroutine::goroutine() noexcept : job{&goroutine_access::run} {}

// The thread's state belongs to whichever stack is on the thread.
HOLDFAST_NO_TSAN goroutine *current_goroutine() noexcept {
  return this_thread().current;
}

bool is_goroutine() noexcept { return current_goroutine() != nullptr; }

void start(goroutine &fresh) noexcept {
#if HOLDFAST_CHECKED
  goroutine_access::watch(fresh).task.leaks = this_task().leaks;
#endif
  lends_to_others();
  begins(fresh);
  if (!begins_in_schedule(fresh))
    shared_workers().submit(fresh);
}

void resume_later(goroutine &ready) noexcept {
#if HOLDFAST_TSAN
  __tsan_release(&ready);
#endif
  count(counter::wakes);
#if HOLDFAST_METRICS
  trace_woken(goroutine_access::trace(ready));
#endif
  goroutine_wakes(ready);
  submit_again(ready, current_slot());
}

void leave(goroutine &self, after_leaving afterwards, void *argument) noexcept {
  goroutine_access::leave(self, afterwards, argument);
}

void yield_goroutine() noexcept { goroutine_access::yield(); }

HOLDFAST_NO_TSAN void goroutine_access::yield() noexcept {
  thread_state &here = this_thread();
  goroutine *const self = here.current;
  if (!self)
    return detail::yield();
  count(counter::yields);
#if HOLDFAST_METRICS
  self->trace_.left_for = "others";
#endif
  leave(*self, here, &submit_again, nullptr);
}

/// The first function on a new stack.
HOLDFAST_NO_TSAN void goroutine_access::main(void *argument) noexcept {
  goroutine &self = *static_cast<goroutine *>(argument);
#if HOLDFAST_ASAN
  __sanitizer_finish_switch_fiber(nullptr, &self.state_.left_bottom,
                                  &self.state_.left_size);
#endif
  arrive(*self.thread_);
  self.body();
  leave(self, &end, nullptr); // for ever
  __builtin_unreachable();
}

void goroutine_access::give_stack(goroutine &self) noexcept {
  stack &one = take_stack();
#if HOLDFAST_TSAN
  if (!one.sanitizer)
    one.sanitizer = __tsan_create_fiber(0);
#endif
  self.stack_ = &one;
  self.mark_ = prepare_stack(one.top, &main, &self);
}

/// On the worker's stack, after the goroutine's last switch.
void goroutine_access::end(goroutine &self, slot *) noexcept {
#if HOLDFAST_CHECKED
  goroutine_ends(self);
#endif
  stack &used = *self.stack_;
  check_stack(used);
  self.stack_ = nullptr;
  give_back_stack(used);
  count(counter::goroutines_ended);
#if HOLDFAST_METRICS
  trace_ended(self.trace_);
#endif
  goroutine_is_over(self);
  ends_in_schedule(self);
  self.ended();
}

/// The next goroutine that is ready on this thread; null where there is none,
/// and now and then, so that the worker looks after everything else.
goroutine *goroutine_access::take_ready(slot *mine) noexcept {
  if (!knows_no_fibers || !mine || mine->submitted.looks_empty() ||
      !mine->forks.looks_empty() || mine->looks_around())
    return nullptr;
  job *one = mine->submitted.steal();
  if (one && one->run != &run)
    one = &in_goroutine(*one);
  if (!one || one->run == &run)
    return static_cast<goroutine *>(one);
  mine->submitted.push(one); // there is room: where it was
  return nullptr;
}

/// On the stack that was entered: what is to be done about the one that was
/// left. It may be running elsewhere from then on, or be gone.
HOLDFAST_NO_TSAN void goroutine_access::arrive(thread_state &here) noexcept {
  if (goroutine *const left = here.left) {
    here.left = nullptr;
    left->afterwards_(*left, here.place);
  }
}

HOLDFAST_NO_TSAN void goroutine_access::run(job *one) noexcept {
  thread_state &here = this_thread();
  if (!here.exceptions)
    here.exceptions =
        reinterpret_cast<exception_state *>(abi::__cxa_get_globals());
  here.place = current_slot();
  here.next = static_cast<goroutine *>(one);
  while (goroutine *const self = here.next) {
    here.next = nullptr;
    enter(*self);
  }
}

HOLDFAST_NO_TSAN void goroutine_access::enter(goroutine &self) noexcept {
  thread_state &here = this_thread();
  const bool is_new = !self.stack_;
  if (is_new)
    give_stack(self);
  here.current = &self;
  self.thread_ = &here;
#if HOLDFAST_METRICS
  trace_enters(self.trace_);
#endif
  set_exceptions(*here.exceptions, self.state_);
#if HOLDFAST_ASAN
  void *fake_stack = nullptr;
  __sanitizer_start_switch_fiber(&fake_stack, self.stack_->lowest,
                                 self.stack_->size());
#endif
#if HOLDFAST_TSAN
  void *const worker = __tsan_get_current_fiber();
  self.state_.fake_stack = worker;
  __tsan_switch_to_fiber(self.stack_->sanitizer,
                         is_new ? synchronized : unsynchronized);
#else
  (void)is_new;
#endif
  switch_stack(&here.worker, self.mark_);
#if HOLDFAST_ASAN
  __sanitizer_finish_switch_fiber(fake_stack, nullptr, nullptr);
#endif
  arrive(here);
}

HOLDFAST_NO_TSAN void goroutine_access::leave(goroutine &self,
                                              after_leaving afterwards,
                                              void *argument) noexcept {
  leave(self, this_thread(), afterwards, argument);
}

/// The thread's state is asked for once; on return there may be another one,
/// which whoever has entered this goroutine has left in it.
HOLDFAST_NO_TSAN void goroutine_access::leave(goroutine &self,
                                              thread_state &here,
                                              after_leaving afterwards,
                                              void *argument) noexcept {
  self.afterwards_ = afterwards;
  self.argument_ = argument;
#if HOLDFAST_METRICS
  trace_leaves(self.trace_,
               afterwards == &end ? "its end" : self.trace_.left_for);
#endif
  goroutine *const next = take_ready(here.place);
  take_exceptions(self.state_, *here.exceptions);
  here.left = &self;
  // What has no stack yet gets it from the worker, and what ends is ended
  // there.
  if (next && next->stack_ && afterwards != &end) {
    here.current = next;
    next->thread_ = &here;
#if HOLDFAST_METRICS
    trace_enters(next->trace_);
#endif
    set_exceptions(*here.exceptions, next->state_);
    switch_stack(&self.mark_, next->mark_);
    return arrive(*self.thread_);
  }
  here.next = next;
  here.current = nullptr;
  set_exceptions(*here.exceptions, {});
#if HOLDFAST_ASAN
  __sanitizer_start_switch_fiber(
      afterwards == &end ? nullptr : &self.state_.fake_stack,
      self.state_.left_bottom, self.state_.left_size);
#endif
#if HOLDFAST_TSAN
  __tsan_switch_to_fiber(self.state_.fake_stack, synchronized);
#endif
  switch_stack(&self.mark_, here.worker);
#if HOLDFAST_TSAN
  __tsan_acquire(&self); // meets resume_later()
#endif
#if HOLDFAST_ASAN
  __sanitizer_finish_switch_fiber(
      self.state_.fake_stack, &self.state_.left_bottom, &self.state_.left_size);
#endif
  arrive(*self.thread_);
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
