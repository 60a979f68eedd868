// What a thread or a goroutine borrows must outlive it, unless it is joined or
// its scope joins it before. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture' %s -- -std=c++20 -I %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture' %s -- -std=c++20 -isystem %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <holdfast/go.h>
#include <holdfast/thread.h>

#include <vector>

// Nobody joins.

void spawnedAndDetached() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while the thread may still run [holdfast-thread-capture]
  holdfast::spawn([&x] { (void)x; }).detach();
}
void spawnedWithACopyAndDetached() {
  int x = 1;
  holdfast::spawn([x] { (void)x; }).detach();
}
void goroutineIsDetached() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while
  holdfast::go([&x] { (void)x; }).detach();
}
void goroutineWithACopyIsDetached() {
  int x = 1;
  holdfast::go([x] { (void)x; }).detach();
}
void byPointer() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a thread borrows 'x', which dies while
  holdfast::spawn([p = &x] { (void)*p; }).detach();
}
void byValue() {
  int x = 1;
  holdfast::spawn([p = x] { (void)p; }).detach();
}

// Somebody joins: in time, too late, on one way only.

void joined() {
  int x = 1;
  auto worker = holdfast::spawn([&x] { (void)x; });
  std::move(worker).join();
}
void letGo() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while
  auto worker = holdfast::spawn([&x] { (void)x; });
  std::move(worker).detach();
}
void joinedTooLate() {
  std::vector<holdfast::join_handle<void>> all;
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies before the thread is joined
    all.push_back(holdfast::spawn([&x] { (void)x; }));
  }
  for (auto &one : all)
    std::move(one).join();
}
void joinedInTime() {
  std::vector<holdfast::join_handle<void>> all;
  int x = 1;
  {
    all.push_back(holdfast::spawn([&x] { (void)x; }));
  }
  for (auto &one : all)
    std::move(one).join();
}
void joinedOnOneWay(bool wait) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies
  auto task = holdfast::go([&x] { (void)x; });
  if (wait)
    std::move(task).join();
  else
    std::move(task).detach();
}
void joinedOnBothWays(bool wait) {
  int x = 1;
  auto task = holdfast::go([&x] { (void)x; });
  if (wait)
    std::move(task).join();
  else
    std::move(task).join();
}
holdfast::join_handle<void> returned() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies
  return holdfast::spawn([&x] { (void)x; });
}
holdfast::join_handle<void> returnedWithACopy() {
  int x = 1;
  return holdfast::spawn([x] { (void)x; });
}

// A scope joins what is begun in it, when its body has returned.

void outsideOfTheScope() {
  int x = 1;
  holdfast::scope([&](auto &threads) {
    threads.spawn([&x] { (void)x; });
  });
}
void insideOfTheScope() {
  holdfast::scope([&](auto &threads) {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while
    threads.spawn([&x] { (void)x; });
  });
}
void outsideOfTheScopeOfGoroutines() {
  int x = 1;
  holdfast::go_scope([&](auto &tasks) {
    tasks.go([&x] { (void)x; });
  });
}
void insideOfTheScopeOfGoroutines() {
  holdfast::go_scope([&](auto &tasks) {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while
    tasks.go([&x] { (void)x; });
  });
}
void childOfAChild() {
  holdfast::scope([&](auto &threads) {
    threads.spawn([&] {
      int x = 1;
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while
      threads.spawn([&x] { (void)x; });
    });
  });
}
void scopeOfAChild() {
  holdfast::scope([&](auto &threads) {
    threads.spawn([&] {
      int x = 1;
      holdfast::scope([&](auto &inner) { inner.spawn([&x] { (void)x; }); });
    });
  });
}
// What the scope does not begin, it does not join.
void aFreeThreadInAScope() {
  int x = 1;
  holdfast::scope([&](auto &) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which may die while
    holdfast::spawn([&x] { (void)x; }).detach();
  });
}
void aThreadOfTheScope() {
  int x = 1;
  holdfast::scope([&](auto &threads) {
    threads.spawn([&x] { (void)x; });
  });
}

// The object that begins a thread.

struct Lends {
  int n = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'this', whose object may die while the thread runs
  void start() { holdfast::spawn([this] { (void)n; }).detach(); }
};
struct Copies {
  int n = 0;
  void start() { holdfast::spawn([*this] { (void)n; }).detach(); }
};
