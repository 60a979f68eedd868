// Today's known wrong answers of lock-leak: FN_ functions are wrong and silent.
// Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,lock-leak' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <mutex>

std::mutex m;

// The answers may tell the two ways apart, for all we know.
int compute();
int FN_returnsAValue() {
  m.lock();
  if (flip())
    // Right: error: 'm' is still held where this returns; another way out gives it back
    return compute();
  m.unlock();
  return compute();
}
