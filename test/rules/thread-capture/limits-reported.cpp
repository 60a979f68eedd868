// Today's known wrong answers: FP_ functions are correct and reported. Mending
// one moves it to reports or accepts.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// A promise that the thread fulfils after its last use is no join yet; the wait
// for its future ends the use.
void FP_futureOfAPromiseIsAwaited() {
  int x = 1;
  std::promise<void> promise;
  std::future<void> done = promise.get_future();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&x, p = std::move(promise)]() mutable {
    use(x);
    p.set_value();
  }).detach();
  done.wait();
}

// What a deleter does is not seen; it joins.
void FP_deleterThatJoins() {
  int x = 1;
  auto join = [](std::thread *t) { t->join(), delete t; };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::unique_ptr<std::thread, decltype(join)> t(new std::thread([&x] { use(x); }), join);
}

// std::mem_fn(&std::thread::join) is not followed; it joins each thread.
void FP_vectorJoinedByAMemberPointer() {
  int x = 1;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'threads' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
    threads.emplace_back([&x] { use(x); });
  std::for_each(threads.begin(), threads.end(), std::mem_fn(&std::thread::join));
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
// A condition variable of the project's own is not known to tell of the end.
void FP_signalSetAfterTheUse() {
  int x = 1;
  auto signal = std::make_shared<Signal>();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&x, signal] {
    use(x);
    signal->set();
  }).detach();
  signal->wait();
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
// A wait group of the project's own is not known to tell of the end.
void FP_groupWaitedFor() {
  int x = 1;
  group.add();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&x] {
    use(x);
    group.done();
  }).detach();
  group.wait();
}

// A list of pointers that has no name. Right would be silence.
void FP_pointersInAList() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([&x] { use(x); });
  for (std::thread *each : {&t})
    each->join();
}
