// A thread that may outlive the call is given no reference.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/thread.h>

#include <functional>

void begin(int number) {
#ifdef WRONG
  holdfast::spawn([](int of) { (void)of; }, std::ref(number)).detach();
#else
  holdfast::spawn([](int of) { (void)of; }, number).detach();
#endif
}
// CHECK: holdfast: this type is not Send: its values must stay on their thread
