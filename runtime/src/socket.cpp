//===- socket.cpp - waiting for a socket, and closing it ------------------===//
//
// Who closes and who waits cannot miss each other. A goroutine waits on a word
// that close() changes. A thread raises a count and then looks at the word;
// close() changes the word and then looks at the count, both sequentially
// consistent.
//
//===----------------------------------------------------------------------===//

#include "socket.h"

#include "parking.h"
#include "poller.h"
#include "schedule.h"

#include "holdfast/detail/shared_pool.h"

#include <mutex>
#include <new>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Sockets that are free. Never destroyed, as they are.
class socket_pool {
public:
  socket *take() noexcept {
    {
      const std::lock_guard guard(lock_);
      if (socket *const one = first_) {
        first_ = one->next_;
        return one;
      }
    }
    return new (std::nothrow) socket;
  }
  void give_back(socket &one) noexcept {
    const std::lock_guard guard(lock_);
    one.next_ = std::exchange(first_, &one);
  }
  static constinit socket_pool the;

private:
  spin_lock lock_;
  socket *first_ = nullptr;
};
constinit socket_pool socket_pool::the;

socket *socket::own(int descriptor) noexcept {
  socket *const one = socket_pool::the.take();
  if (!one) {
    ::close(descriptor);
    return nullptr;
  }
  one->descriptor_ = descriptor;
  // Relaxed, all: nobody else has it yet but late pollers, who only add.
  for (word &each : one->words_)
    each.store(0, std::memory_order_relaxed);
  one->poller_.store(0, std::memory_order_relaxed);
  one->uses_.store(owned, std::memory_order_relaxed);
  return one;
}

bool socket::enter() noexcept {
  // Relaxed: counts only; the descriptor was there before the owner was.
  std::uint32_t seen = uses_.load(std::memory_order_relaxed);
  do {
    if (seen & closing)
      return false;
  } while (
      !uses_.compare_exchange_weak(seen, seen + 1, std::memory_order_relaxed));
  return true;
}

void socket::leave() noexcept {
  // Release: this use, to the last one; acquire: the others', if this is it.
  std::uint32_t seen = uses_.load(std::memory_order_acquire);
  while ((seen & ~owned) != (closing | 1))
    if (uses_.compare_exchange_weak(seen, seen - 1, std::memory_order_acq_rel,
                                    std::memory_order_acquire))
      return;
  // The last use of a closed one: there will be no other.
  if (is_told())
    remove_from_poller(descriptor_);
  ::close(descriptor_);
  // Acquire and release: the owner may have gone meanwhile, or go later.
  if (!(uses_.fetch_sub(1, std::memory_order_acq_rel) & owned))
    socket_pool::the.give_back(*this);
}

void socket::close() noexcept {
  const use mine(*this);
  if (!mine || uses_.fetch_or(closing, std::memory_order_acq_rel) & closing)
    return;
  for (const side at : {side::in, side::out}) {
    word &one = words_[static_cast<int>(at)];
    // Sequentially consistent: see the head. As a release: to look().
    one.fetch_or(closed, std::memory_order_seq_cst);
    futex_wake(&one, everyone);
  }
  if (threads_.load(std::memory_order_seq_cst) != 0)
    ::shutdown(descriptor_, SHUT_RDWR);
}

void socket::disown() noexcept {
  close();
  // Acquire and release: as leave().
  if (uses_.fetch_sub(owned, std::memory_order_acq_rel) == (closing | owned))
    socket_pool::the.give_back(*this);
}

/// The system has told something of that side.
void socket::tell(side at) noexcept {
  word &one = words_[static_cast<int>(at)];
  // Release: what the system was asked before this, to look().
  one.fetch_add(one_event, std::memory_order_release);
  futex_wake(&one, everyone);
}

void socket::deliver(std::uint32_t events) noexcept {
  const bool is_over = events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR);
  if (is_over || events & EPOLLIN)
    tell(side::in);
  if (is_over || events & EPOLLOUT)
    tell(side::out);
}

/// Whether the poller tells of it.
bool socket::is_told() const noexcept {
  return poller_.load(std::memory_order_acquire) == poller_number();
}

/// Adds the socket to the poller where it is not there. Who finds that somebody
/// else is just doing it goes on: the system tells of what is ready already
/// when that one is done.
std::error_code socket::expect_readiness() noexcept {
  const std::uint32_t number = poller_number();
  if (poller_.load(std::memory_order_acquire) == number ||
      poller_.exchange(number, std::memory_order_acq_rel) == number)
    return {};
  if (const long failed = add_to_poller(descriptor_, *this)) {
    poller_.store(0, std::memory_order_release);
    tell(side::in); // others may wait for nothing: they try again
    tell(side::out);
    return {static_cast<int>(-failed), std::system_category()};
  }
  return {};
}

std::error_code socket::wait(side at, std::uint32_t seen,
                             deadline until) noexcept {
  suspends(place::current());
  return is_goroutine() ? wait_parked(at, seen, until)
                        : wait_in_thread(at, until);
}

std::error_code socket::wait_parked(side at, std::uint32_t seen,
                                    deadline until) noexcept {
  if (const std::error_code failed = expect_readiness())
    return failed;
  const bool is_of_schedule = network_wait_begins_in_schedule();
  if (!is_of_schedule) {
    readiness.waits.fetch_add(1, std::memory_order_seq_cst);
    shared_workers().expect_readiness();
  }
  const bool in_time = futex_wait(&word_of(at), seen, until, {"the network"});
  if (is_of_schedule)
    network_wait_ends_in_schedule();
  else if (readiness.waits.fetch_sub(1, std::memory_order_seq_cst) == 1 &&
           is_checked && readiness.has_poller.load(std::memory_order_seq_cst))
    wake_poller(); // for deadlock.cpp: nobody waits for the system any more
  return in_time ? std::error_code()
                 : std::make_error_code(std::errc::timed_out);
}

std::error_code socket::wait_in_thread(side at, deadline until) noexcept {
  timespec left = {}, *limit = nullptr;
  if (until != never) {
    const auto time = until - clock_now();
    if (time <= steady::duration::zero())
      return std::make_error_code(std::errc::timed_out);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    left.tv_sec = static_cast<time_t>(seconds.count());
    left.tv_nsec =
        static_cast<long>(std::chrono::nanoseconds(time - seconds).count());
    limit = &left;
  }
  pollfd one = {descriptor_,
                static_cast<short>(at == side::in ? POLLIN : POLLOUT), 0};
  threads_.fetch_add(1, std::memory_order_seq_cst);
  if (!(word_of(at).load(std::memory_order_seq_cst) & closed))
    ppoll(&one, 1, limit, nullptr); // fails, or not: there is another try
  threads_.fetch_sub(1, std::memory_order_relaxed);
  return {};
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
