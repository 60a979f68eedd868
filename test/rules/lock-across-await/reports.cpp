// A coroutine is suspended while it holds a lock of its thread's. Each case has a
// silent twin.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,lock-across-await %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "coroutines.h"

#include <mutex>
#include <shared_mutex>

std::mutex m;
std::shared_mutex s;
int n;

Task byGuard() {
  std::lock_guard<std::mutex> g(m);
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: warning: the coroutine is suspended while 'm' is held: it may be resumed in another thread, which must not unlock it, and everybody who wants the lock waits until then [holdfast-lock-across-await]
  // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: 'm' is locked here
  // CHECK: help: let go of 'm' before, or use a lock that coroutines await
  co_await later();
  ++n;
}
Task byGuardInABlock() {
  { std::lock_guard<std::mutex> g(m); }
  co_await later();
  ++n;
}
Task byScopedLock() {
  std::scoped_lock g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the coroutine is suspended while 'm' is held
  co_await later();
}
// not run: ThreadSanitizer does not tell by whom a shared lock is held
Task bySharedLock() {
  std::shared_lock<std::shared_mutex> g(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the coroutine is suspended while 's' is held
  co_await later();
}
Task afterUnlock() {
  std::unique_lock<std::mutex> g(m);
  ++n;
  g.unlock();
  co_await later();
}
Task afterUnlockAndLock() {
  std::unique_lock<std::mutex> g(m);
  g.unlock();
  co_await later();
  g.lock();
  ++n;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the coroutine is suspended while 'm' is held
  co_await later();
}
Task byHand() {
  m.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the coroutine is suspended while 'm' is held
  co_await later();
  m.unlock();
}
Task byHandAfterUnlock() {
  m.lock();
  m.unlock();
  co_await later();
}
Task inALoop(int rounds) {
  for (int i = 0; i < rounds; ++i) {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the coroutine is suspended while 'm' is held
    co_await later();
  }
}
Task inALoopBefore(int rounds) {
  for (int i = 0; i < rounds; ++i) {
    co_await later();
    std::lock_guard<std::mutex> g(m);
    ++n;
  }
}
struct Own {
  std::mutex inner;
  void lock() { inner.lock(); }
  void unlock() { inner.unlock(); }
};
Task byOwn(Own &o) {
  std::lock_guard<Own> g(o);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the coroutine is suspended while 'o.inner' is held
  co_await later();
}

struct Numbers {
  struct promise_type {
    int current = 0;
    Numbers get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int v) {
      current = v;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};
Numbers yields() {
  std::lock_guard<std::mutex> g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the coroutine is suspended while 'm' is held
  co_yield n;
}
Numbers yieldsACopy() {
  int copy;
  {
    std::lock_guard<std::mutex> g(m);
    copy = n;
  }
  co_yield copy;
}
