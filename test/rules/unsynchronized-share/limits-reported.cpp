// Today's known wrong answers of unsynchronized-share: FP_ functions are right and
// reported. Mending one moves it to accepts.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unsynchronized-share' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "pool.h"
#include "threads.h"

// Another pool of that class has more threads; this one has one, by a
// constructor that nobody calls here.
struct FP_OwnsAPoolWithOneThread {
  Pool pool{1};
  int hits = 0;
  void FP_start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'hits' is written by two jobs at the same time [holdfast-unsynchronized-share]
    pool.submit([this] { ++hits; });
    pool.submit([this] { ++hits; });
    pool.wait();
  }
};
void makesALargerOne() {
  Pool other;
  other.submit([] {});
  other.wait();
}
