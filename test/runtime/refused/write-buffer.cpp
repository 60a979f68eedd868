// A buffer of characters is no text: what is in it may be shorter, and has no end.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/net.h>

bool echo(const holdfast::tcp_stream &with) {
  char part[16];
  const auto got = with.read(part);
#ifdef WRONG
  return with.write_all(part) && got;
#else
  return with.write_all(std::string_view(part, got.count)) && with.write_all("text");
#endif
}
// CHECK: holdfast: how much of a buffer is to be written its type does not say
