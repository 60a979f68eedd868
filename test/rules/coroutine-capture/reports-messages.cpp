// The whole text: what is lent, where it dies, where it is used all the same.
//
// RUN: not %holdfast --no-cache '--rules=-*,coroutine-capture' %s -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s

#include "coroutines.h"
#include "threads.h"

void captured(int x) {
  [x]() -> Task {
    co_await later();
    use(x);
  }();
}
// CHECK: reports-messages.cpp:9:3: error: 'x' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
// CHECK: reports-messages.cpp:9:3: note: the closure dies here
// CHECK: reports-messages.cpp:11:{{[0-9]+}}: note: used here, where the coroutine may have been suspended before
// CHECK: help: give the coroutine 'x' as a parameter by value, or await it in the same expression

static Task reads(const int &value) {
  co_await later();
  use(value);
}
void borrowed() {
  int local = 1;
  reads(local);
}
// CHECK: reports-messages.cpp:25:9: error: 'local' is borrowed by a coroutine that may outlive it [holdfast-coroutine-capture]
// CHECK: reports-messages.cpp:26:1: note: 'local' dies here
// CHECK: reports-messages.cpp:21:{{[0-9]+}}: note: used here, where the coroutine may have been suspended before
// CHECK: help: take the parameter by value, or await the coroutine before 'local' dies
