// Strict mode reports each loop variable that a thread borrows, joined or not;
// without it, what is joined in time is silent.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture' --strict %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s --implicit-check-not='error:' \
// RUN:   --implicit-check-not='warning:' --implicit-check-not='note:'

#include "threads.h"

#include <thread>
#include <vector>

void loopVariableJoinedInTheIteration() {
  for (int i = 0; i < 3; ++i) {
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: closure passed to a thread borrows the loop variable 'i' [holdfast-thread-capture]
    // CHECK: :[[@LINE-2]]:12: note: 'i' is one variable for the whole loop
    // CHECK: help: capture it by value
    std::thread t([&i] { use(i); });
    t.join();
  }
}
void loopVariableCopied() {
  for (int i = 0; i < 3; ++i) {
    std::thread t([i] { use(i); });
    t.join();
  }
}
void elementJoinedInTheIteration() {
  std::vector<int> values(3);
  for (int value : values) {
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: closure passed to a thread borrows the loop variable 'value' [holdfast-thread-capture]
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: note: borrowed here
    // CHECK: help: capture it by value
    std::thread t([&] { use(value); });
    t.join();
  }
}
void elementByReferenceIsNoVariableOfTheLoop() {
  std::vector<int> values(3);
  for (int &value : values) {
    std::thread t([&] { use(value); });
    t.join();
  }
}
void loopVariableDeclaredOutside() {
  int i;
  for (i = 0; i < 3; ++i) {
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: closure passed to a thread borrows the loop variable 'i' [holdfast-thread-capture]
    // CHECK: :[[@LINE-3]]:7: note: 'i' is one variable for the whole loop
    // CHECK: help: capture it by value
    std::thread t([&i] { use(i); });
    t.join();
  }
}
void loopVariableOfAnEarlierLoop() {
  int i;
  for (i = 0; i < 3; ++i)
    use(i);
  std::thread t([&i] { use(i); });
  t.join();
}
void iteratorPassedByAddress() {
  std::vector<int> values(3);
  for (auto it = values.begin(); it != values.end(); ++it) {
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: a thread borrows the loop variable 'it' [holdfast-thread-capture]
    // CHECK: :[[@LINE-2]]:13: note: 'it' is one variable for the whole loop
    // CHECK: help: give the thread a copy of 'it'
    std::thread t([](std::vector<int>::iterator *p) { use(**p); }, &it);
    t.join();
  }
}
void boundThatDoesNotChange() {
  for (int i = 0, n = 3; i < n; ++i) {
    std::thread t([&n] { use(n); });
    t.join();
  }
}
void localOfTheBodyJoined() {
  for (int i = 0; i < 3; ++i) {
    int copy = i;
    std::thread t([&copy] { use(copy); });
    t.join();
  }
}
