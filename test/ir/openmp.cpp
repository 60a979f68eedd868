// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 -fopenmp | FileCheck %s
// A directive's body stands where the directive does. A task holds what it shares
// by reference and what it copies by value; what waits joins the region that has
// started it.

#include "Inputs/types.h"

void work(int);

// CHECK-LABEL: function aTask
// CHECK:      borrow n -> [[TASK:%[0-9]+]].[n]
// CHECK-NEXT: read m
// CHECK-NEXT: init m
// CHECK-NEXT: flow m -> m
// CHECK-NEXT: flow m -> [[TASK]].[m]
// CHECK:      assign n = m
// CHECK:      storage-dead m
// CHECK-NEXT: spawn [[TASK]] -> OpenMP tasks
// CHECK-NEXT: join OpenMP tasks
void aTask(int n, int m) {
#pragma omp task shared(n) firstprivate(m)
  n = m;
#pragma omp taskwait
}

// What a group started is held by the group; a task's task by the task.
// CHECK-LABEL: function inAGroup
// CHECK:      borrow n -> [[OUTER:%[0-9]+]].[n]
// CHECK:      borrow n -> [[INNER:%[0-9]+]].[n]
// CHECK:      assign n = 1
// CHECK-NEXT: spawn [[INNER]] -> [[TASK:%[0-9]+]]
// CHECK-NEXT: spawn [[OUTER]] -> [[GROUP:%[0-9]+]]
// CHECK-NEXT: join [[GROUP]]
// CHECK-NEXT: join [[TASK]]
// CHECK:      storage-dead n
void inAGroup(int n) {
#pragma omp taskgroup
#pragma omp task shared(n)
  {
#pragma omp task shared(n)
    n = 1;
  }
}

// CHECK-LABEL: function notDeferred
// CHECK-NOT:  spawn
// CHECK:      assign n = 1
// CHECK-NEXT: storage-dead n
void notDeferred(int n) {
#pragma omp task shared(n) if (0)
  n = 1;
}

// A private copy begins and ends with the region; clauses are evaluated before.
// CHECK-LABEL: function privateCopy
// CHECK:      call index()
// CHECK-NEXT: init s
// CHECK:      move s -> [[ARGUMENT:%[0-9]+]]
// CHECK-NEXT: call take([[ARGUMENT]])
// CHECK-NEXT: drop [[ARGUMENT]]
// CHECK-NEXT: storage-dead [[ARGUMENT]]
// CHECK-NEXT: drop s
// CHECK-NEXT: storage-dead s
// CHECK-NEXT: join
// CHECK-NEXT: drop s
void privateCopy(S s) {
#pragma omp parallel private(s) num_threads(index())
  take(std::move(s));
}

// A task that never ends does not keep its spawner.
// CHECK-LABEL: function neverEnds
// CHECK:      block 0:
// CHECK:      goto [[BODY:[0-9]+]] [[AFTER:[0-9]+]]
// CHECK:      block [[AFTER]]:
// CHECK-NEXT: spawn
// CHECK-NEXT: call work
void neverEnds() {
#pragma omp task
  {
  again:
    work(1);
    goto again;
  }
  work(2);
}
