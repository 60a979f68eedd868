// lock_after needs a rank on both sides.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/mutex.h>

#ifdef WRONG
using plain = holdfast::mutex<int>;
#else
using plain = holdfast::mutex<int, holdfast::rank<0>>;
#endif

void both(plain &first, holdfast::mutex<int, holdfast::rank<1>> &second) {
  auto held = first.lock();
  auto more = second.lock_after(held);
}
// CHECK: holdfast: lock_after needs two locks with a rank
