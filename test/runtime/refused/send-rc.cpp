// An rc stays on its thread; an arc may be sent.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/arc.h>
#include <holdfast/channel.h>

#ifdef WRONG
using message = holdfast::rc<int>;
#else
using message = holdfast::arc<int>;
#endif

void begin() { auto ends = holdfast::bounded_channel<message>(1); }
// CHECK: holdfast: this type is not Send: its values must stay on their thread
