//===- check.h - the checked build, and what it reports -------------------===//
//
// The library exists twice: checked (HOLDFAST_CHECKED=1, the default without
// NDEBUG) and release. Each lives in an inline namespace and in a library file
// of its own, so that a program mixing them does not link. A checked program
// stops at a relock by the same thread, at the first inversion of a lock
// order, at a double borrow of a cell, at a lock destroyed while held and at a
// guard released by another thread, and says where; and where all threads and
// goroutines wait for each other, and says for what. In a release build the
// hooks below are empty and cost nothing.
//
// Not found: a deadlock of some, without locks, while others go on (two threads
// waiting for each other's channel); an order of locks that no run has shown.
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

#if HOLDFAST_CHECKED
#define HOLDFAST_BUILD checked
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
  explicit lock_watch(int rank = no_rank) noexcept;
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

private:
  std::uint64_t id_;   // never reused, unlike an address
  std::uint32_t held_; // how often it is held; read and written atomically
  int rank_;
};

#else

class lock_watch {
public:
  explicit lock_watch(int = no_rank) noexcept {}
  lock_watch(const lock_watch &) = delete;
  void will_lock(lock_mode, place) noexcept {}
  void did_lock(lock_mode, place) noexcept {}
  void will_unlock() noexcept {}
  void did_downgrade() noexcept {}
};

#endif

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_CHECK_H
