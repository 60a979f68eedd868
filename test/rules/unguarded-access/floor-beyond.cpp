// Where Holdfast and clang's -Wthread-safety part: what clang reports though it is
// right, and what is wrong without a word of clang's.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety -Wthread-safety-beta %s -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CLANG --implicit-check-not=warning:
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access,double-lock,unlock-unheld,lock-leak,lock-order,guard-escape' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HOLDFAST --implicit-check-not=error: --implicit-check-not=warning:

#include "thread_safety.h"

#include <mutex>
#include <utility>
#include <vector>

/// A guard that can be moved.
class SCOPED_CAPABILITY MovableLock {
public:
  explicit MovableLock(Mutex *mu) ACQUIRE(mu);
  MovableLock(MovableLock &&other) noexcept;
  ~MovableLock() RELEASE();
};

// Right, and clang reports it.
struct Right {
  Mutex mu, other ACQUIRED_AFTER(mu);
  std::mutex plain;
  int n GUARDED_BY(mu) = 0;
  // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: 'guarded_by' attribute requires arguments whose type is annotated with 'capability' attribute; type here is 'std::mutex'
  int m GUARDED_BY(plain) = 0;

  void lambdaInPlace() {
    MutexLock lock(&mu);
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    auto set = [this] { n = 1; };
    set();
  }
  void onOneCondition(bool b) {
    if (b)
      mu.Lock();
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: mutex 'mu' is not held on every path through here
    if (b)
      // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
      n = 1;
    if (b)
      // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: releasing mutex 'mu' that was not held
      mu.Unlock();
  }
  void byAnotherName() {
    Mutex &alias = mu;
    MutexLock lock(&alias);
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    n = 1;
  }
  void bySelf() {
    Right *self = this;
    MutexLock lock(&self->mu);
    n = 1;
  }
  void attemptAgainstTheOrder() {
    MutexLock lock(&other);
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: mutex 'mu' must be acquired before 'other'
    if (mu.TryLock())
      mu.Unlock();
  }
  void standardGuard() {
    std::lock_guard<std::mutex> lock(plain);
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: writing variable 'm' requires holding mutex 'plain' exclusively
    m = 1;
  }
  void standardGuardThatMoves() {
    std::unique_lock<std::mutex> lock(plain);
    auto kept = std::move(lock);
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: writing variable 'm' requires holding mutex 'plain' exclusively
    m = 1;
  }
};

// Wrong, and clang is silent.
struct WrongGuard {
  Mutex mu;
  int n GUARDED_BY(mu) = 0;
  void movedGuardThatEnds() {
    MovableLock lock(&mu);
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: releasing mutex 'kept' that was not held
    { MovableLock kept = std::move(lock); }
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void movedGuard() {
    MovableLock lock(&mu);
    MovableLock kept = std::move(lock);
    n = 1;
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: releasing mutex 'kept' that was not held
  }
};
struct Wrong {
  Mutex a ACQUIRED_BEFORE(b), b, c, d;
  int n GUARDED_BY(a) = 0;
  std::vector<int> list GUARDED_BY(a);

  void lockA() { MutexLock lock(&a); }
  void lockB() { MutexLock lock(&b); }
  void deadlockThroughACallee() {
    MutexLock lock(&a);
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'lockA' locks 'a', which is held already here [holdfast-double-lock]
    lockA();
  }
  void noDeadlock() {
    MutexLock lock(&a);
    lockB();
  }
  void orderThroughACallee() {
    MutexLock lock(&b);
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Wrong::lockA' locks 'Wrong::a', which is declared to be locked before 'Wrong::b', while that is held [holdfast-lock-order]
    lockA();
  }
  int *pointerThatLeaves() {
    MutexLock lock(&a);
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to 'n' when 'a' is held no more [holdfast-guard-escape]
    int *p = &n;
    return p;
  }
  int valueThatLeaves() {
    MutexLock lock(&a);
    int *p = &n;
    return *p;
  }
  std::vector<int>::iterator iteratorThatLeaves() {
    MutexLock lock(&a);
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to 'list' when 'a' is held no more [holdfast-guard-escape]
    return list.begin();
  }
  void memberFunctionAsReader() {
    ReaderMutexLock lock(&a);
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'list' is written with 'a' held for reading only [holdfast-unguarded-access]
    list.clear();
  }
  void memberFunctionAsWriter() {
    MutexLock lock(&a);
    list.clear();
  }
  void inACircle() {
    MutexLock first(&c);
    MutexLock second(&d);
  }
  void inTheOtherCircle() {
    MutexLock first(&d);
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: warning: 'Wrong::c' is locked while 'Wrong::d' is held, but 'Wrong::inACircle' locks 'Wrong::d' while it holds 'Wrong::c': two threads may wait for each other forever [holdfast-lock-order]
    MutexLock second(&c);
  }
};
