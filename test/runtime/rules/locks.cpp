// A lock that is held is not taken again, nor two in both orders, and nobody
// waits for others under one. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,double-lock,lock-order,blocking-under-lock' %s -- -std=c++20 -I %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,double-lock,lock-order,blocking-under-lock' %s -- -std=c++20 -isystem %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <holdfast/channel.h>
#include <holdfast/condvar.h>
#include <holdfast/mutex.h>
#include <holdfast/thread.h>

using Number = holdfast::mutex<int>;

// Taken twice.

void lockedTwice(const Number &value, const Number &) {
  auto first = value.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'value' is locked while it is held already [holdfast-double-lock]
  auto second = value.lock();
}
void lockedEach(const Number &value, const Number &other) {
  auto first = value.lock();
  auto second = other.lock();
}
void withWhileHeld(const Number &value, const Number &) {
  auto guard = value.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'value' is locked while it is held already
  value.with([](int &number) { ++number; });
}
void withAfterwards(const Number &value, const Number &) {
  { auto guard = value.lock(); }
  value.with([](int &number) { ++number; });
}
void lockedInsideOfWith(const Number &value, const Number &) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'value' is locked while it is held already
  value.with([&](int &number) { number = *value.lock(); });
}
void otherIsLockedInsideOfWith(const Number &value, const Number &other) {
  value.with([&](int &number) { number = *other.lock(); });
}
void writtenWhileRead(const holdfast::rwlock<int> &value) {
  auto reader = value.read();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'value' is locked while it is held already
  auto writer = value.write();
}
void writtenAfterIt(const holdfast::rwlock<int> &value) {
  { auto reader = value.read(); }
  auto writer = value.write();
}

// In both orders.

struct BothOrders {
  Number a, b;
  void one() {
    auto first = a.lock();
    auto second = b.lock();
  }
  void two() {
    auto first = b.lock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'BothOrders::a' is locked while 'BothOrders::b' is held, but 'BothOrders::one' locks 'BothOrders::b' while it holds 'BothOrders::a': two threads may wait for each other forever [holdfast-lock-order]
    auto second = a.lock();
  }
};
struct OneOrder {
  Number a, b;
  void one() {
    auto first = a.lock();
    auto second = b.lock();
  }
  void two() {
    auto first = a.lock();
    auto second = b.lock();
  }
};
struct BothAtOnce {
  Number a, b;
  void one() {
    auto first = a.lock();
    auto second = b.lock();
  }
  void two() { auto [first, second] = holdfast::lock_all(b, a); }
};

// Waiting under a lock.

void receivesUnderALock(const Number &value, const holdfast::receiver<int> &from) {
  auto guard = value.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'receive' waits while 'value' is held: everybody who wants the lock waits as long [holdfast-blocking-under-lock]
  *guard = from.receive() ? 1 : 0;
}
void triesUnderALock(const Number &value, const holdfast::receiver<int> &from) {
  auto guard = value.lock();
  *guard = from.try_receive() ? 1 : 0;
}
void joinsUnderALock(const Number &value) {
  auto worker = holdfast::spawn([] { return 1; });
  auto guard = value.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'join' waits while 'value' is held
  *guard = std::move(worker).join();
}
void joinsAndLocks(const Number &value) {
  auto worker = holdfast::spawn([] { return 1; });
  const int result = std::move(worker).join();
  auto guard = value.lock();
  *guard = result;
}
void waitsUnderAnotherLock(const holdfast::mutex<bool> &ready, const holdfast::condvar &changed, const Number &other) {
  auto outer = other.lock();
  auto guard = ready.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'wait' waits while 'other' is held
  changed.wait(guard, [](bool is) { return is; });
}
void waitsUnderItsOwnLock(const holdfast::mutex<bool> &ready, const holdfast::condvar &changed, const Number &) {
  auto guard = ready.lock();
  changed.wait(guard, [](bool is) { return is; });
}
