// What leads to the data of folly::Synchronized or boost::synchronized_value, and
// outlives its guard. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,guard-escape %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "synchronized.h"
#include "threads.h"

#include <string>

struct State {
  std::string name;
  int n = 0;
};
folly::Synchronized<State> state;

void guardDiesWithTheStatement() {
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 's', which leads to what 'state' guards, is used when 'state' is held no more [holdfast-guard-escape]
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: note: it was taken here, under the lock
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: note: 'state' is given back here
  auto &s = *state.wlock();
  use(s);
}
void guardHasAName() {
  auto guard = state.wlock();
  auto &s = *guard;
  use(s);
}
void inOneStatement() { use(*state.rlock()); }
void copied() {
  auto s = *state.rlock();
  use(s);
}
void part() {
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 'name', which leads to what 'state' guards, is used when
  const std::string &name = state.rlock()->name;
  use(name);
}
void copyOfPart() {
  const std::string name = state.rlock()->name;
  use(name);
}
void afterItsBlock() {
  State *s;
  {
    auto guard = state.wlock();
    s = &*guard;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's', which leads to what 'state' guards, is used when
  s->n = 1;
}
void inItsBlock() {
  State *s;
  {
    auto guard = state.wlock();
    s = &*guard;
    s->n = 1;
  }
}
void afterUnlock() {
  auto guard = state.wlock();
  State *s = &*guard;
  guard.unlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's', which leads to what 'state' guards, is used when
  s->n = 1;
}
void afterUnlockByReference() {
  auto guard = state.wlock();
  const std::string &name = guard->name;
  guard.unlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'name', which leads to what 'state' guards, is used when
  use(name);
}
void beforeUnlock() {
  auto guard = state.wlock();
  State *s = &*guard;
  s->n = 1;
  guard.unlock();
}
State &returned() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to what 'state' guards when 'state' is held no more
  return *state.wlock();
}
State returnedCopy() { return *state.wlock(); }
auto returnedGuard() { return state.wlock(); }
void throughAFunction() {
  auto guard = returnedGuard();
  guard->n = 1;
}

boost::synchronized_value<State> value;
void ofValue() {
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 's', which leads to what 'value' guards, is used when
  auto &s = *value.synchronize();
  use(s);
}
void ofValueWithAName() {
  auto guard = value.synchronize();
  auto &s = *guard;
  use(s);
}
