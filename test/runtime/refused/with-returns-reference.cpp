// with() does not hand out what it locks.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/mutex.h>

#ifdef WRONG
using result = int &;
#else
using result = int;
#endif

int take(holdfast::mutex<int> &value) {
  return value.with([](int &data) -> result { return data; });
}
// CHECK: holdfast: what with() returns must not point into the locked data
