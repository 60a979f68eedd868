// A thread is neither joined nor detached before its handle goes: each case here is reported, and its twin, which differs in one
// token, is not.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,unjoined-thread %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void firstCase() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}} [holdfast-unjoined-thread]
  use(0); // WRITE HERE the first case
}
