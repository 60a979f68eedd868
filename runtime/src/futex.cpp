//===- futex.cpp - the operating system's part of os_futex.h --------------===//
//
// FUTEX_WAIT_BITSET takes an absolute time of the steady clock, so that a wait
// which is restarted does not grow longer.
//
//===----------------------------------------------------------------------===//

#include "os_futex.h"

#include <cerrno>
#include <ctime>
#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

bool os_futex_wait(const word *at, std::uint32_t expected,
                   deadline until) noexcept {
  timespec when = {}, *limit = nullptr;
  if (until != never) {
    const auto since = until.time_since_epoch();
    if (since.count() < 0)
      return false;
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(since);
    when.tv_sec = static_cast<time_t>(seconds.count());
    when.tv_nsec =
        static_cast<long>(std::chrono::nanoseconds(since - seconds).count());
    limit = &when;
  }
  const long result =
      syscall(SYS_futex, at, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, expected,
              limit, nullptr, FUTEX_BITSET_MATCH_ANY);
  return !(result == -1 && errno == ETIMEDOUT);
}

int os_futex_wake(const word *at, int most) noexcept {
  const long woken =
      syscall(SYS_futex, at, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, most);
  return woken > 0 ? static_cast<int>(woken) : 0;
}

void yield() noexcept { sched_yield(); }

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
