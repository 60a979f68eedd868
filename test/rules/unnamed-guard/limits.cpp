// Today's known wrong answers of unnamed-guard: FN_ functions are wrong and
// silent. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,unnamed-guard' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <mutex>

std::mutex m;
int total;

// It declares a variable named m.
void FN_declares() {
  // Right: error: this declares a guard named 'm', and locks nothing
  std::unique_lock<std::mutex>(m);
  ++total;
}
