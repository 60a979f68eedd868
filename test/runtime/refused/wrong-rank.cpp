// Locks with ranks are taken in ascending order.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/mutex.h>

#ifdef WRONG
using outer = holdfast::rank<2>;
#else
using outer = holdfast::rank<0>;
#endif

void both(holdfast::mutex<int, outer> &first, holdfast::mutex<int, holdfast::rank<1>> &second) {
  auto held = first.lock();
  auto more = second.lock_after(held);
}
// CHECK: holdfast: locks are taken in ascending order of their ranks
