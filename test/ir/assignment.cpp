// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 | FileCheck %s
// An assignment evaluates its right side first.

#include "Inputs/types.h"

// CHECK-LABEL: function rightSideFirst
// CHECK:      call make() -> [[NEW:%[0-9]+]]
// CHECK:      call index() -> [[AT:%[0-9]+]]
// CHECK:      move [[NEW]] -> (*v){{\[}}[[AT]]{{\]}}
void rightSideFirst(S *v) { v[index()] = make(); }

// CHECK-LABEL: function fromALocal
// CHECK-NEXT:  block 0:
// CHECK-NEXT:    move b -> a
void fromALocal(S a, S b) { a = std::move(b); }
