// What a channel carries moves without exceptions.
//
// DEFINE: %{flags} = -std=c++20 -fsyntax-only -I%source_root/runtime/include %s
// RUN: not %clang %{flags} -DWRONG 2>&1 | FileCheck %s
// RUN: %clang %{flags}
// RUN: %if g++ %{ not g++ %{flags} -DWRONG 2>&1 | FileCheck %s %}
// RUN: %if g++ %{ g++ %{flags} %}

#include <holdfast/channel.h>

struct message {
  message() = default;
#ifdef WRONG
  message(message &&) {}
#else
  message(message &&) noexcept {}
#endif
};
template <> inline constexpr auto holdfast::declared_send<message> = holdfast::answer::yes;

void begin() { auto ends = holdfast::unbounded_channel<message>(); }
// CHECK: holdfast: what a channel carries must move without exceptions
