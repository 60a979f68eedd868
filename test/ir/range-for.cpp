// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 | FileCheck %s
// A range-for asks for begin and end once, binds its variable anew in each
// round, increments, and goes back to the comparison.

#include "Inputs/types.h"

struct Range {
  S *begin();
  S *end();
};

// CHECK-LABEL: function rangeFor
// CHECK:      call begin on &r() -> [[B:%[0-9]+]]
// CHECK:      flow [[B]] -> [[IT:%[0-9]+]]
// CHECK:      call end on &r() -> [[E:%[0-9]+]]
// CHECK:      flow [[E]] -> [[END:%[0-9]+]]
// CHECK:      goto [[HEAD:[0-9]+]]
// CHECK:      init s
// CHECK-NEXT: borrow (*[[IT]]) -> s
// CHECK-NEXT: move s -> %
// CHECK:      write [[IT]] += 1
// CHECK-NEXT: goto [[HEAD]] (back)
// CHECK:      assume [[IT]] != [[END]]
// CHECK:      assume [[IT]] == [[END]]
void rangeFor(Range &r) {
  for (S &s : r)
    take(std::move(s));
}
