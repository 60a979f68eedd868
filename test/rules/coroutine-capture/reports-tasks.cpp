// What a task's type says decides: one that is suspended before it begins, or
// that its object ends, uses what it was lent only while that object lives.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,coroutine-capture' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "coroutines.h"
#include "threads.h"

#include <string>
#include <utility>
#include <vector>

// Begins when it is awaited; its object destroys it.
class Lazy {
public:
  struct promise_type {
    std::coroutine_handle<> waiting;
    Lazy get_return_object() { return Lazy(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  explicit Lazy(std::coroutine_handle<promise_type> h) : handle(h) {}
  Lazy(Lazy &&other) : handle(std::exchange(other.handle, nullptr)) {}
  ~Lazy() {
    if (handle)
      handle.destroy();
  }
  bool await_ready() const { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) {
    handle.promise().waiting = waiting;
    return handle;
  }
  void await_resume() const {}

private:
  std::coroutine_handle<promise_type> handle;
};

// Returned, stored, kept: the closure has died, the task has not.
Lazy returned(int x) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
  return [x]() -> Lazy {
    use(x);
    co_return;
  }();
}
Lazy returnedWithAParameter(int x) {
  return [](int x) -> Lazy {
    use(x);
    co_return;
  }(x);
}
Lazy awaitedAtOnce(int x) {
  co_await [x]() -> Lazy {
    use(x);
    co_return;
  }();
}
Lazy awaitedTooLate(int x) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
  Lazy task = [x]() -> Lazy {
    use(x);
    co_return;
  }();
  co_await task;
}
Lazy awaitedWhileTheClosureLives(int x) {
  auto make = [x]() -> Lazy {
    use(x);
    co_return;
  };
  Lazy task = make();
  co_await task;
}
void neverBegun(int x) {
  [x]() -> Lazy {
    use(x);
    co_return;
  }();
}
void endsBeforeItsClosure(int x) {
  auto make = [x]() -> Lazy {
    use(x);
    co_return;
  };
  Lazy task = make();
}

static Lazy reads(const std::string &s) {
  use(s);
  co_return;
}
Lazy returnedWithALocal() {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is borrowed by a coroutine that may outlive it [holdfast-coroutine-capture]
  return reads(s);
}
Lazy returnedWithAReference(const std::string &s) { return reads(s); }
Lazy awaitedWithALocal() {
  std::string s(40, 'x');
  co_await reads(s);
}
void keptForLater(std::vector<Lazy> &tasks) {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is borrowed by a coroutine that may outlive it [holdfast-coroutine-capture]
  tasks.push_back(reads(s));
}
void keptWithAReference(std::vector<Lazy> &tasks, const std::string &s) { tasks.push_back(reads(s)); }

// Nobody knows what a function does with the task: it may wait.
void waitFor(Lazy task);
void waited(int x) {
  waitFor([x]() -> Lazy {
    use(x);
    co_return;
  }());
}
void runLoop();
void startedBeforeTheLoop() {
  std::string s(40, 'x');
  auto f = [&s]() -> Task {
    co_await later();
    use(s);
  };
  f();
  runLoop();
}

// An await that is always ready is no suspension.
void neverSuspended(int x) {
  [x]() -> Task {
    co_await std::suspend_never();
    use(x);
  }();
}
// not run: nobody has the handle to resume it by
void alwaysSuspended(int x) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
  [x]() -> Task {
    co_await std::suspend_always();
    use(x);
  }();
}

// Of the object, by this: the closure that has the pointer is gone.
// not run: Clang has the code read a captured 'this' when the coroutine starts
struct Session {
  std::string name;
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'this' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
    [this]() -> Task {
      co_await later();
      use(name);
    }();
  }
  void startWithAParameter() {
    [](Session *self) -> Task {
      co_await later();
      use(self->name);
    }(this);
  }
};
