// Guarded data that is passed and returned by reference: where clang's
// -Wthread-safety-reference reports it, so does Holdfast. Each case has a silent
// twin.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety %s -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CLANG --implicit-check-not=warning:
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access,double-lock,unlock-unheld,lock-leak,lock-order,guard-escape' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HOLDFAST --implicit-check-not=error: --implicit-check-not=warning:

#include "thread_safety.h"

struct Pair {
  int a, b;
};
void change(int &n);
void look(const int &n);
void changePair(Pair &p);
void increment(int &n) { ++n; }
int twice(const int &n) { return 2 * n; }
void ignore(int &) {}

struct Data {
  Mutex mu;
  int n GUARDED_BY(mu) = 0;
  Pair pair GUARDED_BY(mu);
  Pair *pointer PT_GUARDED_BY(mu);
  int plain = 0;

  void passes() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: passing variable 'n' by reference requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is passed by reference without 'mu', which guards it [holdfast-unguarded-access]
    change(n);
  }
  void passesHeld() {
    MutexLock lock(&mu);
    change(n);
  }
  void passesPlain() { change(plain); }
  void passesConst() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: passing variable 'n' by reference requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is read without 'mu', which guards it [holdfast-unguarded-access]
    look(n);
  }
  void passesConstAsReader() {
    ReaderMutexLock lock(&mu);
    look(n);
  }
  void passesPair() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: passing variable 'pair' by reference requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'pair' is passed by reference without 'mu', which guards it [holdfast-unguarded-access]
    changePair(pair);
  }
  void passesPart() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: passing variable 'pair' by reference requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'pair' is passed by reference without 'mu', which guards it [holdfast-unguarded-access]
    change(pair.a);
  }
  void passesPartHeld() {
    MutexLock lock(&mu);
    change(pair.a);
  }
  void passesPointee() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: passing the value that 'pointer' points to by reference requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: what 'pointer' points to is passed by reference without 'mu', which guards it [holdfast-unguarded-access]
    changePair(*pointer);
  }
  void passesPointeeHeld() {
    MutexLock lock(&mu);
    changePair(*pointer);
  }
  void passesToABody() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: passing variable 'n' by reference requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is passed by reference without 'mu', which guards it [holdfast-unguarded-access]
    increment(n);
  }
  void passesToABodyHeld() {
    MutexLock lock(&mu);
    increment(n);
  }
  void passesToABodyThatReads() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: passing variable 'n' by reference requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is passed by reference without 'mu', which guards it [holdfast-unguarded-access]
    use(twice(n));
  }
  void passesToABodyThatReadsHeld() {
    MutexLock lock(&mu);
    use(twice(n));
  }
};
