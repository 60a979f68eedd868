// Under HOLDFAST_STRICT_SEND a closure with captures is refused.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#define HOLDFAST_STRICT_SEND
#include <holdfast/thread.h>

void begin(int number) {
#ifdef WRONG
  holdfast::spawn([&number] { ++number; }).join();
#else
  holdfast::spawn([](int own) { ++own; }, number).join();
#endif
}
// CHECK: holdfast: nothing says that this type is Send (HOLDFAST_STRICT_SEND)
