// Today's known wrong answers of wait-without-predicate: FN_ functions are wrong
// and silent. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,wait-without-predicate' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <condition_variable>
#include <mutex>

std::mutex m;
std::condition_variable c;

// The loop is about something else.
void FN_inALoopOfSomethingElse(int n) {
  for (int i = 0; i < n; ++i) {
    std::unique_lock<std::mutex> g(m);
    // Right: error: this wait on 'c' has neither a predicate nor a loop around it
    c.wait(g);
  }
}
