//===- schedule.h - the same interleaving again ---------------------------===//
//
// For tests, in the checked build: run_scheduled() runs goroutines one at a
// time on the calling thread, and a seed decides at each point where one could
// wait, wake or be begun who goes on. The same seed gives the same
// interleaving; search_schedules() tries many, and says which one went wrong.
//
// Time is the schedule's own: where nobody can run, it jumps to the next
// deadline, so that a test of timeouts takes none. Where there is no deadline
// either, the schedule is a deadlock, and the program is ended with a list of
// who waits for what, and the seed.
//
// Goroutines may wait for the network (net.h), but when it is ready the seed
// does not decide: the same seed may then give another interleaving. Time jumps
// only after 20 ms in which nobody could run and the network had nothing.
//
// Not handled: what is decided elsewhere, as by threads, the date, or an order
// of addresses. Between two points goroutines do not interleave: a data race is
// found only where it shows in the order of whole sections. Deadlines are to be
// made of durations (sleep_for, after), not of the system's clock.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SCHEDULE_H
#define HOLDFAST_SCHEDULE_H

#include "holdfast/go.h"

#include <cstdint>
#include <optional>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Runs the goroutine and all that it begins, to their ends.
void run_schedule(std::uint64_t seed, goroutine &root) noexcept;

/// The seeds to try: 1 to `count`, or the one in HOLDFAST_SEED.
struct seeds {
  std::uint64_t first, last;
};
seeds seeds_to_try(std::uint64_t count) noexcept;

/// Says on standard error which schedule it was.
void tell_seed(std::uint64_t seed) noexcept;

template <class R, class Body> class scheduled_root final : public goroutine {
public:
  explicit scheduled_root(Body &of) noexcept : of_(of) {
    be_called(name_of<Body>());
  }
  outcome<R> result;

private:
  void body() noexcept override {
    result.run([this]() -> R { return std::invoke(of_); });
  }
  void ended() noexcept override {}
  Body &of_;
};

} // namespace detail

/// Runs body() as a goroutine, and the goroutines that it begins, in an order
/// that the seed decides; returns what body() returned, or throws what it
/// threw, when all have ended. Called by a thread that is no goroutine.
template <class Body> auto run_scheduled(std::uint64_t seed, Body &&body) {
  static_assert(is_checked || sizeof(Body) == 0,
                "holdfast: schedules are of the checked build only");
  using result = std::invoke_result_t<Body &>;
  static_assert(!std::is_reference_v<result>,
                "holdfast: a scheduled function returns a value");
  detail::scheduled_root<result, std::remove_reference_t<Body>> root(body);
  detail::run_schedule(seed, root);
  return root.result.take();
}

/// Runs body() under `count` schedules, of the seeds 1, 2, 3 and so on, until
/// it returns false; returns the seed of that one, and says it on standard
/// error, as it does where body() throws. The environment's HOLDFAST_SEED
/// makes it try that seed alone.
///
///   EXPECT_EQ(holdfast::search_schedules(1000, [] {
///     account one(10);
///     holdfast::go_scope([&](auto &tasks) {
///       tasks.go([&] { one.withdraw(10); });
///       tasks.go([&] { one.withdraw(10); });
///     });
///     return one.balance() >= 0;
///   }), std::nullopt);
template <class Body>
std::optional<std::uint64_t> search_schedules(std::uint64_t count,
                                              Body &&body) {
  const detail::seeds all = detail::seeds_to_try(count);
  for (std::uint64_t seed = all.first; seed <= all.last; ++seed) {
    bool is_good = false;
    try {
      is_good = run_scheduled(seed, body);
    } catch (...) {
      detail::tell_seed(seed);
      throw;
    }
    if (!is_good) {
      detail::tell_seed(seed);
      return seed;
    }
  }
  return std::nullopt;
}

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SCHEDULE_H
