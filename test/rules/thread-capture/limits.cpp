// Today's known wrong answers: FN_ functions are wrong and nothing is said;
// the line "Right:" tells what should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

std::vector<std::thread> helperThreads;
template <class F> void helperKeepsItsThread(F f) { helperThreads.emplace_back(f); }
// What a helper puts into a global container is lost.
void FN_keptInAGlobalThread() {
  int x = 1;
  // Right: error: a thread borrows 'x'
  helperKeepsItsThread([&x] { use(x); });
}

std::function<void()> helperMakesBorrowing(const int &x) {
  return [&x] { use(x); };
}
// A closure that a helper returns as a std::function carries no loans.
void FN_closureMadeByAHelper() {
  int x = 1;
  // Right: error: a thread borrows 'x'
  std::thread(helperMakesBorrowing(x)).detach();
}
