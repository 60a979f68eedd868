//===- stuck.cpp - tasks that wait for each other, while others go on -----===//
//
// The checked build's answer to "can this task ever wake?", asked when a task
// falls asleep without a deadline, and when an end of a channel goes. A wait is
// known by whose doing could end it:
//
//   a lock      whoever holds it; the task is stuck if one of them is
//   a join      the one that is to end
//   a channel   whoever has an end of the other side; stuck if all of them are
//
// From the task on, all that are asleep and waited for are collected; then
// those are taken out that can wake, until no more can. Who is left waits for
// ever, since only they could wake each other.
//
//   goroutine 1  holds A, waits for an end that 2 has   out? only if 2 can wake
//   goroutine 2  waits for A                            out? only if 1 can wake
//
// An end belongs to a task if it lies in the task's own memory, the task did
// not make the channel, and has begun no other task: so it was given the end,
// and has lent it to nobody. Ends elsewhere (the heap, a frame with children)
// may be anybody's, and who waits for them can wake. Errs on the side of
// silence, but for one case: a task that hands the address of an end it was
// given to code that is no task of the library's, and then waits.
//
//===----------------------------------------------------------------------===//

#include "watch.h"

#if HOLDFAST_CHECKED

#include "fiber.h"
#include "stack.h"

#include "holdfast/detail/block.h"
#include "holdfast/detail/channel_watch.h"
#include "holdfast/detail/sanitizer.h"

#include <algorithm>
#include <map>
#include <pthread.h>
#include <unordered_map>
#include <vector>

#if HOLDFAST_ASAN
#include <sanitizer/asan_interface.h>
#endif

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

/// Who is asleep, by number; and what memory is theirs, by its end.
struct sleeping_tasks {
  struct range {
    const std::byte *begin;
    const task_watch *of;
  };
  std::unordered_map<task_id, const task_watch *> by_id;
  std::map<const std::byte *, range> by_end;

  void add(const task_watch &one) {
    by_id.emplace(one.id, &one);
    if (one.stack)
      by_end[one.stack_end] = {one.stack, &one};
    if (one.memory)
      by_end[one.memory_end] = {one.memory, &one};
  }
  void remove(const task_watch &one) {
    by_id.erase(one.id);
    by_end.erase(one.stack_end);
    by_end.erase(one.memory_end);
  }
  const task_watch *find(task_id id) const {
    const auto found = by_id.find(id);
    return found == by_id.end() ? nullptr : found->second;
  }
  /// In whose memory the end lies; null if it is in no sleeper's.
  const task_watch *find_owner(const end_watch &of) const {
    const auto *const at = reinterpret_cast<const std::byte *>(&of);
    const auto found = by_end.upper_bound(at);
    if (found != by_end.end() && at >= found->second.begin)
      return found->second.of;
#if HOLDFAST_ASAN
    // Locals may lie on a stack that is not the real one.
    const task_watch *const placed_by = find(of.placed_by());
    if (placed_by && placed_by->fake_stack &&
        __asan_addr_is_in_fake_stack(placed_by->fake_stack,
                                     const_cast<std::byte *>(at), nullptr,
                                     nullptr))
      return placed_by;
#endif
    return nullptr;
  }
};

/// Guarded by watch_lock(). Never destroyed; empty in the child of a fork,
/// where nobody else is.
sleeping_tasks &sleeping() {
  static sleeping_tasks *the = nullptr;
  static task_id forks = 0, seen = 0;
  static const bool is_registered = [] {
    pthread_atfork(nullptr, nullptr, [] { ++forks; });
    return true;
  }();
  (void)is_registered;
  if (!the || seen != forks) {
    the = new sleeping_tasks; // the old one may be half changed
    seen = forks;
  }
  return *the;
}

/// A sleeper that was reached, and who could wake it.
struct waiting_task {
  const task_watch *who;
  bool can_wake = false;
  std::vector<const task_watch *> by = {};
};

void find_holders(waiting_task &one) {
  const wait_reason &why = one.who->reason;
  if (const task_id writer = why.lock->writer()) {
    one.by = {sleeping().find(writer)};
  } else if (why.mode == lock_mode::exclusive) { // readers, if anybody
    for (const auto &[id, other] : sleeping().by_id)
      if (find_held(*other, *why.lock).is_held)
        one.by.push_back(other);
  }
}

/// False if somebody who is not asleep has an end, or may have.
bool find_end_owners(waiting_task &one, const end_watch *first,
                     const channel_watch &of) {
  bool are_known = first; // without other ends it is closed, and that wakes
  for (; first && are_known; first = first->next()) {
    const task_watch *const owner = sleeping().find_owner(*first);
    are_known = owner && owner->id != of.maker && !owner->has_lent;
    if (are_known)
      one.by.push_back(owner);
  }
  return are_known;
}

/// Fills in who could wake it. Precondition: asleep.
void find_wakers(waiting_task &one) {
  const wait_reason &why = one.who->reason;
  const auto is_awake = [](const task_watch *by) { return !by; };
  switch (why.kind) {
  case wait_kind::none:
  case wait_kind::other:
    one.can_wake = true;
    return;
  case wait_kind::lock:
    find_holders(one);
    std::erase_if(one.by, is_awake); // who is stuck keeps it all the same
    one.can_wake = one.by.empty();
    return;
  case wait_kind::join:
    one.by = {sleeping().find(why.joined)};
    std::erase_if(one.by, is_awake);
    one.can_wake = one.by.empty();
    return;
  case wait_kind::channel:
    one.can_wake = !why.who->is_waiting();
    for (const operation *at : why.operations)
      if (const channel_watch *const of = at->channel; of && !one.can_wake)
        one.can_wake = !find_end_owners(
            one,
            at->waits_at == channel_side::senders ? of->receivers : of->senders,
            *of);
    return;
  }
}

/// Whether it can wake, as far as is known of the others.
bool may_wake(const waiting_task &one,
              const std::unordered_map<const task_watch *, bool> &can_wake) {
  const auto can = [&](const task_watch *by) { return can_wake.at(by); };
  return one.who->reason.kind == wait_kind::channel
             ? std::any_of(one.by.begin(), one.by.end(), can)
             : std::all_of(one.by.begin(), one.by.end(), can);
}

/// Those that wait for ever, of which `first` is one; empty if it can wake.
std::vector<waiting_task> find_stuck(const task_watch &first) {
  constexpr std::size_t most = 1000; // beyond that nothing is said
  std::vector<waiting_task> all = {{&first}};
  std::unordered_map<const task_watch *, bool> can_wake = {{&first, false}};
  for (std::size_t at = 0; at < all.size(); ++at) {
    find_wakers(all[at]);
    if (all.size() > most || (at == 0 && all[at].can_wake))
      return {};
    can_wake[all[at].who] = all[at].can_wake;
    for (const task_watch *by : std::vector(all[at].by))
      if (can_wake.emplace(by, false).second)
        all.push_back({by});
  }
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (auto one = all.rbegin(); one != all.rend(); ++one)
      if (!one->can_wake && may_wake(*one, can_wake))
        has_changed = one->can_wake = can_wake[one->who] = true;
  }
  std::erase_if(all, [](const waiting_task &one) { return one.can_wake; });
  return all;
}

std::string line_of(const waiting_task &one) {
  const wait_reason &why = one.who->reason;
  const bool is_lock = why.kind == wait_kind::lock;
  std::string text = "\n  " + name_of_task(*one.who) + " waits for " +
                     (is_lock                       ? "a lock asked for at "
                      : why.kind == wait_kind::join ? "another's end at "
                                                    : "the other end of a "
                                                      "channel at ") +
                     text_of(why.where);
  for (std::size_t i = 0; i < one.by.size() && i < 3; ++i) {
    std::string name = name_of_task(*one.by[i]);
    if (name.ends_with(','))
      name = name.substr(0, name.find(','));
    text += (i ? " and " : ", of ") + name;
    if (is_lock)
      text += ", which holds it since " +
              text_of(find_held(*one.by[i], *why.lock).where);
  }
  return text;
}

/// What is to be said if it waits for ever; nothing if not. Precondition:
/// locked.
std::string check(const task_watch &one) {
  const std::vector<waiting_task> stuck = find_stuck(one);
  std::string text;
  if (stuck.empty())
    return text;
  text = "holdfast: deadlock: these wait for each other for ever";
  constexpr std::size_t most = 20;
  for (std::size_t i = 0; i < stuck.size() && i < most; ++i)
    text += line_of(stuck[i]);
  if (stuck.size() > most)
    text += "\n  and " + std::to_string(stuck.size() - most) + " more";
  return text;
}

/// Without the lock: whoever is told may use the library.
void fail_if_stuck(const std::string &text) noexcept {
  if (!text.empty())
    fail_with(text.c_str());
}

void note_stack(task_watch &mine) noexcept {
  if (goroutine *const self = current_goroutine()) {
    const stack &own = goroutine_access::stack_of(*self);
    mine.stack = own.lowest;
    mine.stack_end = own.top;
  }
#if HOLDFAST_ASAN
  mine.fake_stack = __asan_get_current_fake_stack();
#endif
}

/// Each channel that the task waits at, perhaps more than once.
template <class Body> void for_each_channel(const task_watch &one, Body body) {
  for (const operation *at : one.reason.operations)
    if (at->channel)
      body(*at->channel);
}

} // namespace

bool wait_begins() noexcept {
  task_watch &mine = this_task();
  if (mine.reason.kind <= wait_kind::other)
    return false;
  note_stack(mine);
  std::unique_lock guard(watch_lock());
  sleeping().add(mine);
  for_each_channel(mine, [&](channel_watch &of) { of.waiting.insert(&mine); });
  const std::string text = check(mine);
  guard.unlock();
  fail_if_stuck(text);
  return true;
}

void wait_ends() noexcept {
  const task_watch &mine = this_task();
  const std::lock_guard guard(watch_lock());
  sleeping().remove(mine);
  for_each_channel(mine, [&](channel_watch &of) { of.waiting.erase(&mine); });
}

void end_watch::attach(channel_watch *of, channel_side which) noexcept {
  mark_.begin({which == channel_side::senders ? "a sender" : "a receiver",
               nullptr, of->made});
  const std::lock_guard guard(watch_lock());
  link(of, which);
}

void end_watch::link(channel_watch *of, channel_side which) noexcept {
  of_ = of;
  side_ = which;
  placed_by_ = this_task_id();
  if (!of)
    return;
  previous_ = nullptr;
  next_ = first();
  if (next_)
    next_->previous_ = this;
  first() = this;
}

void end_watch::unlink() noexcept {
  if (!of_)
    return;
  (previous_ ? previous_->next_ : first()) = next_;
  if (next_)
    next_->previous_ = previous_;
  of_ = nullptr;
}

void end_watch::swap(end_watch &other) noexcept {
  if (this == &other || (!of_ && !other.of_))
    return;
  {
    const std::lock_guard guard(watch_lock());
    channel_watch *const mine = of_, *const others = other.of_;
    const channel_side my_side = side_;
    unlink();
    const channel_side others_side = other.side_;
    other.unlink();
    link(others, others_side);
    other.link(mine, my_side);
  }
  leak_mark kept;
  kept.take(mark_);
  mark_.take(other.mark_);
  other.mark_.take(kept);
}

void end_watch::forget() noexcept {
  mark_.end();
  if (!of_)
    return;
  std::string text;
  {
    const std::lock_guard guard(watch_lock());
    channel_watch &of = *of_;
    unlink();
    // Some may have waited for this one alone. The last end of a side wakes
    // them.
    if (side_ == channel_side::senders ? of.senders : of.receivers)
      for (const task_watch *one : of.waiting)
        if (text.empty())
          text = check(*one);
  }
  fail_if_stuck(text);
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif
