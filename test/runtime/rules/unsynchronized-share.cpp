// Two threads do not use one place at the same time where one of them writes,
// unless a lock or an atomic of the runtime orders them. Each case has a silent
// twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unsynchronized-share' %s -- -std=c++20 -I %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unsynchronized-share' %s -- -std=c++20 -isystem %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <holdfast/cell.h>
#include <holdfast/channel.h>
#include <holdfast/go.h>
#include <holdfast/sync.h>
#include <holdfast/thread.h>

#include <functional>

void beforeTheJoin() {
  int x = 0;
  auto worker = holdfast::spawn([&x] { ++x; });
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: warning: 'x' is written here, and by 'beforeTheJoin' at the same time [holdfast-unsynchronized-share]
  ++x;
  std::move(worker).join();
}
void afterTheJoin() {
  int x = 0;
  auto worker = holdfast::spawn([&x] { ++x; });
  std::move(worker).join();
  ++x;
}
void besideAChild() {
  int x = 0;
  holdfast::scope([&](auto &threads) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and by a lambda in 'besideAChild' at the same time
    threads.spawn([&x] { ++x; });
    ++x;
  });
}
void behindTheScope() {
  int x = 0;
  holdfast::scope([&](auto &threads) {
    threads.spawn([&x] { ++x; });
  });
  ++x;
}
void besideAChildThatIsJoined() {
  int x = 0;
  holdfast::scope([&](auto &threads) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and by a lambda
    auto child = threads.spawn([&x] { ++x; });
    ++x;
    std::move(child).join();
  });
}
void behindAChildThatIsJoined() {
  int x = 0;
  holdfast::scope([&](auto &threads) {
    auto child = threads.spawn([&x] { ++x; });
    std::move(child).join();
    ++x;
  });
}
void twoChildrenWriteOne() {
  int x = 0, y = 0;
  holdfast::scope([&](auto &threads) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written by two threads at the same time
    threads.spawn([&x] { ++x; });
    threads.spawn([&x] { ++x; });
    (void)y;
  });
}
void twoChildrenWriteTwo() {
  int x = 0, y = 0;
  holdfast::scope([&](auto &threads) {
    threads.spawn([&x] { ++x; });
    threads.spawn([&y] { ++y; });
  });
}
void goroutinesOfALoop() {
  int x = 0;
  holdfast::go_scope([&](auto &tasks) {
    for (int i = 0; i < 3; ++i)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written by the threads of the loop at the same time
      tasks.go([&x] { ++x; });
  });
}
void goroutinesOfALoopWithAnAtomic() {
  holdfast::atomic<int> x(0);
  holdfast::go_scope([&](auto &tasks) {
    for (int i = 0; i < 3; ++i)
      tasks.go([&x] { x.fetch_add(1); });
  });
}
void goroutinesOfALoopWithAMutex() {
  holdfast::mutex<int> x(0);
  holdfast::go_scope([&](auto &tasks) {
    for (int i = 0; i < 3; ++i)
      tasks.go([&x] { ++*x.lock(); });
  });
}
void byReferenceArgument() {
  int x = 0;
  holdfast::scope([&](auto &threads) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and by a lambda
    threads.spawn([](int &of) { ++of; }, std::ref(x));
    ++x;
  });
}
void byValueArgument() {
  int x = 0;
  holdfast::scope([&](auto &threads) {
    threads.spawn([](int of) { ++of; }, x);
    ++x;
  });
}
void underTwoLocks() {
  holdfast::mutex<int> lock(0), other(0);
  int x = 0;
  holdfast::scope([&](auto &threads) {
    threads.spawn([&] {
      auto guard = lock.lock();
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here under 'lock', and by a lambda in 'underTwoLocks' under 'other' at the same time
      ++x;
    });
    auto guard = other.lock();
    ++x;
  });
}
void underOneLock() {
  holdfast::mutex<int> lock(0), other(0);
  int x = 0;
  holdfast::scope([&](auto &threads) {
    threads.spawn([&] {
      auto guard = lock.lock();
      ++x;
    });
    auto guard = lock.lock();
    ++x;
  });
}

// Who waits for a message, or for a latch, comes after.

void beforeTheMessage() {
  int x = 0;
  auto [sender, receiver] = holdfast::bounded_channel<int>(1);
  holdfast::go_scope([&](auto &tasks) {
    tasks.go(
        [&x](holdfast::sender<int> to) {
          // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and by a lambda
          x = 1;
          (void)to.send(1);
        },
        std::move(sender));
    ++x;
    (void)receiver.receive();
  });
}
void behindTheMessage() {
  int x = 0;
  auto [sender, receiver] = holdfast::bounded_channel<int>(1);
  holdfast::go_scope([&](auto &tasks) {
    tasks.go(
        [&x](holdfast::sender<int> to) {
          x = 1;
          (void)to.send(1);
        },
        std::move(sender));
    (void)receiver.receive();
    ++x;
  });
}
void beforeTheLatch() {
  int x = 0;
  holdfast::latch ready(1);
  holdfast::go_scope([&](auto &tasks) {
    tasks.go([&] {
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and by a lambda
      x = 1;
      ready.count_down();
    });
    ++x;
    ready.wait();
  });
}
void behindTheLatch() {
  int x = 0;
  holdfast::latch ready(1);
  holdfast::go_scope([&](auto &tasks) {
    tasks.go([&] {
      x = 1;
      ready.count_down();
    });
    ready.wait();
    ++x;
  });
}
