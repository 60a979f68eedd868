//===- check.h - the checked build, and what it reports -------------------===//
//
// The library exists twice: checked (HOLDFAST_CHECKED=1, the default without
// NDEBUG) and release. Each lives in an inline namespace and in a library file
// of its own, so that a program mixing them does not link. A checked program
// stops at a relock by the same thread, at the first inversion of a lock
// order, at a double borrow of a cell, at a lock destroyed while held, at a
// guard released by another thread and at one held where its lock forbids it,
// and says where; and where some wait for each other for ever (src/stuck.cpp),
// or all do (src/deadlock.cpp), and says for what. In a release build the hooks
// below are empty and cost nothing.
//
// Not found: a circle of waits through what has no owner (a condition, a
// semaphore, a wait group, an end of a channel that anybody may use) while
// others go on; an order of locks that no run has shown.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_CHECK_H
#define HOLDFAST_CHECK_H

#include <cstdint>
#include <source_location>

#if !defined(__linux__)
#error "holdfast: the runtime needs Linux (futex)"
#endif

#ifndef HOLDFAST_CHECKED
#ifdef NDEBUG
#define HOLDFAST_CHECKED 0
#else
#define HOLDFAST_CHECKED 1
#endif
#endif

/// Whether the library counts and traces: metrics.h and trace.h.
#ifndef HOLDFAST_METRICS
#define HOLDFAST_METRICS HOLDFAST_CHECKED
#endif

#if HOLDFAST_CHECKED && HOLDFAST_METRICS
#define HOLDFAST_BUILD checked
#elif HOLDFAST_CHECKED
#error "holdfast: the checked build has metrics"
#elif HOLDFAST_METRICS
#define HOLDFAST_BUILD release_with_metrics
#else
#define HOLDFAST_BUILD release
#endif

namespace holdfast::inline HOLDFAST_BUILD {

/// Whether this is the checked build.
inline constexpr bool is_checked = HOLDFAST_CHECKED;

/// Called with the text of a violation before the program is aborted, on the
/// thread that ran into it. It may log, and must not return to the library by
/// an exception.
using check_handler = void (*)(const char *report) noexcept;

/// Replaces what prints a violation (by default: on standard error) and
/// returns what was there; null brings the default back. Thread-safe. Whatever
/// the handler does, std::abort() follows when it returns.
///
///   holdfast::set_check_handler([](const char *report) noexcept {
///     std::fputs(report, log_file);
///     std::fflush(log_file);
///   });
check_handler set_check_handler(check_handler handler) noexcept;

#if HOLDFAST_CHECKED
/// Where in the source something was asked for; empty in the release build.
using place = std::source_location;
#else
struct place {
  static consteval place current() noexcept { return {}; }
};
#endif

namespace detail {

/// Reports "holdfast: WHAT" and, in the checked build, the place; aborts.
[[noreturn]] void fail(const char *what, place where) noexcept;

/// Reports the text as it is; aborts.
[[noreturn]] void fail_with(const char *report) noexcept;

/// Defined by one of the two libraries; every object file that includes this
/// header refers to it, whatever it uses. See HOLDFAST_BUILD.
void this_build_is_linked() noexcept;
[[gnu::used]] inline void (*const build_anchor)() noexcept =
    &this_build_is_linked;

enum class lock_mode : std::uint8_t { shared, exclusive };

/// A lock without a rank.
inline constexpr int no_rank = -1;

#if HOLDFAST_CHECKED

/// What the checked build knows of a lock. Thread-safe.
class lock_watch {
public:
  explicit lock_watch(int rank = no_rank, bool may_suspend = true) noexcept;
  ~lock_watch();
  lock_watch(const lock_watch &) = delete;

  /// Before a thread may block for the lock: relock, rank and order.
  void will_lock(lock_mode mode, place where) noexcept;
  /// The calling thread has it now.
  void did_lock(lock_mode mode, place where) noexcept;
  /// The calling thread is about to give it back.
  void will_unlock() noexcept;
  /// A writer has become a reader.
  void did_downgrade() noexcept;

  /// will_lock() has been told of others too: it is this one that the thread
  /// waits for next.
  void is_next(lock_mode mode, place where) const noexcept;
  /// The task that may write, 0 where there is none. For stuck.cpp.
  std::uint64_t writer() const noexcept;
  std::uint64_t id() const noexcept { return id_; }

private:
  std::uint64_t id_;         // never reused, unlike an address
  std::uint64_t writer_ = 0; // read and written atomically, and the next one
  std::uint32_t held_ = 0;   // how often it is held
  int rank_;
  bool may_suspend_; // who holds it may be suspended
};

#else

class lock_watch {
public:
  explicit lock_watch(int = no_rank, bool = true) noexcept {}
  lock_watch(const lock_watch &) = delete;
  void will_lock(lock_mode, place) noexcept {}
  void did_lock(lock_mode, place) noexcept {}
  void will_unlock() noexcept {}
  void did_downgrade() noexcept {}
  void is_next(lock_mode, place) const noexcept {}
};

#endif

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_CHECK_H
