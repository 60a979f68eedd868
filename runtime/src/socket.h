//===- socket.h - a descriptor that goroutines and threads wait for -------===//
//
// Each direction has a word that changes with every readiness which the system
// tells of, and when the socket is closed. Who wants to read looks at the word,
// tries, and where the system would block waits for the word to change: what
// happens in between is not missed, and a wait with a deadline is as any other.
//
//   bit 0   closed, by us, for ever
//   others  a count of what the system told
//
// A goroutine sleeps on the word. A thread waits in poll(2) itself: so it needs
// neither workers nor luck, and close() ends that by a shutdown(2).
//
// The descriptor is closed when the last call that uses it returns. The object
// is never freed, only used again: a poller may call deliver() late, and then
// somebody tries in vain.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_SOCKET_H
#define HOLDFAST_SRC_SOCKET_H

#include "holdfast/detail/futex.h"

#include <atomic>
#include <cstdint>
#include <system_error>
#include <utility>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

enum class side : std::uint8_t { in, out };

class socket {
public:
  static constexpr std::uint32_t closed = 1, one_event = 2;

  /// Takes the descriptor, which does not block. Null, and the descriptor
  /// closed, where there is no memory. The caller is the owner.
  static socket *own(int descriptor) noexcept;
  /// close(), by the owner, who does not use it again.
  void disown() noexcept;
  /// Ends all waits. Thread-safe.
  void close() noexcept;

  /// Keeps the descriptor open. False if it is closed.
  class use {
  public:
    explicit use(socket &of) noexcept : of_(of.enter() ? &of : nullptr) {}
    use(const use &) = delete;
    ~use() {
      if (of_)
        of_->leave();
    }
    explicit operator bool() const noexcept { return of_; }

  private:
    socket *of_;
  };

  // Precondition for what follows: in use.

  int descriptor() const noexcept { return descriptor_; }
  /// The word of a side.
  std::uint32_t look(side at) const noexcept {
    // Acquire meets the release of deliver() and close().
    return word_of(at).load(std::memory_order_acquire);
  }
  /// Waits until look() is another than `seen`, or for no reason. Fails with
  /// `timed_out`, or where the system cannot tell of readiness.
  std::error_code wait(side at, std::uint32_t seen, deadline until) noexcept;

  /// The poller: `events` as epoll_wait(2) gives them.
  void deliver(std::uint32_t events) noexcept;

private:
  friend class socket_pool;
  static constexpr std::uint32_t closing = 1u << 31, owned = 1u << 30;

  const word &word_of(side at) const noexcept {
    return words_[static_cast<int>(at)];
  }
  void tell(side at) noexcept;
  bool is_told() const noexcept;
  bool enter() noexcept;
  void leave() noexcept;
  std::error_code expect_readiness() noexcept;
  std::error_code wait_in_thread(side at, deadline until) noexcept;
  std::error_code wait_parked(side at, std::uint32_t seen,
                              deadline until) noexcept;

  word words_[2] = {};
  /// How many use it, and the two bits.
  std::atomic<std::uint32_t> uses_ = 0;
  std::atomic<std::uint32_t> threads_ = 0; // in poll(2), or about to be
  std::atomic<std::uint32_t> poller_ = 0;  // the number of the one it is in
  int descriptor_ = -1;
  socket *next_ = nullptr; // among those that are free
};

/// Calls attempt() until it is done or fails otherwise than with
/// EAGAIN or EINTR, waiting in between; once more when the time is over.
/// `attempt` returns what it did, or minus the number of an error.
template <class Attempt>
std::pair<long, std::error_code> perform(socket &on, side at, deadline until,
                                         Attempt attempt) noexcept {
  const socket::use mine(on);
  const auto is_canceled = std::make_error_code(std::errc::operation_canceled);
  if (!mine)
    return {0, is_canceled};
  for (bool is_last = false;;) {
    const std::uint32_t seen = on.look(at);
    if (seen & socket::closed)
      return {0, is_canceled};
    const long done = attempt();
    // What looks like an end, or an error, may be the doing of close().
    if (done <= 0 && on.look(at) & socket::closed)
      return {0, is_canceled};
    if (done >= 0)
      return {done, {}};
    if (done == -EINTR)
      continue;
    if (done != -EAGAIN)
      return {0, {static_cast<int>(-done), std::system_category()}};
    if (is_last)
      return {0, std::make_error_code(std::errc::timed_out)};
    if (const std::error_code failed = on.wait(at, seen, until)) {
      if (failed != std::errc::timed_out)
        return {0, failed};
      is_last = true;
    }
  }
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_SOCKET_H
