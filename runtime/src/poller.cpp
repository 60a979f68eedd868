//===- poller.cpp - epoll, and the descriptor that wakes who waits in it --===//
//
// Several threads may ask at once: the system tells each change to one of them.
// The one that waits is woken by an eventfd. That one is level-triggered: where
// a thread that only asks is told of it, which it ignores, the one that waits
// is told as well, and it alone takes the token away.
//
// The child of a fork(2) shares its parent's epoll and must not use it: it
// closes the descriptors, and begins anew when it needs to.
//
//===----------------------------------------------------------------------===//

#include "poller.h"

#include "parking.h"
#include "socket.h"
#include "system_call.h"

#include <mutex>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

struct poller {
  spin_lock starting;
  // Minus one: not there yet. Written under the lock, and in a child.
  std::atomic<int> epoll = -1, token = -1;
  std::atomic<std::uint32_t> number = 1;
  /// How often a socket was added. The system hands its address to another
  /// thread, which the language knows nothing of: this orders the two for it.
  std::atomic<std::uint64_t> added = 0;
  bool is_registered = false;
};
constinit poller the;

void begin_anew() noexcept {
  // Relaxed, all: the child has one thread.
  for (std::atomic<int> *const one : {&the.epoll, &the.token})
    if (const int old = one->exchange(-1, std::memory_order_relaxed); old >= 0)
      close(old);
  the.number.fetch_add(1, std::memory_order_relaxed);
  readiness.waits.store(0);
  readiness.has_poller.store(false);
}

long add(int epoll, int descriptor, std::uint32_t events, void *of) noexcept {
  epoll_event event = {};
  event.events = events;
  event.data.ptr = of;
  return system_call(SYS_epoll_ctl, epoll, EPOLL_CTL_ADD, descriptor, &event);
}

/// Zero, or minus the number of an error.
long begin() noexcept {
  const std::lock_guard guard(the.starting);
  // Relaxed: whoever set it had the lock.
  if (the.epoll.load(std::memory_order_relaxed) >= 0)
    return 0;
  const long epoll = system_call(SYS_epoll_create1, EPOLL_CLOEXEC);
  if (epoll < 0)
    return epoll;
  const long token = system_call(SYS_eventfd2, 0, EFD_CLOEXEC | EFD_NONBLOCK);
  const long failed =
      token < 0 ? token
                : add(static_cast<int>(epoll), static_cast<int>(token), EPOLLIN,
                      nullptr); // no socket's
  if (failed) {
    close(static_cast<int>(epoll));
    if (token >= 0)
      close(static_cast<int>(token));
    return failed;
  }
  if (!the.is_registered)
    pthread_atfork(nullptr, nullptr, &begin_anew);
  the.is_registered = true;
  the.token.store(static_cast<int>(token), std::memory_order_relaxed);
  // Release: the token, to those that read this.
  the.epoll.store(static_cast<int>(epoll), std::memory_order_release);
  return 0;
}

void take_token() noexcept {
  std::uint64_t count = 0;
  const int token = the.token.load(std::memory_order_relaxed);
  if (token >= 0 && read(token, &count, sizeof count) < 0) {
    // Somebody was here before: nothing to take.
  }
}

} // namespace

std::uint32_t poller_number() noexcept {
  return the.number.load(std::memory_order_relaxed); // changes in a child only
}

long add_to_poller(int descriptor, socket &of) noexcept {
  // Acquire meets the release of begin().
  if (the.epoll.load(std::memory_order_acquire) < 0)
    if (const long failed = begin())
      return failed;
  the.added.fetch_add(1, std::memory_order_release); // meets poll_readiness()
  return add(the.epoll.load(std::memory_order_relaxed), descriptor,
             EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, &of);
}

void remove_from_poller(int descriptor) noexcept {
  epoll_event ignored = {}; // old kernels want one
  epoll_ctl(the.epoll.load(std::memory_order_acquire), EPOLL_CTL_DEL,
            descriptor, &ignored);
}

void poll_readiness(int milliseconds, void (*awake)(void *) noexcept,
                    void *argument) noexcept {
  constexpr int at_once = 64;
  epoll_event events[at_once];
  const int epoll = the.epoll.load(std::memory_order_acquire);
  const int count =
      epoll < 0 ? 0 : epoll_wait(epoll, events, at_once, milliseconds);
  if (awake)
    awake(argument);
  (void)the.added.load(std::memory_order_acquire);
  for (int i = 0; i < count; ++i)
    if (auto *const one = static_cast<socket *>(events[i].data.ptr))
      one->deliver(events[i].events);
    else if (milliseconds < 0)
      take_token();
}

void wake_poller() noexcept {
  const std::uint64_t one = 1;
  const int token = the.token.load(std::memory_order_acquire);
  if (token >= 0 && write(token, &one, sizeof one) < 0) {
    // Full: the token is there.
  }
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
