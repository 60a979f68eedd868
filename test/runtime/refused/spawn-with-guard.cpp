// A guard stays with the thread that locked.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/thread.h>

void begin(holdfast::mutex<int> &value) {
#ifdef WRONG
  holdfast::spawn([](holdfast::mutex<int>::guard held) { ++*held; }, value.lock()).detach();
#else
  holdfast::spawn([](int copy) { ++copy; }, *value.lock()).detach();
#endif
}
// CHECK: holdfast: this type is not Send: its values must stay on their thread
