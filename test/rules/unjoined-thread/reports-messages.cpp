// The words: where the handle goes, and where the thread is joined on other
// paths.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s --implicit-check-not='error:' \
// RUN:   --implicit-check-not='warning:' --implicit-check-not='note:'

#include "threads.h"

#include <thread>

void atTheEnd() {
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  // CHECK: :[[@LINE+3]]:1: note: destroyed here, when 'atTheEnd' returns
  // CHECK: help: join the thread on every path to there, or make it a std::jthread
  std::thread t([] { use(1); });
}
void joinedAtTheEnd() {
  std::thread t([] { use(1); });
  t.join();
}
void atTheEndOfABlock() {
  {
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
    // CHECK: :[[@LINE+2]]:3: note: destroyed here{{$}}
    std::thread t([] { use(1); });
  }
  use(1);
}
void atAReturn() {
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: 't' is destroyed while its thread may still be joinable, which ends the program [holdfast-unjoined-thread]
  // CHECK: :[[@LINE+4]]:5: note: destroyed here, when 'atAReturn' returns
  // CHECK: :[[@LINE+4]]:3: note: the thread is joined only here
  std::thread t([] { use(1); });
  if (flip())
    return;
  t.join();
}
void overwritten() {
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: 't' is given a new value while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: overwritten here
  // CHECK: help: join the thread before that
  std::thread t([] { use(1); });
  t = std::thread([] { use(2); });
  t.join();
}
void withoutAName() {
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: error: a thread is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: note: destroyed here
  // CHECK: help: give the thread a name and join it, or make it a std::jthread
  std::thread([] { use(1); });
}
