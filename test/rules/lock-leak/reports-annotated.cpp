// A function leaves a lock held, or not, and its annotations say otherwise. Each
// case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,lock-leak' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "thread_safety.h"

#include <mutex>

struct Account {
  Mutex mu;
  Mutex unnamed; // no annotation speaks of it
  std::mutex plain;
  int n GUARDED_BY(mu) = 0;
  int m GUARDED_BY(plain) = 0;

  void staysHeld() {
    mu.Lock();
    n = 1;
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: 'mu' is still held where this returns, and no annotation says so [holdfast-lock-leak]
    // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: locked here
    // CHECK: help: unlock it, or say with an annotation that this function acquires it
  }
  void staysHeldAsItSays() ACQUIRE(mu) {
    mu.Lock();
    n = 1;
  }
  void givenBack() {
    mu.Lock();
    n = 1;
    mu.Unlock();
  }
  void unnamedStaysHeld() { unnamed.Lock(); }
  void plainStaysHeld() {
    plain.lock();
    m = 1;
  }
  void unchecked() NO_THREAD_SAFETY_ANALYSIS { mu.Lock(); }

  bool returnsWhetherHeld() {
    mu.Lock();
    if (n)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is still held where this returns, and no annotation says so
      return true;
    mu.Unlock();
    return false;
  }
  bool returnsWhetherHeldAsItSays() TRY_ACQUIRE(true, mu) {
    mu.Lock();
    if (n)
      return true;
    mu.Unlock();
    return false;
  }

  void onOnePath(bool b) {
    if (b)
      mu.Lock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' may still be held where this returns, and no annotation says so
  }
  void onOneCondition(bool b) {
    if (b)
      mu.Lock();
    use(b);
    if (b)
      mu.Unlock();
  }

  void saysGivenBack() RELEASE(mu) {
    n = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is still held where this returns, but its annotation says that it is given back
  }
  void givenBackAsItSays() RELEASE(mu) {
    n = 1;
    mu.Unlock();
  }
  void saysHeld() REQUIRES(mu) {
    n = 1;
    mu.Unlock();
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: 'mu' is not held where this returns, but its annotation says that it is
    // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: unlocked here
    // CHECK: help: lock it again, or change the annotation
  }
  void heldAgainAsItSays() REQUIRES(mu) {
    n = 1;
    mu.Unlock();
    mu.Lock();
  }
  void saysTaken() ACQUIRE(mu) {
    mu.Lock();
    mu.Unlock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is not held where this returns, but its annotation says that it is
  }
  void saysHeldOfPlain() REQUIRES(plain) {
    plain.unlock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'plain' is not held where this returns, but its annotation says that it is
  }
};

// A lock's own functions do it to something inside.
class CAPABILITY("mutex") Wrapper {
public:
  void Lock() ACQUIRE() { inner.lock(); }
  void Unlock() RELEASE() { inner.unlock(); }

private:
  std::mutex inner;
};
