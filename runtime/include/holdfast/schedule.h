//===- schedule.h - the same interleaving again ---------------------------===//
//
// For tests, in the checked build: run_scheduled() runs goroutines one at a
// time on the calling thread, and a seed decides at each point where one could
// wait, wake or be begun who goes on. The same seed gives the same
// interleaving; search_schedules() tries many, and says which one went wrong.
// explore_schedules() tries all, of small cases.
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
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Makes a schedule's decisions, always the same in the same situations.
class decider {
public:
  /// From 0 to below - 1.
  virtual std::uint32_t decide(std::uint32_t below) noexcept = 0;
  /// Who goes on of `count`, of whom number `last` is the one that ran.
  virtual std::uint32_t decide_next(std::uint32_t count,
                                    std::uint32_t last) noexcept = 0;
  /// Whether the atomic accesses of channels and locks are points, too.
  virtual bool wants_atomics() const noexcept { return false; }
  /// Says on standard error which schedule it was.
  virtual void tell() const noexcept = 0;

protected:
  ~decider() = default;
};

class seeded_decider final : public decider {
public:
  explicit seeded_decider(std::uint64_t seed) noexcept
      : seed_(seed), state_(seed) {}
  std::uint32_t decide(std::uint32_t below) noexcept override;
  std::uint32_t decide_next(std::uint32_t count,
                            std::uint32_t last) noexcept override;
  void tell() const noexcept override;

private:
  const std::uint64_t seed_;
  std::uint64_t state_;
};

/// Runs the goroutine and all that it begins, to their ends.
void run_schedule(decider &by, goroutine &root) noexcept;

/// The seeds to try: 1 to `count`, or the one in HOLDFAST_SEED.
struct seeds {
  std::uint64_t first, last;
};
seeds seeds_to_try(std::uint64_t count) noexcept;

template <class R, class Body> class scheduled_root final : public goroutine {
public:
  explicit scheduled_root(Body &of) noexcept : of_(of) {
    be_called(name_of<Body>(), sizeof *this);
  }
  outcome<R> result;

private:
  void body() noexcept override {
    result.run([this]() -> R { return std::invoke(of_); });
  }
  void ended() noexcept override {}
  Body &of_;
};

template <class Body> auto run_by(decider &by, Body &body) {
  static_assert(is_checked || sizeof(Body) == 0,
                "holdfast: schedules are of the checked build only");
  using result = std::invoke_result_t<Body &>;
  static_assert(!std::is_reference_v<result>,
                "holdfast: a scheduled function returns a value");
  scheduled_root<result, Body> root(body);
  run_schedule(by, root);
  return root.result.take();
}

/// Whether body() returns true; says which schedule it was where not.
template <class Body> bool is_good_by(decider &by, Body &body) {
  bool is_good = false;
  try {
    is_good = run_by(by, body);
  } catch (...) {
    by.tell();
    throw;
  }
  if (!is_good)
    by.tell();
  return is_good;
}

} // namespace detail

/// Runs body() as a goroutine, and the goroutines that it begins, in an order
/// that the seed decides; returns what body() returned, or throws what it
/// threw, when all have ended. Called by a thread that is no goroutine.
///
///   const int left = holdfast::run_scheduled(7, [] {
///     account one(10);
///     holdfast::go([&] { one.withdraw(10); }).join();
///     return one.balance();
///   });
///   use(left);
template <class Body> auto run_scheduled(std::uint64_t seed, Body &&body) {
  detail::seeded_decider by(seed);
  return detail::run_by(by, body);
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
    detail::seeded_decider by(seed);
    if (!detail::is_good_by(by, body))
      return seed;
  }
  return std::nullopt;
}

/// How far explore_schedules() goes.
struct exploration_limits {
  /// How often a goroutine that could go on is left for another one; those that
  /// wait do not count.
  unsigned preemptions = static_cast<unsigned>(-1);
  /// Whether it is also left at each atomic access inside of channels, wait
  /// lists and locks: their own code is explored then.
  bool with_atomics = false;
};

/// What explore_schedules() has found.
struct exploration {
  std::uint64_t schedules = 0; // that were run
  bool is_good = true;         // body() has returned true in all
};

namespace detail {

class exploring_decider final : public decider {
public:
  explicit exploring_decider(const exploration_limits &limits);
  std::uint32_t decide(std::uint32_t below) noexcept override;
  std::uint32_t decide_next(std::uint32_t count,
                            std::uint32_t last) noexcept override;
  bool wants_atomics() const noexcept override { return limits_.with_atomics; }
  void tell() const noexcept override;
  /// Goes on to the next schedule; false if that was the last.
  bool next() noexcept;
  std::uint64_t runs() const noexcept { return runs_; }

private:
  struct decision {
    std::uint32_t choice, of;
  };
  const exploration_limits limits_;
  bool is_single_ = false; // the environment's
  std::vector<decision> path_;
  std::size_t at_ = 0; // how many of them the run has come by
  unsigned preemptions_ = 0;
  std::uint64_t runs_ = 0;
};

} // namespace detail

/// Runs body() under every schedule within the limits, until it returns false:
/// for small cases, since their number grows with the faculty of the points.
/// The body must do the same in the same schedule, and come to its end in each.
/// That one is said on standard error, as it is where body() throws or the
/// checked build stops; HOLDFAST_SCHEDULE in the environment runs it alone.
///
///   EXPECT_TRUE(holdfast::explore_schedules([] {
///     account one(10);
///     holdfast::go_scope([&](auto &tasks) {
///       tasks.go([&] { one.withdraw(10); });
///       tasks.go([&] { one.withdraw(10); });
///     });
///     return one.balance() >= 0;
///   }).is_good);
template <class Body>
exploration explore_schedules(Body &&body, exploration_limits limits = {}) {
  detail::exploring_decider by(limits);
  bool is_good = true;
  do
    is_good = detail::is_good_by(by, body);
  while (by.next() && is_good);
  return {by.runs(), is_good};
}

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SCHEDULE_H
