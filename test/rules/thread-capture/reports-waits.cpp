// A wait for the last word of a thread is as good as its join, where every
// path of the thread says that word after its last use.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <atomic>
#include <barrier>
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

void latchCountedDownAfterTheUse() {
  int x = 1;
  auto done = std::make_shared<std::latch>(1);
  std::thread([&x, done] {
    use(x);
    done->count_down();
  }).detach();
  done->wait();
}
void latchNotWaitedFor() {
  int x = 1;
  auto done = std::make_shared<std::latch>(1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&x, done] {
    use(x);
    done->count_down();
  }).detach();
}
void latchArrivedAtAndWaitedFor() {
  int x = 1;
  auto done = std::make_shared<std::latch>(2);
  std::thread([&x, done] {
    use(x);
    done->count_down();
  }).detach();
  done->arrive_and_wait();
}
void latchTriedOnly() {
  int x = 1;
  auto done = std::make_shared<std::latch>(1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&x, done] {
    use(x);
    done->count_down();
  }).detach();
  (void)done->try_wait();
}
void barrierOfBoth() {
  int x = 1;
  auto both = std::make_shared<std::barrier<>>(2);
  std::thread([&x, both] {
    use(x);
    (void)both->arrive();
  }).detach();
  both->arrive_and_wait();
}
void semaphoreReleasedAfterTheUse() {
  int x = 1;
  auto done = std::make_shared<std::binary_semaphore>(0);
  std::thread([&x, done] {
    use(x);
    done->release();
  }).detach();
  done->acquire();
}
class WaitGroup {
  std::mutex mutex;
  std::condition_variable changed;
  int running = 0;

public:
  void add() {
    std::lock_guard lock(mutex);
    ++running;
  }
  void done() {
    std::lock_guard lock(mutex);
    --running;
    changed.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return running == 0; });
  }
};
WaitGroup group;
void groupNotWaitedFor() {
  int x = 1;
  group.add();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&x] {
    use(x);
    group.done();
  }).detach();
}
void flagReadUntilItIsSet() {
  auto done = std::make_shared<std::atomic<bool>>(false);
  int x = 1;
  std::thread([&x, done] {
    use(x);
    *done = true;
  }).detach();
  while (!*done)
    std::this_thread::yield();
}
