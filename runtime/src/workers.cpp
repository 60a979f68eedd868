//===- workers.cpp - the operating system's part of workers.h and fence.h -===//
//
// How many processors there are for us, membarrier(2), and what is to happen
// at exit and after a fork.
//
//===----------------------------------------------------------------------===//

#include "holdfast/detail/shared_pool.h"

#include <cstdlib>
#include <linux/membarrier.h>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

bool register_membarrier() noexcept {
  return syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0,
                 0) == 0;
}

void membarrier() noexcept {
  syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);
}

unsigned default_worker_count() noexcept {
  if (const char *const asked = std::getenv("HOLDFAST_WORKERS"))
    if (const long count = std::strtol(asked, nullptr, 10); count > 0)
      return static_cast<unsigned>(count < idle_view::limit ? count
                                                            : idle_view::limit);
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
    return static_cast<unsigned>(CPU_COUNT(&allowed));
  const unsigned count = std::thread::hardware_concurrency();
  return count ? count : 1; // more processors than cpu_set_t knows
}

void register_pool(void (*at_exit)(), void (*in_child)()) noexcept {
  std::atexit(at_exit);
  pthread_atfork(nullptr, nullptr, in_child);
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
