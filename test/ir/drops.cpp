// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 | FileCheck %s
// Every exit of a scope drops what the scope holds, in reverse order.

#include "Inputs/types.h"

// CHECK-LABEL: function atTheEnd
// CHECK:      drop b
// CHECK-NEXT: storage-dead b
// CHECK-NEXT: drop a
// CHECK-NEXT: storage-dead a
// CHECK-NEXT: drop p
// CHECK-NEXT: storage-dead p
// CHECK-NEXT: return
void atTheEnd(S p) {
  S a;
  S b;
}

// Leaving by return from inside the loop: the inner scope first. At the end of
// a round, the inner scope alone.
// CHECK-LABEL: function atReturn
// CHECK:      goto 3 (back)
// CHECK:      drop c
// CHECK-NEXT: storage-dead c
// CHECK-NEXT: drop b
// CHECK-NEXT: storage-dead b
// CHECK-NEXT: drop a
// CHECK-NEXT: storage-dead a
// CHECK-NEXT: return
// CHECK:      drop c
// CHECK-NEXT: storage-dead c
// CHECK-NEXT: goto 5
void atReturn() {
  S a;
  S b;
  for (;;) {
    S c;
    if (index())
      return;
  }
}

// Leaving by break: the inner scope, then on behind the loop.
// CHECK-LABEL: function atBreak
// CHECK:      block 6:
// CHECK-NEXT:   drop a
// CHECK:      drop c
// CHECK-NEXT: storage-dead c
// CHECK-NEXT: goto 6
// CHECK:      assume {{%[0-9]+}} != 0
// CHECK-NEXT: goto 7
void atBreak() {
  S a;
  for (;;) {
    S c;
    if (index())
      break;
  }
}
