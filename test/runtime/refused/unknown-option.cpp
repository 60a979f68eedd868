// A lock knows two options.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/mutex.h>

#ifdef WRONG
holdfast::mutex<int, long> value;
#else
holdfast::mutex<int, holdfast::poisoning> value;
#endif
// CHECK: holdfast: the options of a lock are poisoning, rank<N> and
// no_suspension
