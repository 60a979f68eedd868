// Locks that own their data (folly::Synchronized, boost::synchronized_value) are
// taken again while a guard, or the function that runs under them, holds them. Each
// case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,double-lock,unlock-unheld,unnamed-guard,lock-leak' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "synchronized.h"
#include "threads.h"

#include <string>
#include <utility>

struct State {
  std::string name;
  int n = 0;
};
folly::Synchronized<State> state, other;

void twice() {
  auto first = state.wlock();
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 'state' is locked while it is held already [holdfast-double-lock]
  // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: locked here
  auto second = state.wlock();
}
void ofTwo() {
  auto first = state.wlock();
  auto second = other.wlock();
}
void oneAfterTheOther() {
  { auto first = state.wlock(); }
  auto second = state.wlock();
}
void afterUnlock() {
  auto first = state.wlock();
  first.unlock();
  auto second = state.wlock();
}
void writesWhileItReads() {
  auto first = state.rlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'state' is locked while it is held already
  auto second = state.wlock();
}
void readsWhileItReads() {
  auto first = state.rlock();
  auto second = state.rlock();
}
void statements() {
  state.wlock()->n = 1;
  use(*state.rlock());
}
void inOneStatement() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'state' is locked while it is held already
  use(state.wlock()->n + state.wlock()->n);
}
void readsAndWritesInOneStatement() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'state' is locked while it is held already
  state.wlock()->n = state.rlock()->n;
}
void inOneStatementOfTwo() { use(state.wlock()->n + other.wlock()->n); }
void movedGuard() {
  auto first = state.wlock();
  auto kept = std::move(first);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'state' is locked while it is held already
  auto second = state.wlock();
}
void movedGuardThatEnds() {
  auto first = state.wlock();
  { auto kept = std::move(first); }
  auto second = state.wlock();
}
void copies() {
  auto guard = state.wlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'state' is locked while it is held already
  use(state.copy());
}
void copiesAnother() {
  auto guard = state.wlock();
  use(other.copy());
}
void attempts() {
  auto guard = state.wlock();
  if (auto second = state.tryWLock())
    use(second->n);
}
void afterAnAttempt() {
  if (auto first = state.tryWLock()) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'state' is locked while it is held already
    auto second = state.wlock();
  }
}
void afterAnAttemptThatFailed() {
  auto first = state.tryWLock();
  if (!first)
    auto second = state.wlock();
}

// What runs under the lock.
void runsUnderIt() {
  auto guard = state.wlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'state' is locked while it is held already
  state.withWLock([](State &s) { s.n = 1; });
}
void runsUnderAnother() {
  auto guard = state.wlock();
  other.withWLock([](State &s) { s.n = 1; });
}
void runsAndLocks() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}'state'{{.*}}held already
  state.withWLock([](State &s) { s.n = state.rlock()->n; });
}
void runsAndLocksAnother() {
  state.withWLock([](State &s) { s.n = other.rlock()->n; });
}
void runsGenericAndLocks() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}'state'{{.*}}held already
  state.withWLock([](auto &s) { s.n = state.rlock()->n; });
}
void readsAndReads() {
  state.withRLock([](const State &s) { use(s.n + state.rlock()->n); });
}
void afterwards() {
  state.withWLock([](State &s) { s.n = 1; });
  auto guard = state.wlock();
}

// A mutex that its holder may lock again.
folly::Synchronized<State, std::recursive_mutex> nested;
void nestedTwice() {
  auto first = nested.lock();
  auto second = nested.lock();
}

// boost::synchronized_value.
boost::synchronized_value<State> value, otherValue;
void ofValue() {
  auto guard = value.synchronize();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'value' is locked while it is held already
  value->n = 1;
}
void ofValueByItsGuard() {
  auto guard = value.synchronize();
  guard->n = 1;
}
void ofTwoValues() {
  auto guard = value.synchronize();
  otherValue->n = 1;
}
