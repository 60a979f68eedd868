// Stand-in for the coroutines of Boost.Asio: the names and the shapes that a
// program sees. A system header, as the real one is. An awaitable begins when it
// is awaited or spawned, and its object ends it.

#ifndef HOLDFAST_TEST_ASIO_COROUTINES_H
#define HOLDFAST_TEST_ASIO_COROUTINES_H

#pragma clang system_header

#include "executors.h"

#include <coroutine>
#include <future>

namespace boost::asio {
template <class T> class awaitable {
public:
  struct promise_type {
    awaitable get_return_object() { return awaitable(); }
    auto initial_suspend() noexcept { return std::suspend_always(); }
    auto final_suspend() noexcept { return std::suspend_always(); }
    void return_void() {}
    void unhandled_exception() {}
  };
  awaitable() noexcept;
  awaitable(awaitable &&other) noexcept;
  ~awaitable();
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
struct detached_t {};
struct use_awaitable_t {};
struct use_future_t {};
inline constexpr detached_t detached;
inline constexpr use_awaitable_t use_awaitable;
inline constexpr use_future_t use_future;
template <class Context> void co_spawn(Context &context, awaitable<void> a, const detached_t &token) {}
template <class Context> awaitable<void> co_spawn(Context &context, awaitable<void> a, const use_awaitable_t &token) { return awaitable<void>(); }
template <class Context> std::future<void> co_spawn(Context &context, awaitable<void> a, const use_future_t &token) { return std::future<void>(); }
template <class Context, class F> void co_spawn(Context &context, F &&f, const detached_t &token) {}
template <class Context, class F> awaitable<void> co_spawn(Context &context, F &&f, const use_awaitable_t &token) { return awaitable<void>(); }
} // namespace boost::asio

#endif
