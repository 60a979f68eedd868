// Neighbours in a std::vector<bool> share a byte: no two threads may write them.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/parallel.h>

#ifdef WRONG
using flags = std::vector<bool>;
#else
using flags = std::vector<char>;
#endif

void set(flags &all) {
  holdfast::parallel_for(all, [](auto &&one) { one = true; });
}
long count(const std::vector<bool> &all) { // reading is no matter
  return holdfast::parallel_reduce(all, 0L, std::plus<>());
}
// CHECK: holdfast: two threads cannot write elements of one std::vector<bool>
