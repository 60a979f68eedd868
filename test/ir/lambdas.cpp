// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 | FileCheck %s
// Captures are initialised in the order of their writing, into parts of the
// closure; the body is a function of its own that names them through `this`.

#include "Inputs/types.h"

// CHECK-LABEL: function captures{{$}}
// CHECK:      move a -> f.[x]
// CHECK:      borrow b -> f.[b]
// CHECK:      init f.[c] = b.n
// CHECK:      call operator() on &f()

// CHECK-LABEL: function captures{{.+}}operator()
// CHECK:      move this.[x] -> [[FIRST:%[0-9]+]]
// CHECK-NEXT: call take([[FIRST]])
// CHECK:      move (*this.[b]) -> [[SECOND:%[0-9]+]]
// CHECK-NEXT: call take([[SECOND]])
void captures(S a, S b) {
  auto f = [x = std::move(a), &b, c = b.n]() mutable {
    take(std::move(x));
    take(std::move(b));
    return c;
  };
  f();
}
