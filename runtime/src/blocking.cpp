//===- blocking.cpp - the side pool ---------------------------------------===//
//
// A queue under a lock, and threads that come when all are busy. Its threads
// wait as threads do, with the standard library's condition variable: nothing
// here can be parked.
//
//===----------------------------------------------------------------------===//

#include "holdfast/blocking.h"

#include "deadlock.h"

#include "holdfast/metrics.h"

#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

class side_pool;
/// The only one.
side_pool &pool() noexcept;

class side_pool {
public:
  void submit(job &one) noexcept {
    blocking_call_begins();
    count(counter::blocking_calls);
    const std::lock_guard<std::mutex> guard(lock_);
    one.next = nullptr;
    (last_ ? last_->next : first_) = &one;
    last_ = &one;
    ++waiting_;
    if (waiting_ > idle_ && threads_ < most)
      add_thread();
    changed_.notify_one();
  }

private:
  static constexpr unsigned most = 512;

  void add_thread() noexcept {
    try {
      std::thread([] { pool().work(); }).detach();
      helper_thread_begins();
      ++threads_;
    } catch (...) {
      if (threads_ == 0)
        fail("there is no thread for a blocking call", place::current());
    }
  }

  void work() noexcept {
    std::unique_lock<std::mutex> guard(lock_);
    for (;;) {
      while (job *const one = first_) {
        if (!(first_ = one->next))
          last_ = nullptr;
        --waiting_;
        guard.unlock();
        one->run(one);
        blocking_call_ends();
        guard.lock();
      }
      ++idle_;
      const bool has_work = changed_.wait_for(guard, std::chrono::seconds(10),
                                              [this] { return first_; });
      --idle_;
      if (!has_work) {
        --threads_;
        helper_thread_ends();
        return;
      }
    }
  }

  std::mutex lock_;
  std::condition_variable changed_;
  job *first_ = nullptr, *last_ = nullptr;
  unsigned waiting_ = 0, idle_ = 0, threads_ = 0;
};

/// Never destroyed: its threads may outlive main().
side_pool &pool() noexcept {
  alignas(side_pool) static std::byte memory[sizeof(side_pool)];
  static side_pool *const the = new (memory) side_pool;
  return *the;
}

} // namespace

void submit_blocking(job &one) noexcept { pool().submit(one); }

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
