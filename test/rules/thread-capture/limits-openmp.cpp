// What of OpenMP is not told: a taskwait that is out of sight, target tasks, and
// what the tasks of a callee's tasks borrow. FN_ functions are wrong and nothing
// is said, FP_ functions are right and something is; the line "Right:" tells what
// should be. Mending one moves it to reports.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture' %s \
// RUN:   -- -std=c++20 -fopenmp -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

void waitElsewhere(); // with a taskwait
void change(int &x);  // without one

void FP_waitedForOutOfSight() {
  int x = 1;
  // Right: nothing, the callee waits
  // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
  use(x);
  waitElsewhere();
}
void FP_waitedForWhereDeferred(int n) {
  int x = 1;
  // Right: nothing, with a small `n` the task has run at once
  // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x) if (n > 3)
  use(x);
  if (n > 3) {
#pragma omp taskwait
  }
}
void FN_givenToAnUnknownFunction() {
  int x = 1;
  // Right: error: an OpenMP task borrows 'x'
#pragma omp task shared(x)
  use(x);
  change(x);
}
void FN_targetTask() {
  int x = 1;
  // Right: error: an OpenMP task borrows 'x'
#pragma omp target map(tofrom : x) nowait
  x = 2;
}
void startTwo(int &x) {
#pragma omp task shared(x)
  {
#pragma omp task shared(x)
    use(x);
  }
}
void FN_grandchildOfACall() {
  int x = 1;
  // Right: error: an OpenMP task borrows 'x'
  startTwo(x);
#pragma omp taskwait
}
