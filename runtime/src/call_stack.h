//===- call_stack.h - by which calls somebody came here -------------------===//
//
// For reports of the checked build: the return addresses of the calls that a
// thread or a goroutine is in, taken cheaply, and made into text only when they
// are shown. A goroutine's begin where it does.
//
// Names are those that the dynamic linker knows (-rdynamic); where there is
// none, and for lines, addr2line takes what is printed: file+0xoffset.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_CALL_STACK_H
#define HOLDFAST_SRC_CALL_STACK_H

#include "holdfast/check.h"

#if HOLDFAST_CHECKED

#include <array>
#include <string>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// The innermost calls, and no more than fit.
struct call_stack {
  std::array<void *, 32> calls = {};
  int count = 0;
};

/// Where the caller is, without the calls inside of the one that returns to
/// `from`: not the library's own.
call_stack capture_calls(void *from) noexcept;

/// A line for each call, innermost first: "\n    #0 move(account &) in
/// bank+0x12a4".
std::string text_of(const call_stack &calls);

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_CHECKED

#endif // HOLDFAST_SRC_CALL_STACK_H
