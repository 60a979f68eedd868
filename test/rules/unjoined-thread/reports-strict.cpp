// Strict mode counts calls that merely might throw between the start and the
// join; without it they are no paths.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unjoined-thread' --strict %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s --implicit-check-not='error:' \
// RUN:   --implicit-check-not='warning:' --implicit-check-not='note:'

#include "threads.h"

#include <thread>
#include <vector>

void mayThrow();
void never() noexcept;

void callBeforeTheJoin() {
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable if 'mayThrow' throws, which ends the program [holdfast-unjoined-thread]
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'mayThrow' may throw here
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: the thread is joined only here
  // CHECK: help: make it a std::jthread, or join the thread in a guard's destructor
  std::thread t([] { use(1); });
  mayThrow();
  t.join();
}
void callThatNeverThrows() {
  std::thread t([] { use(1); });
  never();
  t.join();
}
void callAfterTheJoin() {
  std::thread t([] { use(1); });
  t.join();
  mayThrow();
}
void callBeforeTheStart() {
  std::thread t;
  mayThrow();
  t = std::thread([] { use(1); });
  t.join();
}
void inATryThatJoins() {
  std::thread t([] { use(1); });
  try {
    mayThrow();
  } catch (...) {
    t.join();
    throw;
  }
  t.join();
}
void jthreadJoins() {
  std::jthread t([] { use(1); });
  mayThrow();
}
void elementsOfAContainer() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: 'threads' is destroyed while its thread is still joinable if 'mayThrow' throws, which ends the program [holdfast-unjoined-thread]
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: 'mayThrow' may throw here
    // CHECK: :[[@LINE+5]]:{{[0-9]+}}: note: the thread is joined only here
    threads.emplace_back([] { use(1); });
    mayThrow();
  }
  for (std::thread &t : threads)
    t.join();
}
void handleOfTheCaller(std::thread &t) {
  t = std::thread([] { use(1); });
  mayThrow();
  t.join();
}
