// What clang's -Wthread-safety reports, rightly, and Holdfast does not yet: FN_
// functions. Mending one moves it to a floor test.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety %s -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CLANG --implicit-check-not=warning:
// RUN: %holdfast --no-cache --quiet '--rules=-*,unguarded-access,double-lock,unlock-unheld,lock-leak,lock-order,guard-escape' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "thread_safety.h"

struct Data {
  Mutex mu;
  int n GUARDED_BY(mu) = 0;

  // A path that has never taken it may be one on which the caller holds it.
  void FN_takenOnOnePath(bool b) {
    if (b)
      mu.Lock();
    // CLANG: :[[@LINE+3]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is not held on every path through here
    // Right: error: 'n' is written where 'mu', which guards it, may not be held
    n = 1;
    if (b)
      // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: releasing mutex 'mu' that was not held
      mu.Unlock();
  }
  // Whether the attempt has worked, nobody has asked.
  void FN_attemptUntested() {
    mu.TryLock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // Right: error: 'n' is written where 'mu', which guards it, may not be held
    n = 1;
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: releasing mutex 'mu' that was not held
    mu.Unlock();
  }
  // Nothing of a lock happens in the body.
  void FN_saysThatItStays() ACQUIRE(mu) {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: expecting mutex 'mu' to be held at the end of function
    // Right: error: 'mu' is not held where this returns, but its annotation says that it is
  }
  // An assertion has no mode.
  void FN_assertsReader() {
    mu.AssertReaderHeld();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // Right: error: 'n' is written with 'mu' held for reading only
    n = 1;
  }
  // Nor has a release.
  void FN_releasedAsReader() {
    mu.Lock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: releasing mutex 'mu' using shared access, expected exclusive access
    // Right: error: 'mu' is unlocked as by a reader, but is held exclusively
    mu.ReaderUnlock();
  }
  // Two readers are no deadlock, as long as no writer waits between them.
  void FN_readsTwice() {
    ReaderMutexLock first(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: acquiring mutex 'mu' that is already held
    // Right: error: 'mu' is locked while it is held already
    ReaderMutexLock second(&mu);
  }
  // What the attributes of a closure call `this` is not the closure.
  void FN_closureThatNeeds() {
    auto set = [this]() REQUIRES(mu) { n = 1; };
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'operator()' requires holding mutex 'mu' exclusively
    // Right: error: 'operator()' is called without 'mu', which it wants held
    set();
  }
};
// A destructor is no call.
Mutex globalMu;
struct Session {
  ~Session() REQUIRES(globalMu);
};
void FN_destructorThatNeeds() {
  Session session;
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function '~Session' requires holding mutex 'globalMu' exclusively
  // Right: error: '~Session' is called without 'globalMu', which it wants held
}
