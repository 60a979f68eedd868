// ACQUIRED_BEFORE and ACQUIRED_AFTER: where clang's beta reports that a lock is
// taken against the declared order, so does Holdfast, without a flag. Each case has
// a silent twin.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety -Wthread-safety-beta %s -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CLANG --implicit-check-not=warning:
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access,double-lock,unlock-unheld,lock-leak,lock-order,guard-escape' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HOLDFAST --implicit-check-not=error: --implicit-check-not=warning:

#include "thread_safety.h"

struct Data {
  Mutex a ACQUIRED_BEFORE(b), b, c ACQUIRED_AFTER(b);

  void inOrder() {
    MutexLock first(&a);
    MutexLock second(&b);
  }
  void againstBefore() {
    MutexLock first(&b);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'a' must be acquired before 'b'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Data::a' is locked while 'Data::b' is held, but is declared to be locked before it [holdfast-lock-order]
    MutexLock second(&a);
  }
  void inOrderOfAfter() {
    MutexLock first(&b);
    MutexLock second(&c);
  }
  void againstAfter() {
    MutexLock first(&c);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'b' must be acquired before 'c'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Data::b' is locked while 'Data::c' is held, but is declared to be locked before it [holdfast-lock-order]
    MutexLock second(&b);
  }
  void againstBoth() {
    MutexLock first(&c);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'a' must be acquired before 'c'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Data::a' is locked while 'Data::c' is held, but is declared to be locked before it [holdfast-lock-order]
    MutexLock second(&a);
  }
  void byHand() {
    b.Lock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'a' must be acquired before 'b'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Data::a' is locked while 'Data::b' is held, but is declared to be locked before it [holdfast-lock-order]
    a.Lock();
    a.Unlock();
    b.Unlock();
  }
  void oneAfterTheOther() {
    b.Lock();
    b.Unlock();
    a.Lock();
    a.Unlock();
  }
  void ofReaders() {
    ReaderMutexLock first(&b);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'a' must be acquired before 'b'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Data::a' is locked while 'Data::b' is held, but is declared to be locked before it [holdfast-lock-order]
    ReaderMutexLock second(&a);
  }
  void underTheCallersLock() REQUIRES(b) {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'a' must be acquired before 'b'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Data::a' is locked while 'Data::b' is held, but is declared to be locked before it [holdfast-lock-order]
    MutexLock second(&a);
  }
};
void ofArgument(Data &d) {
  MutexLock first(&d.b);
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'a' must be acquired before 'b'
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Data::a' is locked while 'Data::b' is held, but is declared to be locked before it [holdfast-lock-order]
  MutexLock second(&d.a);
}
void ofTwo(Data &d, Data &e) {
  MutexLock first(&d.b);
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'a' must be acquired before 'b'
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Data::a' is locked while 'Data::b' is held, but is declared to be locked before it [holdfast-lock-order]
  MutexLock second(&e.a);
}
Mutex first, second ACQUIRED_AFTER(first);
void globals() {
  MutexLock a(&second);
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'first' must be acquired before 'second'
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'first' is locked while 'second' is held, but is declared to be locked before it [holdfast-lock-order]
  MutexLock b(&first);
}
void globalsInOrder() {
  MutexLock a(&first);
  MutexLock b(&second);
}
struct Below {
  Mutex mu ACQUIRED_AFTER(first);
  void against() {
    MutexLock a(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'first' must be acquired before 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'first' is locked while 'Below::mu' is held, but is declared to be locked before it [holdfast-lock-order]
    MutexLock b(&first);
  }
  void inOrder() {
    MutexLock a(&first);
    MutexLock b(&mu);
  }
};
