// Joining takes the handle away: it says std::move.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/thread.h>

void begin() {
  auto worker = holdfast::spawn([] {});
#ifdef WRONG
  worker.join();
#else
  std::move(worker).join();
#endif
}
// CHECK: join-an-lvalue.cpp:[[#@LINE-5]]:{{.*}}error: {{.*}}join
