//===- Threads.h - what the runtime's stress tests share ------------------===//
//
// How much work a stress test does, and threads that begin together. The
// amount is small enough for ThreadSanitizer; HOLDFAST_SOAK multiplies it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TEST_RUNTIME_THREADS_H
#define HOLDFAST_TEST_RUNTIME_THREADS_H

#include <atomic>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

/// `count` times the number in the environment's HOLDFAST_SOAK, or 5. Read
/// once: std::stoi uses errno, which goroutines of one thread seem to race for.
inline int rounds(int count) {
  static const int factor = [] {
    const char *const asked = std::getenv("HOLDFAST_SOAK");
    return asked ? std::stoi(asked) : 5;
  }();
  return count * factor;
}

/// Runs body(0) to body(count - 1), each on a thread, and joins them.
template <class Body> void inThreads(int count, Body body) {
  std::atomic<int> missing = count;
  std::vector<std::jthread> threads;
  for (int i = 0; i < count; ++i)
    threads.emplace_back([&, i] {
      for (--missing; missing > 0;)
        std::this_thread::yield();
      body(i);
    });
}

#endif // HOLDFAST_TEST_RUNTIME_THREADS_H
