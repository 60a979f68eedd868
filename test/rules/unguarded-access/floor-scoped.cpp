// SCOPED_CAPABILITY: guards of which only the attributes tell what they do. Where
// clang reports it, so does Holdfast. Each case has a silent twin.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety %s -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CLANG --implicit-check-not=warning:
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access,double-lock,unlock-unheld,lock-leak,lock-order,guard-escape' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HOLDFAST --implicit-check-not=error: --implicit-check-not=warning:

#include "thread_safety.h"

class SCOPED_CAPABILITY AdoptLock {
public:
  explicit AdoptLock(Mutex *mu) REQUIRES(mu);
  ~AdoptLock() RELEASE();
};
class SCOPED_CAPABILITY DeferredLock {
public:
  explicit DeferredLock(Mutex *mu) EXCLUDES(mu);
  ~DeferredLock() RELEASE();
};

struct Data {
  Mutex mu, other;
  int n GUARDED_BY(mu) = 0;

  void inItsScope() {
    MutexLock lock(&mu);
    n = 1;
  }
  void afterItsScope() {
    { MutexLock lock(&mu); }
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void afterALoop() {
    while (flip()) {
      MutexLock lock(&mu);
      n = 1;
    }
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 2;
  }
  void ofAnother() {
    MutexLock lock(&other);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void reads() {
    ReaderMutexLock lock(&mu);
    use(n);
  }
  void writes() {
    ReaderMutexLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written with 'mu' held for reading only [holdfast-unguarded-access]
    n = 1;
  }
  void inOneStatement() { MutexLock{&mu}, n = 1; }
  void afterTheStatement() {
    MutexLock{&mu};
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }

  // Guards that can let go.
  void letsGo() {
    ReleasableLock lock(&mu);
    n = 1;
    lock.Unlock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 2;
  }
  void locksAgain() {
    ReleasableLock lock(&mu);
    lock.Unlock();
    lock.Lock();
    n = 1;
  }
  void letsGoTwice() {
    ReleasableLock lock(&mu);
    lock.Unlock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: releasing mutex 'mu' that was not held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it is not held [holdfast-unlock-unheld]
    lock.Unlock();
  }
  void locksTwice() {
    ReleasableLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: acquiring mutex 'mu' that is already held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Lock' locks 'mu', which is held already here [holdfast-double-lock]
    lock.Lock();
  }
  void letsGoOnOnePath() {
    ReleasableLock lock(&mu);
    if (flip())
      lock.Unlock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written where 'mu', which guards it, may not be held [holdfast-unguarded-access]
    n = 1;
  }
  void letsGoForAWhile() {
    ReleasableLock lock(&mu);
    if (flip()) {
      lock.Unlock();
      use(1);
      lock.Lock();
    }
    n = 1;
  }
  void unlockedByHand() {
    MutexLock lock(&mu);
    mu.Unlock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
    mu.Lock();
  }

  // Guards that take over, and that do not lock.
  void adopts() {
    mu.Lock();
    AdoptLock lock(&mu);
    n = 1;
  }
  void adoptsAndEnds() {
    mu.Lock();
    { AdoptLock lock(&mu); }
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void defers() {
    DeferredLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
};
