// Coroutines that hold no lock of a thread's where they are suspended are silent.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,lock-across-await %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "coroutines.h"

#include <mutex>

std::mutex m;
int n;

// A lock that coroutines await belongs to no thread.
struct AsyncMutex {
  struct Guard {
    AsyncMutex *of;
    ~Guard() { of->unlock(); }
  };
  struct Awaiter {
    AsyncMutex *of;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> h) { Task::ready().push_back(h); }
    Guard await_resume() const { return {of}; }
  };
  Awaiter lock() { return {this}; }
  void unlock() {}
};
Task byAsyncMutex(AsyncMutex &a) {
  auto g = co_await a.lock();
  co_await later();
  ++n;
}

// It never suspends.
Task neverSuspends() {
  std::lock_guard<std::mutex> g(m);
  co_await std::suspend_never();
  ++n;
}

// The lock is another function's.
void add() {
  std::lock_guard<std::mutex> g(m);
  ++n;
}
Task callsWhatLocks() {
  add();
  co_await later();
}

// An attempt that may have failed.
Task attempt() {
  std::unique_lock<std::mutex> g(m, std::try_to_lock);
  if (!g.owns_lock())
    co_await later();
}
