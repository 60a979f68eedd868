//===- context.h - leaving one stack for another --------------------------===//
//
// The switch under every goroutine: the registers that a call must preserve go
// onto the stack that is left, and come from the stack that is entered; the
// floating point's control words are among them. Written by hand for x86-64
// and AArch64, see docs/decisions/0007-goroutines.md. What the C++
// library and the sanitizers keep per thread is fiber.h's business.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_CONTEXT_H
#define HOLDFAST_DETAIL_CONTEXT_H

#include "holdfast/check.h"

#include <cstddef>

#if !defined(__x86_64__) && !defined(__aarch64__)
#error "holdfast: goroutines need x86-64 or AArch64"
#endif

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Where a stack was left: its lowest used address.
using stack_mark = void *;

#define HOLDFAST_STRING_(text) #text
#define HOLDFAST_STRING(text) HOLDFAST_STRING_(text)
/// A symbol of this build's own: the two libraries never share code.
#define HOLDFAST_SYMBOL(name) name "_" HOLDFAST_STRING(HOLDFAST_BUILD)

/// Leaves the current stack, noting in `*left` where, and goes on where
/// `entered` was left. Returns when somebody enters `*left`.
void switch_stack(stack_mark *left, stack_mark entered) noexcept
    __asm__(HOLDFAST_SYMBOL("holdfast_switch_stack"));

/// A mark that, entered for the first time, calls entry(argument) on the stack
/// that ends at `top`. The entry must not return or throw.
stack_mark prepare_stack(std::byte *top, void (*entry)(void *) noexcept,
                         void *argument) noexcept;

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_CONTEXT_H
