// The body of an OpenMP directive moves where it stands; a private copy is moved
// for itself.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -fopenmp -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void sharedByTheTeam(std::string s) {
#pragma omp parallel shared(s)
#pragma omp single
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void copiedByTheTeam(std::string s) {
#pragma omp parallel firstprivate(s)
#pragma omp single
  keep(std::move(s));
  use(s);
}
void sharedByATask(std::string s) {
#pragma omp task shared(s)
  keep(std::move(s));
#pragma omp taskwait
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void copiedByATask(std::string s) {
#pragma omp task firstprivate(s)
  keep(std::move(s));
#pragma omp taskwait
  use(s);
}
void copyInEachRound(std::string s) {
#pragma omp parallel for firstprivate(s)
  for (int i = 0; i < 10; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
    keep(std::move(s));
}
void copyOfEachTask(std::string s) {
#pragma omp parallel for firstprivate(s)
  for (int i = 0; i < 10; ++i)
#pragma omp task firstprivate(s)
    keep(std::move(s));
}
