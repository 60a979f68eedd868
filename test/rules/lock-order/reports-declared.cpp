// Locks that are taken against the order that ACQUIRED_BEFORE or ACQUIRED_AFTER
// declares, also through callees. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,lock-order %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "thread_safety.h"

#include <mutex>

/// A lock for the standard library's guards.
class CAPABILITY("mutex") Lock {
public:
  void lock() ACQUIRE();
  void unlock() RELEASE();
  bool try_lock() TRY_ACQUIRE(true);
};
using Guard = std::lock_guard<Lock>;

struct Account {
  Lock second;
  Lock first ACQUIRED_BEFORE(second);
  Lock third ACQUIRED_AFTER(second);
  Lock free, outer;

  void against() {
    Guard g(second);
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'Account::first' is locked while 'Account::second' is held, but is declared to be locked before it [holdfast-lock-order]
    // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: 'Account::second' is locked here
    // CHECK: :[[@LINE-8]]:{{[0-9]+}}: note: the order is declared here
    // CHECK: help: lock 'Account::first' first, or let go of 'Account::second' before
    Guard h(first);
  }
  void inOrder() {
    Guard g(first);
    Guard h(second);
  }
  void withoutAnOrder() {
    Guard g(second);
    Guard h(free);
  }
  void againstTwo() {
    Guard g(third);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'Account::first' is locked while 'Account::third' is held, but is declared to be locked before it
    Guard h(first);
  }
  void inOrderOfTwo() {
    Guard g(first);
    Guard h(third);
  }
  void together() {
    std::scoped_lock both(second, first);
  }

  void lockFirst() { Guard g(first); }
  void lockThird() { Guard g(third); }
  void lockFirstByHelper() { lockFirst(); }
  void throughACallee() {
    Guard g(second);
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 'Account::lockFirst' locks 'Account::first', which is declared to be locked before 'Account::second', while that is held
    // CHECK: note: the order is declared here
    lockFirst();
  }
  void throughACalleeInOrder() {
    Guard g(second);
    lockThird();
  }
  void throughTwoCallees() {
    Guard g(second);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'Account::lockFirstByHelper' locks 'Account::first' through 'Account::lockFirst', which is declared
    lockFirstByHelper();
  }
  void underTheCallersLock() REQUIRES(second) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'Account::first' is locked while 'Account::second' is held, but is declared
    Guard g(first);
  }
  void underAnotherOfTheCallers() REQUIRES(outer) {
    Guard g(first);
  }
  void attempts() {
    Guard g(second);
    if (first.try_lock())
      first.unlock();
  }
};
Lock global;
struct Below {
  Lock m ACQUIRED_AFTER(global);
  void against() {
    Guard g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'global' is locked while 'Below::m' is held, but is declared to be locked before it
    Guard h(global);
  }
  void inOrder() {
    Guard g(global);
    Guard h(m);
  }
};
