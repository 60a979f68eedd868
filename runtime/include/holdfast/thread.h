//===- thread.h - threads whose end somebody answers for ------------------===//
//
// spawn() runs a function on a new thread and returns a handle, which must be
// joined (it then gives the result, or throws what the function threw) or
// detached, out loud: a handle that is dropped ends the program. scope() joins
// all threads that are begun in it, so they may borrow what lives outside.
//
// What a thread is given is moved to it and must be Send; a reference is
// refused, except in a scope. What a closure captures C++ cannot look into:
// that is the checker's (annotate.h), or HOLDFAST_STRICT_SEND's.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_THREAD_H
#define HOLDFAST_THREAD_H

#include "holdfast/detail/leak.h"
#include "holdfast/detail/name_of.h"
#include "holdfast/mutex.h"
#include "holdfast/sync.h"

#include <atomic>
#include <exception>
#include <memory>
#include <stop_token>
#include <thread>
#include <tuple>
#include <variant>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

struct nothing_returned {};
template <class R>
using stored_result =
    std::conditional_t<std::is_void_v<R>, nothing_returned, R>;

/// What a function returned, or the exception that it threw.
template <class R> class outcome {
public:
  template <class Body> void run(Body &&body) noexcept {
    try {
      if constexpr (std::is_void_v<R>) {
        body();
        of_.template emplace<1>();
      } else
        of_.template emplace<1>(body());
    } catch (...) {
      of_.template emplace<2>(std::current_exception());
    }
  }
  bool has_failed() const noexcept { return of_.index() == 2; }
  /// The exception, or null. Not kept here: who catches it is the last to use
  /// it. Precondition: run, and not taken yet.
  std::exception_ptr take_failure() noexcept {
    return has_failed() ? std::exchange(std::get<2>(of_), nullptr) : nullptr;
  }
  /// Precondition: run, and not taken yet.
  R take() {
    if (has_failed())
      std::rethrow_exception(take_failure());
    if constexpr (!std::is_void_v<R>)
      return std::get<1>(std::move(of_));
  }

private:
  std::variant<std::monostate, stored_result<R>, std::exception_ptr> of_;
};

/// What a thread, its handle and its scope share, whatever the result.
struct task_base {
  virtual ~task_base() = default;
  /// The exception, if it ended by one. Precondition: ended, and not taken yet.
  virtual std::exception_ptr take_failure() noexcept = 0;
  /// By whom the others are asked to stop.
  void on_failure() noexcept {
    if (of_scope)
      of_scope->request_stop();
  }

  /// Waits for its end, for one who joins.
  void wait(place where) const noexcept {
    const wait_note note(where, runner.get());
    ended.wait_until(never);
  }

  countdown ended{1};
  [[no_unique_address]] runner_note runner;
  [[no_unique_address]] leak_mark mark;
  std::stop_source stop;
  std::stop_source *of_scope = nullptr;
  // Written by who joins, read by the scope: the join of a child by another
  // child happens before the scope has joined both.
  std::atomic<bool> is_taken = false;
};

template <class R> struct task final : task_base {
  outcome<R> result; // written by the thread before `ended`, read after it
  std::exception_ptr take_failure() noexcept override {
    return result.take_failure();
  }
};

/// Calls body, with the stop token first if it takes one.
template <class Body, class... Args>
decltype(auto) call_with_stop(const std::stop_source &stop, Body &&body,
                              Args &&...args) {
  if constexpr (std::is_invocable_v<Body, std::stop_token, Args...>)
    return std::invoke(std::forward<Body>(body), stop.get_token(),
                       std::forward<Args>(args)...);
  else
    return std::invoke(std::forward<Body>(body), std::forward<Args>(args)...);
}

template <class Body, class... Args>
using call_result =
    decltype(call_with_stop(std::declval<const std::stop_source &>(),
                            std::declval<std::decay_t<Body>>(),
                            std::declval<std::decay_t<Args>>()...));

/// Refuses what must not go to a thread that may outlive the call.
template <class Body, class... Args> constexpr void require_sendable_call() {
  require_send<std::decay_t<Body>>();
  (require_send<std::decay_t<Args>>(), ...);
  using result = call_result<Body, Args...>;
  if constexpr (!std::is_void_v<result>)
    require_send<result>();
}

template <class T> struct pointee {
  using type = void;
};
template <class T> struct pointee<T *> {
  using type = T;
};
template <class T> struct pointee<std::reference_wrapper<T>> {
  using type = T;
};

/// In a scope a borrow may be passed, of what may be shared.
template <class T> constexpr void require_send_in_scope() {
  using to = typename pointee<T>::type;
  if constexpr (std::is_void_v<to> || std::is_function_v<to>)
    require_send<T>();
  else
    require_sync<to>();
}

struct thread_access;

/// The function a thread runs: body on the arguments, all of them its own and
/// gone before the task counts as ended.
template <class R, class Body, class... Args>
auto thread_body(std::shared_ptr<task<R>> of, const std::stop_source &stop,
                 Body &&body, Args &&...args) {
  lends_to_others();
  of->mark.begin({"a thread", name_of<std::decay_t<Body>>(), {}});
  return [of = std::move(of), stop, counted = inherited_leaks(),
          body = std::decay_t<Body>(std::forward<Body>(body)),
          args = std::tuple<std::decay_t<Args>...>(
              std::forward<Args>(args)...)]() mutable {
    of->runner.begins();
    (void)counted.inherit();
    {
      auto own_body = std::move(body);
      auto own_args = std::move(args);
      of->result.run([&]() -> R {
        return std::apply(
            [&](auto &...each) -> R {
              return call_with_stop(stop, std::move(own_body),
                                    std::move(each)...);
            },
            own_args);
      });
      if (of->result.has_failed())
        of->on_failure();
    }
    of->mark.end();
    of->ended.drop();
  };
}

} // namespace detail

/// Answers for one thread. Movable; used by one thread at a time.
template <class R>
class [[nodiscard("join the thread, or detach() it")]] join_handle {
public:
  join_handle(join_handle &&) noexcept = default; // the mark's moves along
  join_handle(const join_handle &) = delete;
  join_handle &operator=(join_handle) = delete;
  /// Ends the program if the thread was neither joined nor detached.
  ~join_handle() {
    if (thread_.joinable())
      detail::fail("the handle of a thread is dropped that was neither joined "
                   "nor detached",
                   place::current());
  }

  /// Waits for the thread, and returns what its function returned or throws
  /// what it threw. What the thread did is visible then, and what it was given
  /// is gone. Precondition: not joined, detached or moved from (reported).
  HOLDFAST_BLOCKS R join(place where = place::current()) && {
    expect_thread();
    task_->wait(where); // parks a goroutine, which the next line would not
    thread_.join();
    mark_.end();
    const std::shared_ptr<detail::task<R>> task = std::move(task_);
    return task->result.take();
  }
  /// Lets the thread go: its result is lost, and an exception in it too.
  void detach() && {
    expect_thread();
    thread_.detach();
    task_.reset();
    mark_.end();
  }
  /// Whether the function has returned or thrown.
  bool is_done() const noexcept { return task_ && task_->ended.is_over(); }
  /// Asks the function to stop; it hears that if it takes a std::stop_token.
  void request_stop() noexcept {
    if (task_)
      task_->stop.request_stop();
  }

private:
  friend detail::thread_access;
  join_handle(std::shared_ptr<detail::task<R>> task, std::thread thread,
              const char *name)
      : task_(std::move(task)), thread_(std::move(thread)),
        mark_({"the handle of a thread", name, {}}) {}
  void expect_thread() const {
    if (!thread_.joinable())
      detail::fail(
          "a thread is joined or detached that was so before, or moved",
          place::current());
  }

  std::shared_ptr<detail::task<R>> task_;
  std::thread thread_;
  [[no_unique_address]] detail::leak_mark mark_;
};

namespace detail {
struct thread_access {
  template <class R>
  static join_handle<R> handle(std::shared_ptr<task<R>> of, std::thread thread,
                               const char *name) {
    return join_handle<R>(std::move(of), std::move(thread), name);
  }
};
} // namespace detail

/// Runs body(args...) on a new thread; body(stop_token, args...) if it takes
/// one. Body and arguments are moved or copied there.
/// Throws: std::system_error if there is no thread to be had; std::bad_alloc.
///
///   auto sum = holdfast::spawn(total, std::move(numbers));
///   use(std::move(sum).join());
template <class Body, class... Args>
HOLDFAST_SPAWN auto spawn(Body &&body, Args &&...args) {
  detail::require_sendable_call<Body, Args...>();
  using result = detail::call_result<Body, Args...>;
  auto task = std::make_shared<detail::task<result>>();
  auto run = detail::thread_body(task, task->stop, std::forward<Body>(body),
                                 std::forward<Args>(args)...);
  return detail::thread_access::handle(std::move(task),
                                       std::thread(std::move(run)),
                                       detail::name_of<std::decay_t<Body>>());
}

/// A thread of a scope. May be dropped: the scope joins.
template <class R> class scoped_handle {
public:
  scoped_handle(scoped_handle &&) noexcept = default;
  scoped_handle(const scoped_handle &) = delete;
  scoped_handle &operator=(scoped_handle) = delete;

  /// As join_handle::join(). An exception that is thrown here is not thrown
  /// again by the scope.
  HOLDFAST_BLOCKS R join(place where = place::current()) && {
    if (!task_)
      detail::fail("a thread is joined that was so before, or moved",
                   place::current());
    const std::shared_ptr<detail::task<R>> task = std::move(task_);
    task->wait(where);
    if (task->is_taken.exchange(true))
      detail::fail("a thread is joined whose exception its scope has thrown",
                   place::current());
    return task->result.take();
  }
  bool is_done() const noexcept { return task_ && task_->ended.is_over(); }

private:
  friend class thread_scope;
  explicit scoped_handle(std::shared_ptr<detail::task<R>> task)
      : task_(std::move(task)) {}
  std::shared_ptr<detail::task<R>> task_;
};

template <class Body>
HOLDFAST_SCOPED HOLDFAST_BLOCKS auto scope(Body &&body,
                                           place where = place::current());

/// Where scope() lets its body begin threads. Thread-safe: children may begin
/// more. Ends with the call of scope().
class thread_scope {
public:
  thread_scope(const thread_scope &) = delete;

  /// Begins a thread that ends before scope() returns; so it may borrow what
  /// was declared outside of the scope's body. As for the function spawn(), but
  /// an argument may also be a pointer or a std::ref to something Sync.
  template <class Body, class... Args>
  HOLDFAST_SPAWN auto spawn(Body &&body, Args &&...args) {
    detail::require_send<std::decay_t<Body>>();
    (detail::require_send_in_scope<std::decay_t<Args>>(), ...);
    using result = detail::call_result<Body, Args...>;
    auto task = std::make_shared<detail::task<result>>();
    task->of_scope = &stop_;
    auto run = detail::thread_body(task, stop_, std::forward<Body>(body),
                                   std::forward<Args>(args)...);
    threads_.with([&](std::vector<child> &all) {
      all.reserve(all.size() + 1); // so that nothing fails once it runs
      all.push_back({std::thread(std::move(run)), task});
    });
    return scoped_handle<result>(std::move(task));
  }

  /// For children, and for the body, to look at.
  std::stop_token stop_token() const noexcept { return stop_.get_token(); }
  /// Asks all children to stop, those to come included.
  void request_stop() noexcept { stop_.request_stop(); }

private:
  template <class Body> friend auto scope(Body &&body, place where);
  thread_scope() = default;
  ~thread_scope() = default;

  struct child {
    std::thread thread;
    std::shared_ptr<detail::task_base> task;
  };

  /// Joins until there is nobody left, since a child may begin others; returns
  /// the first exception that nobody has taken, in the order of spawning.
  std::exception_ptr join_all(place where) noexcept {
    std::exception_ptr first;
    for (;;) {
      std::vector<child> some = threads_.with([](std::vector<child> &all) {
        return std::exchange(all, std::vector<child>());
      });
      if (some.empty())
        return first;
      for (child &one : some) {
        one.task->wait(where); // as in join_handle::join()
        one.thread.join();
        if (!first && !one.task->is_taken && (first = one.task->take_failure()))
          one.task->is_taken = true;
      }
    }
  }

  std::stop_source stop_;
  mutex<std::vector<child>> threads_;
};

/// Runs body(thread_scope &), joins every thread that was begun in it, and
/// returns what the body returned. Where the body throws, or a thread does,
/// the others are asked to stop; when all have ended, the body's exception is
/// thrown, else the first of a thread that nobody joined.
///
///   holdfast::scope([&](auto &threads) {
///     threads.spawn([&] { sort(left); });
///     threads.spawn([&] { sort(right); });
///   });
template <class Body>
HOLDFAST_SCOPED HOLDFAST_BLOCKS auto scope(Body &&body, place where) {
  using result = std::invoke_result_t<Body, thread_scope &>;
  static_assert(!std::is_reference_v<result>,
                "holdfast: a scope returns a value");
  thread_scope threads;
  detail::outcome<result> own;
  own.run([&]() -> result {
    return std::invoke(std::forward<Body>(body), threads);
  });
  if (own.has_failed())
    threads.request_stop();
  std::exception_ptr unseen = threads.join_all(where);
  if (unseen && !own.has_failed())
    std::rethrow_exception(std::move(unseen));
  return own.take();
}

template <class R> struct send_rule<join_handle<R>> {
  using type = when<sends<R>>;
};
template <class R> struct send_rule<scoped_handle<R>> {
  using type = when<sends<R>>;
};
template <> inline constexpr answer declared_sync<thread_scope> = answer::yes;

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_THREAD_H
