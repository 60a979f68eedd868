// Today's known wrong answers of unsynchronized-share: FN_ functions are wrong
// and silent; the line "Right:" tells what should be. Mending one moves it to
// reports. FP_ functions are right and reported.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,unsynchronized-share %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "pool.h"
#include "threads.h"

#include <barrier>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

void FN_closureInAFunctionObject() {
  int x = 1;
  // Right: warning: 'x' is written here, and read by 'FN_closureInAFunctionObject' at the same time
  std::function<void()> f = [&x] { ++x; };
  std::thread t(f);
  use(x);
  t.join();
}
void FN_boundArguments() {
  int x = 1;
  // Right: warning: 'x' is written here, and read by 'FN_boundArguments' at the same time
  std::thread t(std::bind([](int &y) { ++y; }, std::ref(x)));
  use(x);
  t.join();
}
void FN_theSameUnknownIndex(int i) {
  std::vector<int> values(3);
  // Right: warning: 'values[i]' is written by two threads at the same time
  std::thread t([&values, i] { ++values[i]; });
  std::thread u([&values, i] { ++values[i]; });
  t.join();
  u.join();
}
// not run: ThreadSanitizer sees the order that the lock made in this run
void FN_lockedElsewhere() {
  int x = 1;
  int y = 1;
  std::mutex m;
  auto both = [&] {
    ++x;
    std::lock_guard<std::mutex> lock(m);
    ++y;
  };
  std::thread t(both);
  {
    std::lock_guard<std::mutex> lock(m);
    ++y;
  }
  // Right: warning: 'x' is written by a lambda in 'FN_lockedElsewhere' ..., and by 'FN_lockedElsewhere' at the same time
  ++x;
  t.join();
}
void FN_jobsOfAPool() {
  int x = 1;
  std::barrier<> both(2);
  Pool pool;
  // Right: warning: 'x' is written here, and by another job at the same time
  pool.submit([&] { both.arrive_and_wait(), ++x; });
  pool.submit([&] { both.arrive_and_wait(), ++x; });
  pool.wait();
}
void FP_deferredRunsWhereItIsWaitedFor() {
  int x = 1;
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: warning: 'x' is written here, and by 'FP_deferredRunsWhereItIsWaitedFor' at the same time
  // Right: nothing
  auto done = std::async(std::launch::deferred, [&x] { ++x; });
  ++x;
  done.get();
}
