//===- deadlock.cpp - counts, and what is said of a deadlock --------------===//
//
// Every event after which somebody might run (a goroutine begins, ends or is
// woken, a thread wakes a thread) changes a number. A thread that waits without
// a deadline sleeps in slices, and notes the number as it was before each
// slice. If a slice goes by, the thread's word had not changed since the number
// was so; hence, where all waiting threads have noted the number as it is now,
// all goroutines are parked without a deadline, and the process has no further
// threads, the words will not change any more: only a running thread could.
//
// How many threads there are is read from the system, which knows those that
// were not begun by the library, too.
//
//===----------------------------------------------------------------------===//

#include "deadlock.h"

#if HOLDFAST_CHECKED

#include "os_futex.h"
#include "parking.h"
#include "watch.h"

#include <algorithm>
#include <dirent.h>
#include <mutex>
#include <pthread.h>
#include <string>
#include <tuple>
#include <unistd.h>
#include <utility>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

constexpr auto slice = std::chrono::milliseconds(250);

/// A thread that waits, on its own stack.
struct waiting_thread {
  waits_for what;
  const task_watch *who;
  std::uint64_t noted = 0; // the number before a slice that has gone by
  waiting_thread *next = nullptr;
};

struct known {
  std::mutex lock;
  // Guarded by the lock; `number` is also read without it.
  goroutine *goroutines = nullptr;
  waiting_thread *threads = nullptr;
  long live = 0;
  std::atomic<long> parked_for_ever = 0, helpers = 0, calls = 0;
  std::atomic<std::uint64_t> number = 1;
};

/// Never destroyed: goroutines may outlive main(). The child of a fork(2) knows
/// nobody but the caller.
known &all() noexcept {
  alignas(known) static std::byte memory[sizeof(known)];
  static known *const the = [] {
    pthread_atfork(nullptr, nullptr, [] { new (memory) known; });
    return new (memory) known;
  }();
  return *the;
}

/// Zero where the system does not say.
long count_threads() noexcept {
  DIR *const folder = opendir("/proc/self/task");
  if (!folder)
    return 0;
  long count = 0;
  while (const dirent *one = readdir(folder))
    count += one->d_name[0] != '.';
  closedir(folder);
  return count;
}

/// Precondition: locked.
bool is_dead(const known &now) noexcept {
  if (now.parked_for_ever.load() != now.live || now.calls.load() != 0)
    return false;
  const std::uint64_t number = now.number.load();
  long waiting = 0;
  bool is_somebody_waited_for = now.live > 0;
  for (const waiting_thread *one = now.threads; one; one = one->next) {
    if (one->noted != number)
      return false;
    ++waiting;
    is_somebody_waited_for |= !one->what.is_work;
  }
  return is_somebody_waited_for &&
         count_threads() == waiting + now.helpers.load() &&
         now.number.load() == number;
}

std::string waited_for(waits_for what, const task_watch &by) {
  std::string text = name_of_task(by) + " waits for " + what.what;
  if (by.reason.kind != wait_kind::none)
    text +=
        (what.is_lock ? " asked for at " : " at ") + text_of(by.reason.where);
  return text;
}

[[noreturn]] void report(const known &now) {
  struct line {
    std::uint64_t number; // threads first, then goroutines as they were begun
    std::string text;
  };
  std::vector<line> lines;
  for (const waiting_thread *one = now.threads; one; one = one->next)
    if (!one->what.is_work)
      lines.push_back({0, waited_for(one->what, *one->who)});
  for (goroutine *one = now.goroutines; one;
       one = goroutine_access::watch(*one).next) {
    const goroutine_watch &watch = goroutine_access::watch(*one);
    lines.push_back({watch.task.id, waited_for(watch.what, watch.task)});
  }
  std::sort(lines.begin(), lines.end(), [](const line &a, const line &b) {
    return std::tie(a.number, a.text) < std::tie(b.number, b.text);
  });
  constexpr std::size_t most = 20;
  std::string text = "holdfast: deadlock: nobody is left who could wake those "
                     "that wait";
  for (std::size_t i = 0; i < lines.size() && i < most; ++i)
    text += "\n  " + lines[i].text;
  if (lines.size() > most)
    text += "\n  and " + std::to_string(lines.size() - most) + " more";
  fail_with(text.c_str());
}

} // namespace

void goroutine_begins(goroutine &one) noexcept {
  known &now = all();
  const std::lock_guard guard(now.lock);
  goroutine_watch &watch = goroutine_access::watch(one);
  watch.previous = nullptr;
  watch.next = now.goroutines;
  if (now.goroutines)
    goroutine_access::watch(*now.goroutines).previous = &one;
  now.goroutines = &one;
  ++now.live;
  ++now.number;
}

void goroutine_is_over(goroutine &one) noexcept {
  known &now = all();
  const std::lock_guard guard(now.lock);
  const goroutine_watch &watch = goroutine_access::watch(one);
  (watch.previous ? goroutine_access::watch(*watch.previous).next
                  : now.goroutines) = watch.next;
  if (watch.next)
    goroutine_access::watch(*watch.next).previous = watch.previous;
  --now.live;
  ++now.number;
}

void goroutine_parks(goroutine &one, waits_for what, deadline until) noexcept {
  goroutine_watch &watch = goroutine_access::watch(one);
  watch.what = what;
  watch.is_for_ever = until == never;
  if (watch.is_for_ever)
    ++all().parked_for_ever;
}

void goroutine_wakes(goroutine &one) noexcept {
  known &now = all();
  ++now.number;
  if (goroutine_access::watch(one).is_for_ever)
    --now.parked_for_ever;
}

void report_deadlock() noexcept {
  known &now = all();
  const std::lock_guard guard(now.lock);
  report(now);
}

void helper_thread_begins() noexcept { ++all().helpers; }
void helper_thread_ends() noexcept { --all().helpers; }
void blocking_call_begins() noexcept { ++all().calls; }
void blocking_call_ends() noexcept { --all().calls; }
void thread_wakes() noexcept { ++all().number; }

void watched_wait(const word *at, std::uint32_t expected,
                  waits_for what) noexcept {
  known &now = all();
  waiting_thread me = {what, &this_task()};
  {
    const std::lock_guard guard(now.lock);
    me.next = std::exchange(now.threads, &me);
  }
  for (bool is_over = false; !is_over;) {
    const std::uint64_t before = now.number.load();
    is_over = os_futex_wait(at, expected, steady::now() + slice);
    const std::lock_guard guard(now.lock);
    if (!is_over) {
      me.noted = before;
      if (is_dead(now))
        report(now);
      continue;
    }
    waiting_thread **link = &now.threads;
    while (*link && *link != &me)
      link = &(*link)->next;
    if (*link)
      *link = me.next;
  }
  ++now.number;
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif
