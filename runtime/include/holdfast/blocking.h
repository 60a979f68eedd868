//===- blocking.h - calls that block the operating system's thread --------===//
//
// A goroutine that calls read(), getaddrinfo() or another library's lock keeps
// its worker from all others. blocking() runs such a call on a thread of a side
// pool and parks the goroutine meanwhile.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_BLOCKING_H
#define HOLDFAST_BLOCKING_H

#include "holdfast/go.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Runs the job on a thread of the side pool, which has up to 512 and ends one
/// that was idle for ten seconds. What was done before is visible to it. Ends
/// the program where the first thread is not to be had.
void submit_blocking(job &one) noexcept;

template <class R, class Body> struct blocking_call final : job {
  explicit blocking_call(Body &of) noexcept : job{&run_it}, body(of) {}
  static void run_it(job *one) noexcept {
    auto &self = *static_cast<blocking_call *>(one);
    self.result.run([&]() -> R { return std::invoke(self.body); });
    self.done.count_down(); // the last access: who waits may end it
  }
  Body &body;
  outcome<R> result;
  latch done{1};
};

} // namespace detail

/// Runs body() on a thread that may block, and returns its result; called by a
/// thread, it runs body() here. The body may borrow: this waits for it.
/// Throws: what the body throws.
///
///   const auto size = holdfast::blocking([&] { return read(file, data, n); });
template <class Body>
HOLDFAST_BLOCKS auto blocking(Body &&body, place where = place::current()) {
  using result = std::invoke_result_t<Body &>;
  static_assert(!std::is_reference_v<result>,
                "holdfast: a blocking call returns a value");
  detail::suspends(where);
  if (!in_goroutine() || detail::is_scheduled())
    return std::invoke(body);
  detail::blocking_call<result, std::remove_reference_t<Body>> call(body);
  detail::submit_blocking(call);
  detail::lends_to_others();
  call.done.wait(where);
  return call.result.take();
}

} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_BLOCKING_H
