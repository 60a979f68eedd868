//===- timer.h - points in time as something to receive -------------------===//
//
// `after(1s)` gives one point in time, `tick(1s)` one after another; both are
// received from, alone or in a select. No thread is behind them. Each belongs
// to one thread at a time.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TIMER_H
#define HOLDFAST_TIMER_H

#include "holdfast/annotate.h"
#include "holdfast/detail/block.h"
#include "holdfast/send.h"

#include <optional>

namespace holdfast::inline HOLDFAST_BUILD {

/// One point in time, or one every period.
class timer {
public:
  /// Fires at `first`, and then every `period`; once, where that is zero.
  explicit timer(deadline first, steady::duration period = {}) noexcept
      : due_(first), period_(period) {}

  /// Waits for the next point in time and returns it; `never`, without waiting,
  /// after the last. What was missed while nobody received comes as one.
  HOLDFAST_BLOCKS deadline receive(place where = place::current()) noexcept;
  /// The point in time, if it has come.
  [[nodiscard]] std::optional<deadline> try_receive() noexcept {
    const deadline now = detail::clock_now();
    if (due_ == never || now < due_)
      return std::nullopt;
    const deadline fired = due_;
    due_ = never;
    if (period_ > steady::duration::zero())
      due_ = fired + period_ * ((now - fired) / period_ + 1);
    return fired;
  }
  /// When it fires next; `never` after the last.
  deadline due() const noexcept { return due_; }

private:
  deadline due_;
  steady::duration period_;
};

/// Fires once, that much later than now.
///
///   auto alarm = holdfast::after(1ms);
///   work();
///   use(alarm.receive());
template <class Rep, class Period>
[[nodiscard]] timer after(std::chrono::duration<Rep, Period> time) noexcept {
  return timer(detail::after(time));
}

/// Fires again and again; the first time after one period, which must be above
/// zero.
///
///   auto ticks = holdfast::tick(1ms);
///   for (int i = 0; i < 3; ++i)
///     use(ticks.receive());
template <class Rep, class Period>
[[nodiscard]] timer tick(std::chrono::duration<Rep, Period> period) noexcept {
  const auto step = std::chrono::ceil<steady::duration>(period);
  if (step <= steady::duration::zero())
    detail::fail("a ticker needs a period", place::current());
  return timer(detail::after(period), step);
}

namespace detail {

class timer_operation final : public operation {
public:
  explicit timer_operation(timer &of) noexcept : of_(&of) {}
  bool attempt() override { return (fired = of_->try_receive()).has_value(); }
  bool enlist(wait_entry &) noexcept override { return false; }
  void delist(wait_entry &) noexcept override {}
  void was_done() noexcept override {} // never: it has no other side
  deadline due() const noexcept override { return of_->due(); }
  std::optional<deadline> fired;

private:
  timer *of_;
};

} // namespace detail

inline deadline timer::receive(place where) noexcept {
  if (due_ == never)
    return never;
  const detail::wait_note note(where);
  const detail::word nobody = 0; // wakes
  for (;;) {
    if (const auto fired = try_receive())
      return *fired;
    detail::futex_wait(&nobody, 0, due_, {"a tick"});
  }
}

template <> inline constexpr answer declared_send<timer> = answer::yes;

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_TIMER_H
