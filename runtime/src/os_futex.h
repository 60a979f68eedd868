//===- os_futex.h - the system's futex ------------------------------------===//
//
// What a thread sleeps in. Not for goroutines: see parking.h.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_OS_FUTEX_H
#define HOLDFAST_SRC_OS_FUTEX_H

#include "holdfast/detail/futex.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// As futex_wait(), for the calling thread.
bool os_futex_wait(const word *at, std::uint32_t expected,
                   deadline until = never) noexcept;
/// Wakes at most `most` threads; returns how many.
int os_futex_wake(const word *at, int most = 1) noexcept;

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_OS_FUTEX_H
