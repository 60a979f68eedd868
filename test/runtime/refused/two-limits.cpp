// A select has at most one time limit.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/select.h>

void wait(holdfast::timer &soon) {
  using namespace std::chrono_literals;
  holdfast::select(holdfast::on_receive(soon, [](auto) {}),
#ifdef WRONG
                   holdfast::on_timeout(1s, [] {}),
#endif
                   holdfast::otherwise([] {}));
}
// CHECK: holdfast: a select has at most one time limit or otherwise
