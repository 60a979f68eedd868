// A guard cannot be copied; it can be moved.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/mutex.h>

void pass(holdfast::mutex<int> &value) {
  auto first = value.lock();
#ifdef WRONG
  auto second = first;
#else
  auto second = std::move(first);
#endif
}
// CHECK: copy-guard.cpp:[[#@LINE-5]]:{{.*}}error: {{call to deleted constructor|use of deleted function}}
