// An OpenMP task runs later: what it shares must not die before somebody has
// waited for it. Who waits is in reports-openmp-waits.cpp.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture' %s \
// RUN:   -- -std=c++20 -fopenmp -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture' %s -- -std=c++20 -fopenmp-simd -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <string>
#include <string_view>

int fib(int n) {
  if (n < 2)
    return n;
  int x, y;
  // CHECK: :[[@LINE+4]]:25: error: an OpenMP task borrows 'x', which dies while the task may still run [holdfast-thread-capture]
  // CHECK: :[[@LINE+3]]:1: note: the task starts here, and is not waited for before that
  // CHECK: :[[@LINE+7]]:3: note: 'x' dies here, when 'fib' returns
  // CHECK: help: give the task a copy of 'x', or wait for the task before 'x' dies
#pragma omp task shared(x)
  x = fib(n - 1);
  // CHECK: :[[@LINE+1]]:25: error: an OpenMP task borrows 'y', {{.*}}
#pragma omp task shared(y)
  y = fib(n - 2);
  return x + y;
}
int fibRight(int n) {
  if (n < 2)
    return n;
  int x, y;
#pragma omp task shared(x)
  x = fibRight(n - 1);
#pragma omp task shared(y)
  y = fibRight(n - 2);
#pragma omp taskwait
  return x + y;
}

// Of an orphaned task the locals are firstprivate, but where a clause says else.
void shared() {
  int x = 1;
  // CHECK: :[[@LINE+2]]:7: error: {{.*}}borrows 'x'
#pragma omp task default(shared)
  use(x);
}
void sharedRight() {
  int x = 1;
#pragma omp task default(firstprivate)
  use(x);
}
void sharedByNobody() {
  int x = 1;
#pragma omp task
  use(x);
}
void sharedByTheTeam() {
#pragma omp parallel
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
    use(x);
  }
}
void sharedByTheTeamRight() {
  int x = 1;
#pragma omp parallel
  {
#pragma omp task shared(x)
    use(x);
  }
}

// A copy lends what it points to.
void pointer() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'
  int *p = &x;
#pragma omp task firstprivate(p)
  use(*p);
}
void pointerRight() {
  int x = 1;
  int *p = new int(x);
#pragma omp task firstprivate(p)
  use(*p);
}
void view() {
  std::string text = "ready";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'text'
  std::string_view part = text;
#pragma omp task
  use(part);
}
void viewRight() {
  std::string text = "ready";
  std::string part = text;
#pragma omp task
  use(part);
}

// Where it dies: at the end of a block, of an iteration, or of the function.
void block() {
  {
    int x = 1;
    // CHECK: :[[@LINE+3]]:25: error: an OpenMP task borrows 'x', which dies before the task is waited for
    // CHECK: note: 'x' dies here, at the end of its block
    // CHECK: note: the task is waited for only here
#pragma omp task shared(x)
    use(x);
  }
#pragma omp taskwait
}
void blockRight() {
  {
    int x = 1;
#pragma omp task shared(x)
    use(x);
#pragma omp taskwait
  }
}
void iteration() {
  for (int i = 0; i < 10; ++i) {
    int x = i;
    // CHECK: :[[@LINE+2]]:25: error: {{.*}}borrows 'x'
    // CHECK: note: 'x' dies here, at the end of the iteration
#pragma omp task shared(x)
    use(x);
  }
#pragma omp taskwait
}
void iterationRight() {
  for (int i = 0; i < 10; ++i) {
    int x = i;
#pragma omp task firstprivate(x)
    use(x);
  }
#pragma omp taskwait
}
void oneWayOut() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
  use(x);
  if (flip())
    return;
#pragma omp taskwait
}
void oneWayOutRight() {
  int x = 1;
#pragma omp task shared(x)
  use(x);
  if (flip()) {
#pragma omp taskwait
    return;
  }
#pragma omp taskwait
}

// A private copy of a region is gone when the region has ended, and before it waits.
void privateCopy() {
  int x = 1;
#pragma omp parallel firstprivate(x)
  {
    // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
    use(x);
  }
}
void privateCopyRight() {
  int x = 1;
#pragma omp parallel shared(x)
  {
#pragma omp task shared(x)
    use(x);
  }
}

// A task that is not deferred runs at once.
void never() {
  int x = 1;
#pragma omp task shared(x) if (false)
  use(x);
}
void perhaps() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x) if (flip())
  use(x);
}
void insideOfAFinalTask() {
#pragma omp task final(true)
  {
    int x = 1;
#pragma omp task shared(x)
    use(x);
  }
}
void insideOfAnotherTask() {
#pragma omp task final(false)
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
    use(x);
  }
}

// What a task depends on, how it is merged or how urgent it is changes nothing.
void otherClauses() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x) depend(out : x) mergeable untied priority(3)
  use(x);
}
void otherClausesRight() {
  int x = 1;
#pragma omp task firstprivate(x) depend(out : x) mergeable untied priority(3)
  use(x);
}

// In templates, lambdas and members.
template <class T> void ofATemplate(T x) {
  // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
  use(x);
}
template <class T> void ofATemplateRight(T x) {
#pragma omp task firstprivate(x)
  use(x);
}
void instantiate() {
  ofATemplate(1);
  ofATemplateRight(1);
}
void ofALambda() {
  int y = 1;
  auto run = [&] {
    int x = 1;
    // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
    use(x + y);
  };
  run();
}
void ofALambdaRight() {
  int y = 1;
  auto run = [&] {
    int x = 1;
#pragma omp task firstprivate(x)
    use(x + y);
  };
  run();
#pragma omp taskwait
}
struct Counter {
  int count = 0;
  void add() {
#pragma omp task
    ++count;
  }
};
void object() {
  Counter c;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: an OpenMP task borrows 'c'
  c.add();
}
void objectRight() {
  Counter c;
  c.add();
#pragma omp taskwait
}

// An exception that would leave the body of a directive ends the program.
void thrownInTheRegion() {
#pragma omp parallel
  {
    int x = 1;
#pragma omp task shared(x)
    use(x);
    if (flip())
      throw 1;
#pragma omp taskwait
  }
}
void thrownOutside() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:25: error: {{.*}}borrows 'x'
#pragma omp task shared(x)
  use(x);
  if (flip())
    throw 1;
#pragma omp taskwait
}
