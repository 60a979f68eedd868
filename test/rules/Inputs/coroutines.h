// A coroutine type as projects have it: it starts at once, may be awaited, and
// goes on by itself where nobody does. later() suspends until resumeAll().

#ifndef HOLDFAST_TEST_COROUTINES_H
#define HOLDFAST_TEST_COROUTINES_H

#include <coroutine>
#include <deque>
#include <exception>
#include <memory>
#include <utility>

class Task {
  struct State {
    bool done = false;
    std::coroutine_handle<> waiting;
  };
  std::shared_ptr<State> state;

public:
  struct promise_type {
    std::shared_ptr<State> state = std::make_shared<State>();
    Task get_return_object() { return Task(state); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {
      state->done = true;
      if (state->waiting)
        ready().push_back(state->waiting);
    }
    void unhandled_exception() { std::terminate(); }
  };

  explicit Task(std::shared_ptr<State> s) : state(std::move(s)) {}
  bool await_ready() const { return state->done; }
  void await_suspend(std::coroutine_handle<> waiting) { state->waiting = waiting; }
  void await_resume() const {}

  static std::deque<std::coroutine_handle<>> &ready() {
    static std::deque<std::coroutine_handle<>> handles;
    return handles;
  }
};

struct Later {
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> waiting) { Task::ready().push_back(waiting); }
  void await_resume() const {}
};
inline Later later() { return {}; }

inline void resumeAll() {
  while (!Task::ready().empty()) {
    auto next = Task::ready().front();
    Task::ready().pop_front();
    next.resume();
  }
}

#endif
