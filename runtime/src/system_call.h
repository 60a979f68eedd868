//===- system_call.h - the system's calls, without errno ------------------===//
//
// Compilers may keep errno's address across a call. A function that uses errno,
// blocks and uses it again then writes, after its goroutine has changed
// threads, to another thread's; std::stoi in a loop that reads from a stream is
// enough. So the network's calls do not go through errno: no one else's mistake
// turns their failures into something else.
//
// Sanitizers do not see the system read and write memory, and are told.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_SYSTEM_CALL_H
#define HOLDFAST_SRC_SYSTEM_CALL_H

#include "holdfast/check.h"
#include "holdfast/detail/sanitizer.h"

#include <cstddef>
#include <sys/syscall.h>

#if HOLDFAST_TSAN
extern "C" {
void __tsan_read_range(void *begin, unsigned long size);
void __tsan_write_range(void *begin, unsigned long size);
}
#endif

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// What the call returns; where it fails, minus the number of the error.
inline long raw_system_call(long number, long a, long b, long c, long d, long e,
                            long f) noexcept {
#if defined(__x86_64__)
  register long fourth __asm__("r10") = d;
  register long fifth __asm__("r8") = e;
  register long sixth __asm__("r9") = f;
  long result;
  __asm__ __volatile__("syscall"
                       : "=a"(result)
                       : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth),
                         "r"(fifth), "r"(sixth)
                       : "rcx", "r11", "memory");
  return result;
#elif defined(__aarch64__)
  register long which __asm__("x8") = number;
  register long first __asm__("x0") = a;
  register long second __asm__("x1") = b;
  register long third __asm__("x2") = c;
  register long fourth __asm__("x3") = d;
  register long fifth __asm__("x4") = e;
  register long sixth __asm__("x5") = f;
  __asm__ __volatile__("svc #0"
                       : "+r"(first)
                       : "r"(which), "r"(second), "r"(third), "r"(fourth),
                         "r"(fifth), "r"(sixth)
                       : "memory");
  return first;
#else
#error "holdfast: the runtime knows the system's calls of x86-64 and AArch64"
#endif
}

inline long as_argument(const volatile void *pointer) noexcept {
  return reinterpret_cast<long>(pointer);
}
inline long as_argument(long number) noexcept { return number; }

/// The same for numbers and pointers, up to six. The others are zero.
template <class... Args> long system_call(long number, Args... args) noexcept {
  static_assert(sizeof...(Args) <= 6);
  long all[6] = {};
  std::size_t i = 0;
  ((all[i++] = as_argument(args)), ...);
  return raw_system_call(number, all[0], all[1], all[2], all[3], all[4],
                         all[5]);
}

/// The system will write there. AddressSanitizer looks at both ends.
inline void will_be_written([[maybe_unused]] void *at,
                            [[maybe_unused]] std::size_t size) noexcept {
#if HOLDFAST_TSAN
  __tsan_write_range(at, size);
#elif HOLDFAST_ASAN
  if (size > 0) {
    (void)*static_cast<volatile char *>(at);
    (void)*(static_cast<volatile char *>(at) + size - 1);
  }
#endif
}
/// The system will read that.
inline void will_be_read([[maybe_unused]] const void *at,
                         [[maybe_unused]] std::size_t size) noexcept {
#if HOLDFAST_TSAN
  __tsan_read_range(const_cast<void *>(at), size);
#elif HOLDFAST_ASAN
  will_be_written(const_cast<void *>(at), size); // reads both ends
#endif
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_SYSTEM_CALL_H
