// Today's known wrong answers of lock-across-await: FP_ functions are correct and
// reported, FN_ functions are wrong and silent. Mending one moves it to reports or
// accepts.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,lock-across-await %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "coroutines.h"

#include <mutex>

// Only one thread ever runs these coroutines, and none of them takes the lock again.
std::mutex ofTheLoop;
Task FP_oneThread() {
  std::lock_guard<std::mutex> g(ofTheLoop);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: the coroutine is suspended while 'ofTheLoop' is held
  co_await later();
}

// Held on one path only.
std::mutex m;
Task FN_onOnePath(bool b) {
  std::unique_lock<std::mutex> g(m, std::defer_lock);
  if (b)
    g.lock();
  co_await later();
}
