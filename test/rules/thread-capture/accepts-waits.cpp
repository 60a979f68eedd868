// Threads that tell their end by another way than a join are waited for by it.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

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

// A promise that the thread fulfils after its last use.
void futureOfAPromiseIsAwaited() {
  int x = 1;
  std::promise<void> promise;
  std::future<void> done = promise.get_future();
  std::thread([&x, p = std::move(promise)]() mutable {
    use(x);
    p.set_value();
  }).detach();
  done.wait();
}

// A deleter that joins.
void deleterThatJoins() {
  int x = 1;
  auto join = [](std::thread *t) { t->join(), delete t; };
  std::unique_ptr<std::thread, decltype(join)> t(new std::thread([&x] { use(x); }), join);
}

// std::mem_fn of a member function that joins.
void vectorJoinedByAMemberPointer() {
  int x = 1;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
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
// A condition variable tells of the end.
void signalSetAfterTheUse() {
  int x = 1;
  auto signal = std::make_shared<Signal>();
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
// So does a wait group, which here is a global's.
void groupWaitedFor() {
  int x = 1;
  group.add();
  std::thread([&x] {
    use(x);
    group.done();
  }).detach();
  group.wait();
}
