//===- fork.h - two functions, perhaps at the same time -------------------===//
//
// The one step that everything in parallel.h is made of: the second function is
// offered to other threads, the first runs, and then the second, here unless
// somebody took it. The offer lies on the caller's stack and costs a few
// nanoseconds where nobody takes it.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_DETAIL_FORK_H
#define HOLDFAST_DETAIL_FORK_H

#include "holdfast/detail/leak.h"
#include "holdfast/detail/shared_pool.h"

#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// A value in place of `void` or of a reference.
template <class R>
using solid = std::conditional_t<std::is_void_v<R>, std::monostate,
                                 std::remove_cvref_t<R>>;

template <class Body, class... Args>
solid<std::invoke_result_t<Body, Args...>> call_solid(Body &&body,
                                                      Args &&...args) {
  if constexpr (std::is_void_v<std::invoke_result_t<Body, Args...>>) {
    std::invoke(std::forward<Body>(body), std::forward<Args>(args)...);
    return {};
  } else
    return std::invoke(std::forward<Body>(body), std::forward<Args>(args)...);
}

/// The second half of a fork, on the stack of the first. Body takes whether it
/// was stolen.
template <class Body> class forked final : public job {
public:
  using result = solid<std::invoke_result_t<Body &, bool>>;

  explicit forked(Body &body) noexcept : job{&execute}, body_(body) {}

  /// Takes it back before anybody begins it; true if that was possible, and
  /// else it is done when this returns. `home` is where it was pushed.
  bool take_back(slot *home) noexcept {
    // A goroutine that parked in the first half may be on another thread.
    slot *const now = current_slot();
    if (now == home) {
      job *const newest = now->forks.pop();
      if (newest == this) [[likely]]
        return true;
      // Where this one was stolen, older ones were before. So what is there was
      // left by another goroutine, which parked; and this waits as one, too.
      if (newest && !now->pool->fork(*now, *newest)) [[unlikely]]
        newest->run(newest);
    }
    now->pool->wait(done_);
    return false;
  }
  /// Precondition: done, and not taken back.
  result take() {
    if (failure_)
      std::rethrow_exception(std::move(failure_));
    return std::move(*value_);
  }

private:
  static void execute(job *self) noexcept {
    auto *const me = static_cast<forked *>(self);
    leak_frame *const before = me->counted_.inherit();
    try {
      me->value_.emplace(call_solid(me->body_, true));
    } catch (...) {
      me->failure_ = std::current_exception();
    }
    inherited_leaks::give_back(before);
    me->done_.set(); // the last access
  }

  Body &body_;
  [[no_unique_address]] inherited_leaks counted_;
  job_latch done_;
  std::exception_ptr failure_;
  std::optional<result> value_;
};

/// Runs first() and second(was_stolen), which may run at the same time, and
/// returns both results. Where one throws, the other has ended, or never began,
/// when this throws the same; where both do, it is the first's exception.
/// Precondition: `me` is the calling thread's slot.
template <class First, class Second>
auto fork(slot &me, First &&first, Second &&second) {
  suspends(place::current());
  lends_to_others();
  forked<std::remove_reference_t<Second>> other(second);
  using first_result = solid<std::invoke_result_t<First &>>;
  using result = std::pair<first_result, typename decltype(other)::result>;
  if (!me.pool->fork(me, other)) [[unlikely]] {
    auto one = call_solid(first);
    return result(std::move(one), call_solid(second, false));
  }
  // The fork must be over before this frame goes, however it goes.
  struct ending {
    forked<std::remove_reference_t<Second>> *of;
    slot *home;
    ~ending() {
      if (of)
        of->take_back(home);
    }
  } end{&other, &me};
  auto one = call_solid(first);
  end.of = nullptr;
  if (other.take_back(&me)) [[likely]]
    return result(std::move(one), call_solid(second, false));
  return result(std::move(one), other.take());
}

/// A thread's place in a pool for one parallel operation: its own, if it has
/// one, else a guest's in the shared pool. None in a schedule (schedule.h).
class place_in_pool {
public:
  place_in_pool() : mine_(current_slot()) {
    if (!mine_ && !is_scheduled()) {
      workers &pool = shared_workers();
      mine_ = pool.enter();
      is_guest_ = mine_;
    }
  }
  place_in_pool(const place_in_pool &) = delete;
  ~place_in_pool() {
    if (is_guest_)
      mine_->pool->leave(*mine_);
  }
  /// Null where the pool has no place left: the caller then does all itself.
  slot *get() const noexcept { return mine_; }

private:
  slot *mine_;
  bool is_guest_ = false;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_DETAIL_FORK_H
