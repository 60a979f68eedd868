// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 | FileCheck %s
// A structured binding names a part: of the object itself where it is bound
// by reference, of a copy that goes by the names of its bindings where it is not.

#include "Inputs/types.h"

struct Pair {
  S a;
  S b;
};
Pair makePair();

// CHECK-LABEL: function byReference
// CHECK:      move p.a -> %
// CHECK-NOT:  drop %{{[0-9]+}}.a
void byReference(Pair p) {
  auto &[x, y] = p;
  take(std::move(x));
}

// CHECK-LABEL: function byValue
// CHECK:      call makePair() -> [x, y]
// CHECK:      move [x, y].b -> %
// CHECK:      drop [x, y]
// CHECK:      storage-dead [x, y]
void byValue() {
  auto [x, y] = makePair();
  take(std::move(y));
}
