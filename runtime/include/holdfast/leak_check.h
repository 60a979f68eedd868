//===- leak_check.h - what is begun in a scope is over at its end ---------===//
//
// Goroutines that were detached and still wait, handles that lie about
// unjoined, ends of channels that keep the other side waiting: none of them is
// wrong by itself, so the library does not report them by itself. A leak_check
// says that in its scope they are, and stops the checked build at its end with
// a list of what is left. HOLDFAST_LEAK_CHECK=1 in the environment says so of
// the whole program.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_LEAK_CHECK_H
#define HOLDFAST_LEAK_CHECK_H

#include "holdfast/detail/leak.h"

namespace holdfast::inline HOLDFAST_BUILD {

/// As long as it lives, goroutines and threads begun, and channels made, by the
/// calling thread or goroutine, and by those that are begun so, are counted:
/// they, their handles and their ends must be over when it ends, wherever they
/// were moved meanwhile. Several may be nested; the innermost counts.
///
/// Empty in the release build. Belongs to the thread or goroutine that made it,
/// and must be a local variable. Constant time for each thing that is counted.
///
///   holdfast::leak_check nothing_left;
///   holdfast::go_scope([&](auto &tasks) { tasks.go(work); });
class [[nodiscard("the scope ends at once if nothing holds it")]] leak_check {
public:
#if HOLDFAST_CHECKED
  explicit leak_check(place where = place::current()) noexcept;
  /// Ends the program if something is left, with a list of what, and where it
  /// came from.
  ~leak_check();
#else
  explicit leak_check(place = place::current()) noexcept {}
  ~leak_check() {}
#endif
  leak_check(const leak_check &) = delete;

private:
#if HOLDFAST_CHECKED
  detail::leak_frame frame_;
#endif
};

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_LEAK_CHECK_H
