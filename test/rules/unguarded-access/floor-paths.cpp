// Locks that are held on some paths, and in loops. Where clang reports it and some
// path is wrong, so does Holdfast. Each case has a silent twin.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety %s -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CLANG --implicit-check-not=warning:
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access,double-lock,unlock-unheld,lock-leak,lock-order,guard-escape' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HOLDFAST --implicit-check-not=error: --implicit-check-not=warning:

#include "thread_safety.h"

struct Data {
  Mutex mu;
  int n GUARDED_BY(mu) = 0;

  void returnsEarly(bool b) {
    mu.Lock();
    if (b)
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is still held where this returns; another way out gives it back [holdfast-lock-leak]
      return;
    mu.Unlock();
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: mutex 'mu' is not held on every path through here
  }
  void returnsEarlyUnlocked(bool b) {
    mu.Lock();
    if (b) {
      mu.Unlock();
      return;
    }
    mu.Unlock();
  }
  void locksOnOnePath(bool b) {
    if (b)
      mu.Lock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is not held on every path through here
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' may still be held where this returns, and no annotation says so [holdfast-lock-leak]
  }
  void locksOnBothPaths(bool b) {
    if (b)
      mu.Lock();
    else
      mu.Lock();
    n = 1;
    mu.Unlock();
  }
  void unlocksOnOnePath() {
    mu.Lock();
    if (flip())
      mu.Unlock();
    // CLANG: :[[@LINE+3]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is not held on every path through here
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written where 'mu', which guards it, may not be held [holdfast-unguarded-access]
    n = 1;
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: releasing mutex 'mu' that was not held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it may not be held [holdfast-unlock-unheld]
    mu.Unlock();
  }
  void unlocksForAWhile() {
    mu.Lock();
    if (flip()) {
      mu.Unlock();
      use(1);
      mu.Lock();
    }
    n = 1;
    mu.Unlock();
  }
  void locksInOneCase(int k) {
    switch (k) {
    case 1:
      mu.Lock();
      break;
    default:
      break;
    }
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is not held on every path through here
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' may still be held where this returns, and no annotation says so [holdfast-lock-leak]
  }

  void locksInALoop(int k) {
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: expecting mutex 'mu' to be held at start of each loop
    for (int i = 0; i < k; ++i)
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Lock' locks 'mu', which may be held already here [holdfast-double-lock]
      mu.Lock();
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' may still be held where this returns, and no annotation says so [holdfast-lock-leak]
  }
  void unlocksInALoop(int k) {
    mu.Lock();
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: expecting mutex 'mu' to be held at start of each loop
    for (int i = 0; i < k; ++i)
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it may not be held [holdfast-unlock-unheld]
      mu.Unlock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is still held at the end of function
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' may still be held where this returns, and no annotation says so [holdfast-lock-leak]
  }
  void bothInALoop(int k) {
    for (int i = 0; i < k; ++i) {
      mu.Lock();
      n = 1;
      mu.Unlock();
    }
  }
  void theOtherWayAround(int k) {
    mu.Lock();
    for (int i = 0; i < k; ++i) {
      n = 1;
      mu.Unlock();
      use(1);
      mu.Lock();
    }
    mu.Unlock();
  }
  void unlocksBeforeTheNextRound() {
    mu.Lock();
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: expecting mutex 'mu' to be held at start of each loop
    while (flip()) {
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written where 'mu', which guards it, may not be held [holdfast-unguarded-access]
      n = 1;
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it may not be held [holdfast-unlock-unheld]
      mu.Unlock();
    }
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is still held at the end of function
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' may still be held where this returns, and no annotation says so [holdfast-lock-leak]
  }
  void breaksWithTheLock() {
    for (;;) {
      mu.Lock();
      if (flip())
        break;
      mu.Unlock();
    }
    mu.Unlock();
  }
  void breaksAndKeepsTheLock() {
    for (;;) {
      mu.Lock();
      if (flip())
        break;
      mu.Unlock();
    }
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is still held at the end of function
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is still held where this returns, and no annotation says so [holdfast-lock-leak]
  }
  void continuesWithTheLock() {
    // CLANG: :[[@LINE+1]]:{{[0-9]+}}: warning: expecting mutex 'mu' to be held at start of each loop
    while (flip()) {
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Lock' locks 'mu', which may be held already here [holdfast-double-lock]
      mu.Lock();
      if (flip())
        continue;
      mu.Unlock();
    }
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' may still be held where this returns, and no annotation says so [holdfast-lock-leak]
  }
  void afterTheLoop() {
    do {
      mu.Lock();
      n = 1;
      mu.Unlock();
    } while (flip());
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 2;
  }
  void again() {
  again:
    mu.Lock();
    if (flip()) {
      mu.Unlock();
      goto again;
    }
    n = 1;
    mu.Unlock();
  }
};
