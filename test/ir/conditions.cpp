// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 | FileCheck %s
// Each way out of a branch begins with what holds there; a switch knows its
// cases and, in the default, that none of them held.

#include "Inputs/types.h"

// CHECK-LABEL: function cases
// CHECK:      read x
// CHECK:      assume x == 1
// CHECK:      assume x == 2
// CHECK:      assume x != 2
// CHECK-NEXT: assume x != 1
void cases(int x) {
  switch (x) {
  case 1: index(); break;
  case 2: make();
  default: index();
  }
}

// The right side of && is evaluated only where the left one held.
// CHECK-LABEL: function shortCircuit
// CHECK:      block 4:
// CHECK-NEXT:   init %{{[0-9]+}} = 0
// CHECK:      block 6:
// CHECK-NEXT:   call index()
// CHECK:      assume a != 0
// CHECK-NEXT: goto 6
// CHECK:      assume a == 0
// CHECK-NEXT: goto 4
bool shortCircuit(bool a) { return a && index(); }

// Both arms of a conditional operator construct the one variable.
// CHECK-LABEL: function oneOfTwo
// CHECK:      call make() -> s{{$}}
// CHECK:      call S on &s()
// CHECK:      move s -> return
S oneOfTwo(bool c) {
  S s = c ? make() : S();
  return s;
}
