// Today's known wrong answers: FP_ functions are correct and reported. Mending
// one moves it to reports or accepts.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// A list of pointers that has no name. Right would be silence.
void FP_pointersInAList() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([&x] { use(x); });
  for (std::thread *each : {&t})
    each->join();
}

// What reset() ends is not asked of the object that `new` has made. Right would
// be silence.
void FP_resetInTime() {
  std::unique_ptr<std::jthread> t;
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while the thread may still run [holdfast-thread-capture]
    t.reset(new std::jthread([&x] { use(x); }));
    t.reset();
  }
}
