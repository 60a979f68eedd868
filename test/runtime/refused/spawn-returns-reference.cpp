// A thread returns a value.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/thread.h>

#ifdef WRONG
using result = const int &;
#else
using result = int;
#endif

inline const int number = 1;
void begin() { holdfast::spawn([]() -> result { return number; }).join(); }
// CHECK: holdfast: a reference must not cross threads
