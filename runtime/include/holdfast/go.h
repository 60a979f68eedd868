//===- go.h - goroutines: cheap tasks that may block ----------------------===//
//
// go() runs a function on a stack of its own, on one of as many threads as
// there are processors. Whatever the library blocks in (locks, channels,
// select, wait groups, joins, sleep) parks the goroutine and leaves the thread
// to others; so there may be many thousands. go_scope() joins all that are
// begun in it, so they may borrow what lives outside.
//
// Not handled: a goroutine that computes for long without blocking keeps its
// thread (yield()), and so does one in a blocking call of the system's
// (blocking.h). After any call that may block it may run on another thread:
// thread_local variables, and locks that know their thread, do not go along.
// A stack is 256 KB of address space, and does not grow.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_GO_H
#define HOLDFAST_GO_H

#include "holdfast/detail/goroutine.h"
#include "holdfast/detail/leak.h"
#include "holdfast/detail/memory.h"
#include "holdfast/thread.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// What a goroutine, its handle and its scope share, whatever the result.
/// Freed by the last of its owners.
class go_base : public goroutine {
public:
  /// Waits for its end, for one who joins.
  void wait(place where) const noexcept {
    const wait_note note(where, id());
    over.wait_until(never);
  }
  /// Precondition: ended, and not taken yet. The exception, if it ended by one.
  virtual std::exception_ptr take_failure() noexcept = 0;

  void drop() noexcept {
    // Acquire and release: the last owner sees what the others did.
    if (owners_.fetch_sub(1, std::memory_order_acq_rel) == 1)
      destroy();
  }
  countdown over{1};
  std::stop_source stop;
  [[no_unique_address]] leak_mark mark;
  // As in task_base.
  std::atomic<bool> is_taken = false;
  go_base *next = nullptr; // in its scope

protected:
  /// Owners: the running goroutine, and a handle or more.
  go_base(std::stop_source asked, int owners) noexcept
      : stop(std::move(asked)), owners_(owners) {}
  ~go_base() = default;

private:
  virtual void destroy() noexcept = 0;
  void ended() noexcept override {
    mark.end();
    over.drop();
    drop();
  }
  std::atomic<int> owners_;
};

template <class R> class go_task : public go_base {
public:
  std::exception_ptr take_failure() noexcept override {
    return outcome_.take_failure();
  }
  /// Precondition: ended, and not taken yet.
  R take() { return outcome_.take(); }

protected:
  using go_base::go_base;
  ~go_task() = default;
  outcome<R> outcome_; // written by the goroutine before `over`
};

/// With the function and its arguments, which are gone when `over` is.
template <class R, class Body, class... Args>
class go_call final : public go_task<R> {
public:
  template <class B, class... A>
  go_call(std::stop_source asked, std::stop_source *of_scope, B &&body,
          A &&...args)
      : go_task<R>(std::move(asked), of_scope ? 3 : 2), of_scope_(of_scope),
        call_(std::forward<B>(body), std::forward<A>(args)...) {}
  ~go_call() {}

  static void *operator new(std::size_t size) {
    return take_memory(size, alignof(go_call));
  }
  static void operator delete(void *memory, std::size_t size) noexcept {
    give_back_memory(memory, size, alignof(go_call));
  }

private:
  using call = std::tuple<Body, Args...>;

  void body() noexcept override {
    this->outcome_.run([this]() -> R {
      return std::apply(
          [this](Body &body, Args &...args) -> R {
            return call_with_stop(this->stop, std::move(body),
                                  std::move(args)...);
          },
          call_);
    });
    std::destroy_at(&call_);
    if (of_scope_ && this->outcome_.has_failed())
      of_scope_->request_stop();
  }
  void destroy() noexcept override { delete this; }

  std::stop_source *of_scope_;
  union {
    call call_;
  };
};

template <class Body, class... Args>
inline constexpr bool wants_stop =
    std::is_invocable_v<std::decay_t<Body>, std::stop_token,
                        std::decay_t<Args>...>;

struct go_access;

} // namespace detail

/// Answers for one goroutine. Movable; used by one thread or goroutine at a
/// time.
template <class R>
class [[nodiscard("join the goroutine, or detach() it")]] go_handle {
public:
  go_handle(go_handle &&other) noexcept
      : task_(std::exchange(other.task_, nullptr)),
        mark_(std::move(other.mark_)) {}
  go_handle(const go_handle &) = delete;
  go_handle &operator=(go_handle) = delete;
  /// Ends the program if the goroutine was neither joined nor detached.
  ~go_handle() {
    if (task_)
      detail::fail("the handle of a goroutine is dropped that was neither "
                   "joined nor detached",
                   place::current());
  }

  /// Waits for the goroutine, and returns what its function returned or throws
  /// what it threw. What it did is visible then, and what it was given is gone.
  /// Precondition: not joined, detached or moved from (reported).
  HOLDFAST_BLOCKS R join(place where = place::current()) && {
    detail::go_task<R> &task = expect_task();
    task.wait(where);
    struct owner {
      detail::go_task<R> &of;
      ~owner() { of.drop(); }
    } const last{task};
    return task.take();
  }
  /// Lets the goroutine go: its result is lost, and an exception in it too.
  void detach() && { expect_task().drop(); }
  /// Whether the function has returned or thrown.
  bool is_done() const noexcept { return task_ && task_->over.is_over(); }
  /// Asks the function to stop; it hears that if it takes a std::stop_token.
  void request_stop() noexcept {
    if (task_)
      task_->stop.request_stop();
  }

private:
  friend detail::go_access;
  go_handle(detail::go_task<R> &task, const char *name) noexcept
      : task_(&task), mark_({"the handle of a goroutine", name, {}}) {}
  detail::go_task<R> &expect_task() {
    if (!task_)
      detail::fail(
          "a goroutine is joined or detached that was so before, or moved",
          place::current());
    mark_.end();
    return *std::exchange(task_, nullptr);
  }
  detail::go_task<R> *task_;
  [[no_unique_address]] detail::leak_mark mark_;
};

namespace detail {
struct go_access {
  template <class R>
  static go_handle<R> handle(go_task<R> &of, const char *name) {
    return go_handle<R>(of, name);
  }
  template <class Body, class... Args>
  static auto &make(std::stop_source *of_scope, Body &&body, Args &&...args) {
    using result = call_result<Body, Args...>;
    std::stop_source stop{std::nostopstate};
    if constexpr (wants_stop<Body, Args...>)
      stop = of_scope ? *of_scope : std::stop_source();
    auto &made =
        *new go_call<result, std::decay_t<Body>, std::decay_t<Args>...>(
            std::move(stop), of_scope, std::forward<Body>(body),
            std::forward<Args>(args)...);
    const char *const name = name_of<std::decay_t<Body>>();
    made.be_called(name, sizeof made);
    made.mark.begin({"a goroutine", name, {}});
    return made;
  }
};
} // namespace detail

/// Runs body(args...) in a new goroutine; body(stop_token, args...) if it takes
/// one. Body and arguments are moved or copied there, and what was done before
/// is visible to it. Costs a block of memory and a place in a queue; the stack
/// comes when it runs. Throws: std::bad_alloc. Where there are no threads to be
/// had for the first goroutine, or no memory for a stack, the program ends.
///
///   auto sum = holdfast::go(total, std::move(numbers));
///   use(std::move(sum).join());
template <class Body, class... Args>
HOLDFAST_SPAWN auto go(Body &&body, Args &&...args) {
  detail::require_sendable_call<Body, Args...>();
  using result = detail::call_result<Body, Args...>;
  detail::go_task<result> &task = detail::go_access::make(
      nullptr, std::forward<Body>(body), std::forward<Args>(args)...);
  detail::start(task);
  return detail::go_access::handle(task, detail::name_of<std::decay_t<Body>>());
}

/// A goroutine of a scope. May be dropped: the scope joins.
template <class R> class scoped_go_handle {
public:
  scoped_go_handle(scoped_go_handle &&other) noexcept
      : task_(std::exchange(other.task_, nullptr)) {}
  scoped_go_handle(const scoped_go_handle &) = delete;
  scoped_go_handle &operator=(scoped_go_handle) = delete;
  ~scoped_go_handle() {
    if (task_)
      task_->drop();
  }

  /// As go_handle::join(). An exception that is thrown here is not thrown again
  /// by the scope.
  HOLDFAST_BLOCKS R join(place where = place::current()) && {
    if (!task_)
      detail::fail("a goroutine is joined that was so before, or moved",
                   place::current());
    const scoped_go_handle mine = std::move(*this);
    mine.task_->wait(where);
    if (mine.task_->is_taken.exchange(true))
      detail::fail("a goroutine is joined whose exception its scope has thrown",
                   place::current());
    return mine.task_->take();
  }
  bool is_done() const noexcept { return task_ && task_->over.is_over(); }

private:
  friend class go_group;
  explicit scoped_go_handle(detail::go_task<R> &task) noexcept : task_(&task) {}
  detail::go_task<R> *task_;
};

template <class Body>
HOLDFAST_SCOPED HOLDFAST_BLOCKS auto go_scope(Body &&body,
                                              place where = place::current());

/// Where go_scope() lets its body begin goroutines. Thread-safe: children may
/// begin more. Ends with the call of go_scope().
class go_group {
public:
  go_group(const go_group &) = delete;

  /// Begins a goroutine that ends before go_scope() returns; so it may borrow
  /// what was declared outside of the scope's body. As for the function go(),
  /// but an argument may also be a pointer or a std::ref to something Sync.
  template <class Body, class... Args>
  HOLDFAST_SPAWN auto go(Body &&body, Args &&...args) {
    detail::require_send<std::decay_t<Body>>();
    (detail::require_send_in_scope<std::decay_t<Args>>(), ...);
    using result = detail::call_result<Body, Args...>;
    detail::go_task<result> &task = detail::go_access::make(
        &stop_, std::forward<Body>(body), std::forward<Args>(args)...);
    {
      auto first = tasks_.lock();
      task.next = std::exchange(*first, &task);
    }
    detail::start(task);
    return scoped_go_handle<result>(task);
  }

  /// For children, and for the body, to look at.
  std::stop_token stop_token() const noexcept { return stop_.get_token(); }
  /// Asks all children to stop, those to come included.
  void request_stop() noexcept { stop_.request_stop(); }

private:
  template <class Body> friend auto go_scope(Body &&body, place where);
  go_group() = default;
  ~go_group() = default;

  /// As thread_scope::join_all().
  std::exception_ptr join_all(place where) noexcept {
    std::exception_ptr first;
    for (;;) {
      detail::go_base *some = std::exchange(*tasks_.lock(), nullptr);
      if (!some)
        return first;
      some = reversed(some);
      while (some) {
        some->wait(where);
        if (!first && !some->is_taken && (first = some->take_failure()))
          some->is_taken = true;
        std::exchange(some, some->next)->drop();
      }
    }
  }
  /// The list is in the order of last come, first.
  static detail::go_base *reversed(detail::go_base *list) noexcept {
    detail::go_base *other = nullptr;
    while (list)
      list = std::exchange(list->next, std::exchange(other, list));
    return other;
  }

  std::stop_source stop_;
  mutex<detail::go_base *> tasks_;
};

/// Runs body(go_group &) here, joins every goroutine that was begun in it, and
/// returns what the body returned. Exceptions as in scope().
///
///   holdfast::go_scope([&](auto &tasks) {
///     tasks.go([&] { fetch(left); });
///     tasks.go([&] { fetch(right); });
///   });
template <class Body>
HOLDFAST_SCOPED HOLDFAST_BLOCKS auto go_scope(Body &&body, place where) {
  using result = std::invoke_result_t<Body, go_group &>;
  static_assert(!std::is_reference_v<result>,
                "holdfast: a scope returns a value");
  go_group tasks;
  detail::outcome<result> own;
  own.run(
      [&]() -> result { return std::invoke(std::forward<Body>(body), tasks); });
  if (own.has_failed())
    tasks.request_stop();
  std::exception_ptr unseen = tasks.join_all(where);
  if (unseen && !own.has_failed())
    std::rethrow_exception(std::move(unseen));
  return own.take();
}

/// Whether a goroutine calls this.
inline bool in_goroutine() noexcept { return detail::is_goroutine(); }

/// Lets other goroutines run, or, called by a thread, other threads.
inline void yield(place where = place::current()) noexcept {
  detail::suspends(where);
  detail::yield_goroutine();
}

/// Waits until then. Parks a goroutine; a thread sleeps.
HOLDFAST_BLOCKS inline void
sleep_until(deadline until, place where = place::current()) noexcept {
  const detail::wait_note note(where);
  const detail::word nobody = 0; // wakes
  while (detail::clock_now() < until)
    detail::futex_wait(&nobody, 0, until, {"a time"});
}
template <class Rep, class Period>
HOLDFAST_BLOCKS void sleep_for(std::chrono::duration<Rep, Period> time,
                               place where = place::current()) noexcept {
  sleep_until(detail::after(time), where);
}

template <class R> struct send_rule<go_handle<R>> {
  using type = when<sends<R>>;
};
template <class R> struct send_rule<scoped_go_handle<R>> {
  using type = when<sends<R>>;
};
template <> inline constexpr answer declared_sync<go_group> = answer::yes;

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_GO_H
