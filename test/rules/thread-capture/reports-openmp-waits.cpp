// Who waits for an OpenMP task: a taskwait of the task that has started it, a
// barrier, the end of a taskgroup, and that of the region around it.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture' %s \
// RUN:   -- -std=c++20 -fopenmp -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture' %s -- -std=c++20 -fopenmp-simd -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

void group() {
  int x = 1;
#pragma omp taskgroup
  {
#pragma omp task shared(x)
    use(x);
  }
}
void groupTooSmall() {
#pragma omp taskgroup
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
    use(x);
  }
}
void groupTooLate() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
  use(x);
#pragma omp taskgroup
  {
  }
}
void single() {
#pragma omp parallel
  {
    int x = 1;
#pragma omp single
    {
#pragma omp task shared(x)
      use(x);
    }
  }
}
void singleThatDoesNotWait() {
#pragma omp parallel
  {
    int x = 1;
#pragma omp single nowait
    {
      // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
      use(x);
    }
  }
}
void barrier() {
#pragma omp parallel
  {
    int x = 1;
#pragma omp master
    {
#pragma omp task shared(x)
      use(x);
    }
#pragma omp barrier
  }
}
void masterAlone() {
#pragma omp parallel
  {
    int x = 1;
#pragma omp master
    {
      // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
      use(x);
    }
  }
}
void loop() {
#pragma omp parallel
  {
    int x = 1;
#pragma omp for
    for (int i = 0; i < 10; ++i) {
#pragma omp task shared(x)
      use(x);
    }
  }
}
void loopThatDoesNotWait() {
#pragma omp parallel
  {
    int x = 1;
#pragma omp for nowait
    for (int i = 0; i < 10; ++i) {
      // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
      use(x);
    }
  }
}
void taskloop() {
  int x = 1;
#pragma omp taskloop shared(x)
  for (int i = 0; i < 10; ++i)
    use(x);
}
void taskloopWithoutAGroup() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:37: error: {{.*}}borrows 'x'
#pragma omp taskloop nogroup shared(x)
  for (int i = 0; i < 10; ++i)
    use(x);
}

// A taskwait waits for the children of its own task, not for theirs.
void grandchild() {
  int x = 1;
#pragma omp task shared(x)
  {
    // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
    use(x);
  }
#pragma omp taskwait
}
void grandchildInAGroup() {
  int x = 1;
#pragma omp taskgroup
  {
#pragma omp task shared(x)
    {
#pragma omp task shared(x)
      use(x);
    }
  }
}
void waitsBesideTheTask() {
  int x = 1;
#pragma omp task shared(x)
  use(x);
#pragma omp task
  {
  }
#pragma omp taskwait
}
void waitsInTheTask() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
  use(x);
#pragma omp task
  {
#pragma omp taskwait
  }
}

// The caller's task is the callee's.
void start(int &x) {
#pragma omp task shared(x)
  use(x);
}
void waitForAll() {
#pragma omp taskwait
}
void startedByACall() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: an OpenMP task borrows 'x'
  start(x);
}
void startedByACallRight() {
  int x = 1;
  start(x);
#pragma omp taskwait
}
void waitedForByACall() {
  int x = 1;
#pragma omp task shared(x)
  use(x);
  waitForAll();
}
void waitedForInAnotherTask() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
  use(x);
#pragma omp task
  waitForAll();
}

void waitsForWhatItDependsOn() {
  int x = 1;
#pragma omp task shared(x) depend(out : x) mergeable untied priority(3)
  use(x);
#pragma omp task depend(in : x) if (0)
  {
  }
}
