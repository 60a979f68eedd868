// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 | FileCheck %s
// A parameter by value is constructed by the caller, so its move stands before
// the call; what is bound to a && is moved by the callee, if at all.

#include "Inputs/types.h"

// CHECK-LABEL: function byValue
// CHECK:      move s -> [[ARG:%[0-9]+]]
// CHECK-NEXT: call take([[ARG]])
void byValue(S s) { take(std::move(s)); }

// CHECK-LABEL: function byReference
// CHECK-NOT:  move
// CHECK:      call look(&&s)
// CHECK-NOT:  move
void byReference(S s) { look(std::move(s)); }

int later(int i = index());

// A default argument is evaluated at the call, each time.
// CHECK-LABEL: function defaultArgument
// CHECK:      call index() -> [[FIRST:%[0-9]+]]
// CHECK-NEXT: call later([[FIRST]])
// CHECK:      call index() -> [[SECOND:%[0-9]+]]
// CHECK-NEXT: call later([[SECOND]])
void defaultArgument() {
  later();
  later();
}
