// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 | FileCheck %s
// Inside a try, what may throw has an edge to the handlers, past the drops of
// what is alive at that point; a value that moved before the call is gone there.

#include "Inputs/types.h"

// CHECK-LABEL: function caught
// CHECK:      move s -> [[ARG:%[0-9]+]]
// CHECK:      call take([[ARG]])
// CHECK-NEXT: goto [[PAD:[0-9]+]] (unwind) [[ON:[0-9]+]]
// CHECK-NEXT: block [[PAD]]:
// CHECK-NEXT:   drop [[ARG]]
// CHECK-NEXT:   storage-dead [[ARG]]
// CHECK-NEXT:   goto [[HANDLER:[0-9]+]]
// CHECK-NEXT: block [[ON]]:
void caught(S s) {
  try {
    take(std::move(s));
  } catch (...) {
    index();
  }
}

// Where no handler is, only a spelled throw leaves the function.
// CHECK-LABEL: function notCaught
// CHECK-NOT:  (unwind){{$}}
// CHECK:      call take(
// CHECK:      return
void notCaught(S s) { take(std::move(s)); }

// CHECK-LABEL: function thrown
// CHECK:      drop s
// CHECK-NEXT: storage-dead s
// CHECK-NEXT: goto 2
void thrown(S s) { throw 1; }
