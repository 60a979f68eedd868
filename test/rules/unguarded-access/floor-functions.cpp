// What functions say of their callers' locks: REQUIRES, EXCLUDES,
// ASSERT_CAPABILITY, RETURN_CAPABILITY, NO_THREAD_SAFETY_ANALYSIS. Where clang
// reports a call, so does Holdfast. Each case has a silent twin.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety %s -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CLANG --implicit-check-not=warning:
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access,double-lock,unlock-unheld,lock-leak,lock-order,guard-escape' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HOLDFAST --implicit-check-not=error: --implicit-check-not=warning:

#include "thread_safety.h"

Mutex globalMu;
void needsGlobal() REQUIRES(globalMu);
void excludesGlobal() EXCLUDES(globalMu);
Mutex *globalMutex() RETURN_CAPABILITY(globalMu);
int global GUARDED_BY(globalMutex());

struct Data {
  Mutex mu, other;
  int n GUARDED_BY(mu) = 0;

  // REQUIRES, REQUIRES_SHARED.
  void needs() REQUIRES(mu) { n = 1; }
  void needsBoth() REQUIRES(mu, other);
  int needsReader() REQUIRES_SHARED(mu) { return n; }
  void writesAsReader() REQUIRES_SHARED(mu) {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written with 'mu' held for reading only [holdfast-unguarded-access]
    n = 1;
  }
  void calls() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needs' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needs' is called without 'mu', which it wants held [holdfast-unguarded-access]
    needs();
  }
  void callsHeld() {
    MutexLock lock(&mu);
    needs();
  }
  void callsFromAnother() REQUIRES(mu) { needs(); }
  void callsAsReader() {
    ReaderMutexLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needs' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needs' is called with 'mu' held for reading only [holdfast-unguarded-access]
    needs();
  }
  void callsReader() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needsReader' requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needsReader' is called without 'mu', which it wants held [holdfast-unguarded-access]
    needsReader();
  }
  void callsReaderAsReader() {
    ReaderMutexLock lock(&mu);
    needsReader();
  }
  void callsReaderAsWriter() {
    MutexLock lock(&mu);
    needsReader();
  }
  void callsForBothWithOne() {
    MutexLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needsBoth' requires holding mutex 'other' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needsBoth' is called without 'other', which it wants held [holdfast-unguarded-access]
    needsBoth();
  }
  void callsForBothWithBoth() {
    MutexLock lock(&mu);
    MutexLock second(&other);
    needsBoth();
  }
  void callsGlobal() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needsGlobal' requires holding mutex 'globalMu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needsGlobal' is called without 'globalMu', which it wants held [holdfast-unguarded-access]
    needsGlobal();
  }
  void callsGlobalHeld() {
    MutexLock lock(&globalMu);
    needsGlobal();
  }
  int operator[](int) REQUIRES(mu);
  int index() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'operator[]' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'operator[]' is called without 'mu', which it wants held [holdfast-unguarded-access]
    return (*this)[1];
  }
  int indexHeld() {
    MutexLock lock(&mu);
    return (*this)[1];
  }
  // It gives the lock back for a while.
  void lets() REQUIRES(mu) {
    mu.Unlock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
    mu.Lock();
  }
  void letsGo() REQUIRES(mu) {
    mu.Unlock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: expecting mutex 'mu' to be held at the end of function
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is not held where this returns, but its annotation says that it is [holdfast-lock-leak]
  }

  // EXCLUDES.
  void excluded() EXCLUDES(mu);
  void locks() EXCLUDES(mu) {
    MutexLock lock(&mu);
    n = 1;
  }
  void callsExcluded() {
    MutexLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: cannot call function 'excluded' while mutex 'mu' is held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'excluded' must be called without 'mu', which is held already here [holdfast-double-lock]
    excluded();
  }
  void callsExcludedUnheld() {
    { MutexLock lock(&mu); }
    excluded();
  }
  void callsExcludedAsReader() {
    ReaderMutexLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: cannot call function 'excluded' while mutex 'mu' is held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'excluded' must be called without 'mu', which is held already here [holdfast-double-lock]
    excluded();
  }
  void callsExcludedFromNeeds() REQUIRES(mu) {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: cannot call function 'excluded' while mutex 'mu' is held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'excluded' must be called without 'mu', which is held already here [holdfast-double-lock]
    excluded();
  }
  void callsExcludedOfAnother(Data &d) {
    MutexLock lock(&mu);
    d.excluded();
  }
  void callsWhatLocks() {
    MutexLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: cannot call function 'locks' while mutex 'mu' is held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'locks' locks 'mu', which is held already here [holdfast-double-lock]
    locks();
  }
  void callsExcludedGlobal() {
    MutexLock lock(&globalMu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: cannot call function 'excludesGlobal' while mutex 'globalMu' is held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'excludesGlobal' must be called without 'globalMu', which is held already here [holdfast-double-lock]
    excludesGlobal();
  }
  void callsExcludedUnderAnother() {
    MutexLock lock(&mu);
    excludesGlobal();
  }

  // ASSERT_CAPABILITY.
  void asserts() {
    mu.AssertHeld();
    n = 1;
  }
  void assertsAnother() {
    other.AssertHeld();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  int assertsReader() {
    mu.AssertReaderHeld();
    return n;
  }

  // RETURN_CAPABILITY.
  Mutex &mutex() RETURN_CAPABILITY(mu) { return mu; }
  Mutex *mutexPointer() RETURN_CAPABILITY(mu);
  void byGetter() {
    MutexLock lock(mutexPointer());
    n = 1;
  }
  void byGetterUnlocked() {
    mutex();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void byGetterByHand() {
    mutex().Lock();
    n = 1;
    mutex().Unlock();
  }
  void needsByGetter() REQUIRES(mutex()) { n = 1; }
  void callsByGetter() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needsByGetter' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needsByGetter' is called without 'mu', which it wants held [holdfast-unguarded-access]
    needsByGetter();
  }
  void callsByGetterHeld() {
    MutexLock lock(&mu);
    needsByGetter();
  }

  // NO_THREAD_SAFETY_ANALYSIS.
  void unchecked() NO_THREAD_SAFETY_ANALYSIS {
    n = 1;
    needs();
    mu.Unlock();
    mu.Unlock();
    mu.Lock();
    mu.Lock();
  }
};
void guardedByGetter() {
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'global' requires holding mutex 'globalMu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'global' is written without 'globalMu', which guards it [holdfast-unguarded-access]
  global = 1;
}
void guardedByGetterHeld() {
  MutexLock lock(&globalMu);
  global = 1;
}
void heldByGetter() {
  MutexLock lock(globalMutex());
  global = 1;
}
void needsArgument(Data &d) REQUIRES(d.mu) { d.n = 1; }
void ofArgument(Data &d) {
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needsArgument' requires holding mutex 'd.mu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needsArgument' is called without 'd.mu', which it wants held [holdfast-unguarded-access]
  needsArgument(d);
}
void ofArgumentHeld(Data &d) {
  MutexLock lock(&d.mu);
  needsArgument(d);
}
void ofAnother(Data &d, Data &e) {
  MutexLock lock(&e.mu);
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needsArgument' requires holding mutex 'd.mu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needsArgument' is called without 'd.mu', which it wants held [holdfast-unguarded-access]
  needsArgument(d);
}
void needsMutex(Mutex &m) REQUIRES(m);
void givesMutex(Data &d) {
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needsMutex' requires holding mutex 'd.mu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needsMutex' is called without 'd.mu', which it wants held [holdfast-unguarded-access]
  needsMutex(d.mu);
}
void givesMutexHeld(Data &d) {
  MutexLock lock(&d.mu);
  needsMutex(d.mu);
}
// A constructor that wants a lock held.
struct Session {
  Session() REQUIRES(globalMu);
};
void opens() {
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'Session' requires holding mutex 'globalMu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Session' is called without 'globalMu', which it wants held [holdfast-unguarded-access]
  Session session;
}
void opensHeld() {
  MutexLock lock(&globalMu);
  Session session;
}
