// ACQUIRE, RELEASE and TRY_ACQUIRE by hand: what is still held, was not held, is
// held already. Where clang reports it, so does Holdfast. Each case has a silent
// twin.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety %s -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CLANG --implicit-check-not=warning:
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access,double-lock,unlock-unheld,lock-leak,lock-order,guard-escape' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HOLDFAST --implicit-check-not=error: --implicit-check-not=warning:

#include "thread_safety.h"

struct Data {
  Mutex mu;
  int n GUARDED_BY(mu) = 0;

  void lock() ACQUIRE(mu) { mu.Lock(); }
  void unlock() RELEASE(mu) { mu.Unlock(); }
  bool tryLock() TRY_ACQUIRE(true, mu) { return mu.TryLock(); }
  bool failsToLock() TRY_ACQUIRE(false, mu);

  // Still held at the end.
  void staysHeld() {
    mu.Lock();
    n = 1;
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is still held at the end of function
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is still held where this returns, and no annotation says so [holdfast-lock-leak]
  }
  void givenBack() {
    mu.Lock();
    n = 1;
    mu.Unlock();
  }
  void staysHeldByCall() {
    lock();
    n = 1;
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is still held at the end of function
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is still held where this returns, and no annotation says so [holdfast-lock-leak]
  }
  void givenBackByCall() {
    lock();
    n = 1;
    unlock();
  }
  void readerStays() {
    mu.ReaderLock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is still held at the end of function
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is still held where this returns, and no annotation says so [holdfast-lock-leak]
  }
  void readerGivenBack() {
    mu.ReaderLock();
    mu.ReaderUnlock();
  }
  void saysThatItStays() ACQUIRE(mu) {
    mu.Lock();
  }
  void saysThatItIsGivenBack() RELEASE(mu) {
    n = 1;
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is still held at the end of function
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is still held where this returns, but its annotation says that it is given back [holdfast-lock-leak]
  }
  void saysThatItStaysAndGivesBack() ACQUIRE(mu) {
    mu.Lock();
    mu.Unlock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: expecting mutex 'mu' to be held at the end of function
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is not held where this returns, but its annotation says that it is [holdfast-lock-leak]
  }

  // Not held.
  void unheld() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: releasing mutex 'mu' that was not held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it is not held [holdfast-unlock-unheld]
    mu.Unlock();
  }
  void unheldByCall() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: releasing mutex 'mu' that was not held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it is not held [holdfast-unlock-unheld]
    unlock();
  }
  void unheldReader() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: releasing mutex 'mu' that was not held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it is not held [holdfast-unlock-unheld]
    mu.ReaderUnlock();
  }
  void unheldOfEither() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: releasing mutex 'mu' that was not held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it is not held [holdfast-unlock-unheld]
    mu.GenericUnlock();
  }
  void ofEither() {
    mu.ReaderLock();
    mu.GenericUnlock();
    mu.Lock();
    mu.GenericUnlock();
  }
  void twiceGivenBack() {
    mu.Lock();
    mu.Unlock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: releasing mutex 'mu' that was not held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it is not held [holdfast-unlock-unheld]
    mu.Unlock();
  }
  void usedAfterwards() RELEASE(mu) {
    n = 1;
    mu.Unlock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 2;
  }

  // Held already.
  void twice() {
    mu.Lock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: acquiring mutex 'mu' that is already held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Lock' locks 'mu', which is held already here [holdfast-double-lock]
    mu.Lock();
    mu.Unlock();
  }
  void oneAfterTheOther() {
    mu.Lock();
    mu.Unlock();
    mu.Lock();
    mu.Unlock();
  }
  void twiceByCall() {
    lock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: acquiring mutex 'mu' that is already held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'lock' locks 'mu', which is held already here [holdfast-double-lock]
    lock();
    unlock();
  }
  void twiceByGuard() {
    MutexLock first(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: acquiring mutex 'mu' that is already held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'MutexLock' locks 'mu', which is held already here [holdfast-double-lock]
    MutexLock second(&mu);
  }
  void twiceAfterNeeds() REQUIRES(mu) {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: acquiring mutex 'mu' that is already held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Lock' locks 'mu', which is held already here [holdfast-double-lock]
    mu.Lock();
  }
  void writerAfterReader() {
    ReaderMutexLock first(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: acquiring mutex 'mu' that is already held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'MutexLock' locks 'mu', which is held already here [holdfast-double-lock]
    MutexLock second(&mu);
  }
  void readerAfterWriter() {
    MutexLock first(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: acquiring mutex 'mu' that is already held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'ReaderMutexLock' locks 'mu', which is held already here [holdfast-double-lock]
    ReaderMutexLock second(&mu);
  }

  // Readers.
  void writesAsReader() {
    mu.ReaderLock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written with 'mu' held for reading only [holdfast-unguarded-access]
    n = 1;
    mu.ReaderUnlock();
  }
  int readsAsReader() {
    mu.ReaderLock();
    int copy = n;
    mu.ReaderUnlock();
    return copy;
  }

  // Attempts.
  void attempt() {
    if (mu.TryLock()) {
      n = 1;
      mu.Unlock();
    }
  }
  void attemptThatFailed() {
    if (mu.TryLock())
      mu.Unlock();
    else
      // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
      n = 1;
  }
  void attemptKept() {
    bool held = mu.TryLock();
    if (held) {
      n = 1;
      mu.Unlock();
    }
  }
  void attemptKeptThatFailed() {
    bool held = mu.TryLock();
    if (!held)
      // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
      n = 1;
    else
      mu.Unlock();
  }
  void attemptEarly() {
    if (!mu.TryLock())
      return;
    n = 1;
    mu.Unlock();
  }
  void attemptByCall() {
    if (tryLock()) {
      n = 1;
      unlock();
    }
  }
  void attemptThatFailsByTruth() {
    if (!failsToLock()) {
      n = 1;
      mu.Unlock();
    }
  }
  void attemptThatFailsByTruthAndFailed() {
    if (failsToLock())
      // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
      n = 1;
    else
      mu.Unlock();
  }
  void attemptOfReader() {
    if (mu.ReaderTryLock()) {
      // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written with 'mu' held for reading only [holdfast-unguarded-access]
      n = 1;
      mu.ReaderUnlock();
    }
  }
  void attemptStaysHeld() {
    if (mu.TryLock())
      n = 1;
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is not held on every path through here
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' may still be held where this returns, and no annotation says so [holdfast-lock-leak]
  }
};
void ofArgument(Data &d) {
  d.mu.Lock();
  d.n = 1;
  d.mu.Unlock();
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'd.mu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'd.n' is written without 'd.mu', which guards it [holdfast-unguarded-access]
  d.n = 2;
}
void acquires(Data *d) ACQUIRE(d->mu);
void releases(Data *d) RELEASE(d->mu);
void byFreeFunctions(Data *d) {
  acquires(d);
  d->n = 1;
  releases(d);
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'd->mu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'd->n' is written without 'd->mu', which guards it [holdfast-unguarded-access]
  d->n = 2;
}
void staysHeldByFreeFunction(Data *d) {
  acquires(d);
  d->n = 1;
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'd->mu' is still held at the end of function
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'd->mu' is still held where this returns, and no annotation says so [holdfast-lock-leak]
}
