//===- context.cpp - the switch, for two processors -----------------------===//
//
// A stack that was left looks so, from its mark upwards:
//
//   x86-64   mxcsr and x87 control word, r15 to r12, rbx, rbp, return address
//
//   AArch64  d8 to d15, x19 to x30 (the return address), fpcr
//
// A new one has the entry and its argument among the registers, and returns
// into a few instructions that call it. There is no frame above: unwinders are
// told to stop. The return is a jump: the processor's stack of returns knows
// nothing of the other stack, while its table of jumps learns.
//
//===----------------------------------------------------------------------===//

#include "holdfast/detail/context.h"

#include <cstdint>
#include <cstring>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Never called: the label of the instructions below.
void start_stack() noexcept __asm__(HOLDFAST_SYMBOL("holdfast_start_stack"));

// clang-format off
#define HOLDFAST_BEGIN(name)                                                   \
  ".globl " HOLDFAST_SYMBOL(name) "\n"                                         \
  ".hidden " HOLDFAST_SYMBOL(name) "\n"                                        \
  ".type " HOLDFAST_SYMBOL(name) ",%function\n"                                \
  HOLDFAST_SYMBOL(name) ":\n"                                                  \
  ".cfi_startproc\n"
// clang-format on
#define HOLDFAST_END(name)                                                     \
  ".cfi_endproc\n"                                                             \
  ".size " HOLDFAST_SYMBOL(name) ",.-" HOLDFAST_SYMBOL(name) "\n"

#if defined(__x86_64__)

// clang-format off
__asm__(
  ".text\n.p2align 4\n"
  HOLDFAST_BEGIN("holdfast_switch_stack")
  "  endbr64\n"
  "  pushq %rbp\n  pushq %rbx\n  pushq %r12\n"
  "  pushq %r13\n  pushq %r14\n  pushq %r15\n"
  "  leaq -8(%rsp), %rsp\n"
  "  stmxcsr (%rsp)\n  fnstcw 4(%rsp)\n"
  "  movq %rsp, (%rdi)\n"
  "  movq %rsi, %rsp\n"
  "  ldmxcsr (%rsp)\n  fldcw 4(%rsp)\n"
  "  leaq 8(%rsp), %rsp\n"
  "  popq %r15\n  popq %r14\n  popq %r13\n"
  "  popq %r12\n  popq %rbx\n  popq %rbp\n"
  "  popq %rcx\n  jmpq *%rcx\n"
  HOLDFAST_END("holdfast_switch_stack")
  ".p2align 4\n"
  HOLDFAST_BEGIN("holdfast_start_stack")
  "  .cfi_undefined %rip\n"
  "  endbr64\n"
  "  movq %r12, %rdi\n  xorl %ebp, %ebp\n"
  "  callq *%rbx\n  ud2\n"
  HOLDFAST_END("holdfast_start_stack"));
// clang-format on

stack_mark prepare_stack(std::byte *top, void (*entry)(void *) noexcept,
                         void *argument) noexcept {
  struct frame {
    std::uint32_t mxcsr;
    std::uint16_t control, unused;
    void *r15, *r14, *r13, *r12, *rbx, *rbp, *returns_to, *unused2;
  };
  static_assert(sizeof(frame) == 72);
  // At the call in start_stack(), 16 divides the stack pointer.
  const auto end = reinterpret_cast<std::uintptr_t>(top) & ~std::uintptr_t(15);
  auto *const mark = reinterpret_cast<std::byte *>(end - 16 - 64);
  frame first = {};
  __asm__("stmxcsr %0" : "=m"(first.mxcsr));
  __asm__("fnstcw %0" : "=m"(first.control));
  first.r12 = argument;
  first.rbx = reinterpret_cast<void *>(entry);
  first.returns_to = reinterpret_cast<void *>(&start_stack);
  std::memcpy(mark, &first, sizeof first);
  return mark;
}

#elif defined(__aarch64__)

// clang-format off
__asm__(
  ".text\n.p2align 4\n"
  HOLDFAST_BEGIN("holdfast_switch_stack")
  "  sub sp, sp, #176\n"
  "  stp d8, d9, [sp, #0]\n  stp d10, d11, [sp, #16]\n"
  "  stp d12, d13, [sp, #32]\n  stp d14, d15, [sp, #48]\n"
  "  stp x19, x20, [sp, #64]\n  stp x21, x22, [sp, #80]\n"
  "  stp x23, x24, [sp, #96]\n  stp x25, x26, [sp, #112]\n"
  "  stp x27, x28, [sp, #128]\n  stp x29, x30, [sp, #144]\n"
  "  mrs x2, fpcr\n  str x2, [sp, #160]\n"
  "  mov x3, sp\n  str x3, [x0]\n"
  "  mov sp, x1\n"
  "  ldr x3, [sp, #160]\n  cmp x2, x3\n  b.eq 1f\n  msr fpcr, x3\n1:\n"
  "  ldp d8, d9, [sp, #0]\n  ldp d10, d11, [sp, #16]\n"
  "  ldp d12, d13, [sp, #32]\n  ldp d14, d15, [sp, #48]\n"
  "  ldp x19, x20, [sp, #64]\n  ldp x21, x22, [sp, #80]\n"
  "  ldp x23, x24, [sp, #96]\n  ldp x25, x26, [sp, #112]\n"
  "  ldp x27, x28, [sp, #128]\n  ldp x29, x30, [sp, #144]\n"
  "  add sp, sp, #176\n  br x30\n"
  HOLDFAST_END("holdfast_switch_stack")
  ".p2align 4\n"
  HOLDFAST_BEGIN("holdfast_start_stack")
  "  .cfi_undefined x30\n"
  "  mov x0, x20\n  mov x29, #0\n"
  "  blr x19\n  brk #1\n"
  HOLDFAST_END("holdfast_start_stack"));
// clang-format on

stack_mark prepare_stack(std::byte *top, void (*entry)(void *) noexcept,
                         void *argument) noexcept {
  const auto end = reinterpret_cast<std::uintptr_t>(top) & ~std::uintptr_t(15);
  auto *const mark = reinterpret_cast<std::byte *>(end - 176);
  std::uint64_t first[22] = {};
  first[8] = reinterpret_cast<std::uint64_t>(entry);
  first[9] = reinterpret_cast<std::uint64_t>(argument);
  first[19] = reinterpret_cast<std::uint64_t>(&start_stack);
  __asm__("mrs %0, fpcr" : "=r"(first[20]));
  std::memcpy(mark, first, sizeof first);
  return mark;
}

#endif

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
