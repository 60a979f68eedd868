// A latch, a barrier, a semaphore, a condition variable or a flag that is waited for is taken as the
// end of the thread, wherever the thread gives its sign, and whether the flag
// is read in a loop or once. FN_ functions are wrong and nothing is said; the
// line "Right:" tells what should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <atomic>
#include <barrier>
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

void FN_latchCountedDownBeforeTheUse() {
  int x = 1;
  auto done = std::make_shared<std::latch>(1);
  // Right: error: a thread borrows 'x'
  std::thread([&x, done] {
    done->count_down();
    use(x);
  }).detach();
  done->wait();
}
void FN_latchCountedDownOnOnePath() {
  int x = 1;
  auto done = std::make_shared<std::latch>(1);
  // Right: error: a thread borrows 'x'
  std::thread([&x, done] {
    if (flip())
      done->count_down();
    use(x);
    if (!flip())
      done->count_down();
  }).detach();
  done->wait();
}
void FN_barrierPassedBeforeTheUse() {
  int x = 1;
  auto both = std::make_shared<std::barrier<>>(2);
  // Right: error: a thread borrows 'x'
  std::thread([&x, both] {
    (void)both->arrive();
    use(x);
  }).detach();
  both->arrive_and_wait();
}
void FN_semaphoreReleasedBeforeTheUse() {
  int x = 1;
  auto done = std::make_shared<std::binary_semaphore>(0);
  // Right: error: a thread borrows 'x'
  std::thread([&x, done] {
    done->release();
    use(x);
  }).detach();
  done->acquire();
}

// A flag that the thread sets and that is read once, without a loop.
void FN_flagReadOnce() {
  auto done = std::make_shared<std::atomic<bool>>(false);
  int x = 1;
  // Right: error: a thread borrows 'x'
  std::thread([&x, done] {
    use(x);
    *done = true;
  }).detach();
  if (!*done)
    std::this_thread::yield();
}

struct Signal {
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;
  void set() {
    std::lock_guard lock(mutex);
    done = true;
    changed.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return done; });
  }
};
void FN_signalSetBeforeTheUse() {
  int x = 1;
  auto signal = std::make_shared<Signal>();
  // Right: error: a thread borrows 'x'
  std::thread([&x, signal] {
    signal->set();
    use(x);
  }).detach();
  signal->wait();
}
