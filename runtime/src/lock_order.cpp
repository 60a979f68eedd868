//===- lock_order.cpp - who holds what, and in which order ----------------===//
//
// The checked build's bookkeeping of locks. Each thread and each goroutine has
// a list of what it holds. All share a graph: an edge from A to B says that
// somebody has asked for B while holding A, with the two places, and with the
// calls that led there the first time. A request whose edge would close a
// circle is reported before it blocks, the first time that both orders are
// seen, whether or not the threads would have met. A lock asked for by try_lock
// makes no edge, since it does not wait.
//
// Cost: a request with nothing held touches the thread's own list only; with
// something held, one global lock; with a pair that is new, the capture of the
// calls and a search over the graph.
//
//===----------------------------------------------------------------------===//

#include "call_stack.h"
#include "fiber.h"
#include "watch.h"

#if HOLDFAST_CHECKED

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

using lock_id = std::uint64_t;

struct held_lock {
  lock_id id;
  lock_mode mode;
  int rank;
  bool may_suspend;
  place where;
};

struct edge {
  place held, asked;
  call_stack calls;
};

struct order_graph {
  std::mutex lock;
  std::map<lock_id, std::map<lock_id, edge>> after;
};

/// Never destroyed: locks of static storage may outlive any order of ours.
order_graph &graph() {
  static auto *const the = new order_graph;
  return *the;
}

/// A goroutine's list is made with its first lock, and gone with the goroutine.
/// Null when a thread's storage has been given back: locks taken by the
/// destructors of other thread-local objects are then not looked at.
std::vector<held_lock> *held_locks(task_watch &by) {
  if (by.held_locks)
    return static_cast<std::vector<held_lock> *>(by.held_locks);
  if (by.thread == 0) {
    auto *const made = new std::vector<held_lock>;
    by.held_locks = made;
    return made;
  }
  thread_local bool gone = false; // trivial: stays readable to the end
  struct storage {
    std::vector<held_lock> locks;
    task_watch *of = nullptr;
    ~storage() {
      gone = true;
      of->held_locks = nullptr;
    }
  };
  if (gone)
    return nullptr;
  thread_local storage mine;
  mine.of = &by;
  by.held_locks = &mine.locks;
  return &mine.locks;
}

/// What asks, for messages.
const char *kind() { return current_goroutine() ? "goroutine" : "thread"; }

/// The first edge on a way from `from` to `to`; null where there is none.
const edge *find_way(const order_graph &in, lock_id from, lock_id to) {
  std::vector<lock_id> seen = {from};
  std::vector<std::pair<lock_id, const edge *>> work = {{from, nullptr}};
  while (!work.empty()) {
    const auto [at, first] = work.back();
    work.pop_back();
    const auto edges = in.after.find(at);
    if (edges == in.after.end())
      continue;
    for (const auto &[next, places] : edges->second) {
      const edge *way = first ? first : &places;
      if (next == to)
        return way;
      if (std::find(seen.begin(), seen.end(), next) == seen.end()) {
        seen.push_back(next);
        work.emplace_back(next, way);
      }
    }
  }
  return nullptr;
}

/// Ends the program where `held` and the lock that is asked for have been taken
/// the other way round. `caller` is who has called the library.
void check_order(const held_lock &held, lock_id asked, place where,
                 void *caller) {
  order_graph &all = graph();
  std::unique_lock<std::mutex> guard(all.lock);
  if (const auto edges = all.after.find(held.id);
      edges != all.after.end() && edges->second.contains(asked))
    return;
  guard.unlock();
  const edge here{held.where, where, capture_calls(caller)};
  guard.lock();
  const edge *const way = find_way(all, asked, held.id);
  if (!way) {
    all.after[held.id].emplace(asked, here);
    return;
  }
  const edge other = *way;
  guard.unlock(); // a handler may use locks
  fail_with((text_of(where) +
             ": holdfast: two locks are taken in both orders: here the second "
             "while the first is held since " +
             text_of(here.held) + ", and the other way round at " +
             text_of(other.asked) + " with the lock held since " +
             text_of(other.held) + "\n  here, by" + text_of(here.calls) +
             "\n  the other way round, by" + text_of(other.calls))
                .c_str());
}

lock_id next_id() noexcept {
  static std::atomic<lock_id> last = 0;
  // Relaxed: only that no two are equal.
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

} // namespace

lock_watch::lock_watch(int rank, bool may_suspend) noexcept
    : id_(next_id()), rank_(rank), may_suspend_(may_suspend) {}

lock_watch::~lock_watch() {
  // Acquire meets the release in will_unlock(), as the lock itself does.
  if (std::atomic_ref(held_).load(std::memory_order_acquire) != 0)
    fail("a lock is destroyed while it is held", place::current());
  order_graph &all = graph();
  const std::lock_guard<std::mutex> guard(all.lock);
  all.after.erase(id_);
  for (auto &[from, edges] : all.after)
    edges.erase(id_);
}

void lock_watch::is_next(lock_mode mode, place where) const noexcept {
  this_task().reason = {
      .kind = wait_kind::lock, .mode = mode, .where = where, .lock = this};
}

// Relaxed: a task that is asleep has been synchronized with; of others it does
// not matter.
std::uint64_t lock_watch::writer() const noexcept {
  return std::atomic_ref(const_cast<std::uint64_t &>(writer_))
      .load(std::memory_order_relaxed);
}

void lock_watch::will_lock(lock_mode mode, place where) noexcept {
  schedule_point();
  is_next(mode, where);
  const auto *held = held_locks(this_task());
  if (!held)
    return;
  for (const held_lock &lock : *held)
    if (lock.id == id_)
      fail((std::string("this ") + kind() +
            " locks what it already holds, since " + text_of(lock.where))
               .c_str(),
           where);
  for (const held_lock &lock : *held) {
    if (rank_ != no_rank && lock.rank != no_rank && lock.rank >= rank_)
      fail(("a lock of rank " + std::to_string(rank_) +
            " is taken while one of rank " + std::to_string(lock.rank) +
            " is held, since " + text_of(lock.where))
               .c_str(),
           where);
    check_order(lock, id_, where, __builtin_return_address(0));
  }
}

void lock_watch::did_lock(lock_mode mode, place where) noexcept {
  std::atomic_ref(held_).fetch_add(1,
                                   std::memory_order_relaxed); // under the lock
  task_watch &mine = this_task();
  mine.reason = {};
  if (mode == lock_mode::exclusive)
    std::atomic_ref(writer_).store(mine.id, std::memory_order_relaxed);
  if (auto *held = held_locks(mine)) {
    held->push_back({id_, mode, rank_, may_suspend_, where});
    mine.never_suspended += !may_suspend_;
  }
}

void lock_watch::will_unlock() noexcept {
  task_watch &mine = this_task();
  if (auto *held = held_locks(mine)) {
    const auto last =
        std::find_if(held->rbegin(), held->rend(),
                     [&](const held_lock &lock) { return lock.id == id_; });
    if (last == held->rend())
      fail((std::string("a lock is given back by a ") + kind() +
            " that does not hold it")
               .c_str(),
           place::current());
    mine.never_suspended -= !last->may_suspend;
    if (last->mode == lock_mode::exclusive)
      std::atomic_ref(writer_).store(0, std::memory_order_relaxed);
    held->erase(std::next(last).base());
  }
  std::atomic_ref(held_).fetch_sub(1, std::memory_order_release);
}

void goroutine_ends(goroutine &self) noexcept {
  void *&mine = goroutine_access::watch(self).task.held_locks;
  const std::unique_ptr<std::vector<held_lock>> held(
      static_cast<std::vector<held_lock> *>(std::exchange(mine, nullptr)));
  if (held && !held->empty())
    fail(("a goroutine ends with a lock held since " +
          text_of(held->front().where))
             .c_str(),
         held->front().where);
}

void lock_watch::did_downgrade() noexcept {
  if (auto *held = held_locks(this_task()))
    for (held_lock &lock : *held)
      if (lock.id == id_)
        lock.mode = lock_mode::shared;
  std::atomic_ref(writer_).store(0, std::memory_order_relaxed);
}

held_since find_held(const task_watch &by, const lock_watch &lock) noexcept {
  if (const auto *held = static_cast<std::vector<held_lock> *>(by.held_locks))
    for (const held_lock &one : *held)
      if (one.id == lock.id())
        return {true, one.mode, one.where};
  return {};
}

void suspends(place where) noexcept {
  const task_watch &mine = this_task();
  if (mine.never_suspended == 0)
    return;
  for (const held_lock &one :
       *static_cast<std::vector<held_lock> *>(mine.held_locks))
    if (!one.may_suspend)
      fail((std::string("this ") + kind() +
            " may be suspended here while it holds a lock that forbids it, "
            "since " +
            text_of(one.where))
               .c_str(),
           where);
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_CHECKED
