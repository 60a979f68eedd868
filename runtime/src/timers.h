//===- timers.h - goroutines that sleep until some time -------------------===//
//
// One heap for all goroutines that wait with a deadline, and one thread that
// sleeps until the earliest. The thread begins with the first timer.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_TIMERS_H
#define HOLDFAST_SRC_TIMERS_H

#include "holdfast/detail/goroutine.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// try_time_out(sleeper) will be called once `until` has passed. Called with
/// the sleeper's space locked. O(log n).
void add_timer(goroutine &sleeper, deadline until) noexcept;
/// Called by the goroutine itself when it has woken. Afterwards nobody calls
/// try_time_out() for this wait.
void remove_timer(goroutine &sleeper) noexcept;

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_TIMERS_H
