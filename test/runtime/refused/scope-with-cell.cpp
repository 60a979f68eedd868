// Children of a scope share only what is Sync.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/cell.h>
#include <holdfast/thread.h>

#ifdef WRONG
using shared = holdfast::cell<int>;
#else
using shared = holdfast::atomic<int>;
#endif

void begin(const shared &number) {
  holdfast::scope([&](auto &threads) { threads.spawn([](const shared &) {}, std::cref(number)); });
}
// CHECK: holdfast: this type is not Sync: it must not be used by two threads at once
