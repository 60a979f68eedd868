// An rc is not an argument of a thread.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/arc.h>
#include <holdfast/thread.h>

#ifdef WRONG
using shared = holdfast::rc<int>;
#else
using shared = holdfast::arc<int>;
#endif

void begin() {
  holdfast::spawn([](shared number) { (void)*number; }, shared::make(1)).join();
}
// CHECK: holdfast: this type is not Send: its values must stay on their thread
