// A pool's queue may be a class of the project's own: what is put into it goes
// to the threads that empty it.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

template <class T> class Queue {
  std::mutex mutex;
  std::condition_variable changed;
  std::queue<T> items;
  bool closed = false;

public:
  void push(T item) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      items.push(std::move(item));
    }
    changed.notify_one();
  }
  bool pop(T &item) {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [this] { return closed || !items.empty(); });
    if (items.empty())
      return false;
    item = std::move(items.front());
    items.pop();
    return true;
  }
  void close() {
    std::lock_guard<std::mutex> lock(mutex);
    closed = true;
    changed.notify_all();
  }
};

// The threads take the jobs by an out-parameter.
class Workers {
  Queue<std::function<void()>> queue;
  std::vector<std::thread> threads;

public:
  explicit Workers(int count) {
    for (int i = 0; i < count; ++i)
      threads.emplace_back([this] {
        std::function<void()> job;
        while (queue.pop(job))
          job();
      });
  }
  ~Workers() {
    queue.close();
    for (std::thread &each : threads)
      each.join();
  }
  template <class F> void run(F &&f) { queue.push(std::forward<F>(f)); }
};
void workersDeclaredBefore() {
  Workers workers(2);
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies before the thread is joined [holdfast-thread-capture]
  workers.run([&x] { use(x); });
}
void workersDeclaredAfter() {
  int x = 1;
  Workers workers(2);
  workers.run([&x] { use(x); });
}
void workersOfTheCaller(Workers &workers) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while the thread may still run [holdfast-thread-capture]
  workers.run([&x] { use(x); });
}
void workersOfTheCallerCopied(Workers &workers) {
  int x = 1;
  workers.run([x] { use(x); });
}

// One thread takes them as a result, from a queue without a lock of its own.
class Jobs {
  std::deque<std::function<void()>> items;

public:
  void add(const std::function<void()> &item) { items.push_back(item); }
  bool empty() const { return items.empty(); }
  std::function<void()> take() {
    std::function<void()> item = std::move(items.front());
    items.pop_front();
    return item;
  }
};
class Worker {
  std::mutex mutex;
  std::condition_variable changed;
  Jobs jobs;
  bool stopping = false;
  std::thread thread;
  void drain() {
    std::unique_lock<std::mutex> lock(mutex);
    while (true) {
      changed.wait(lock, [this] { return stopping || !jobs.empty(); });
      if (jobs.empty())
        return;
      std::function<void()> job = jobs.take();
      lock.unlock();
      job();
      lock.lock();
    }
  }

public:
  Worker() : thread(&Worker::drain, this) {}
  ~Worker() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      stopping = true;
    }
    changed.notify_all();
    thread.join();
  }
  void post(const std::function<void()> &job) {
    std::lock_guard<std::mutex> lock(mutex);
    jobs.add(job);
    changed.notify_all();
  }
};
void workerDeclaredBefore() {
  Worker worker;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies before the thread is joined [holdfast-thread-capture]
  worker.post([&x] { use(x); });
}
void workerDeclaredAfter() {
  int x = 1;
  Worker worker;
  worker.post([&x] { use(x); });
}

// A queue that no thread empties is none.
void emptiedHere() {
  Queue<std::function<void()>> queue;
  std::function<void()> job;
  int x = 1;
  queue.push([&x] { use(x); });
  if (queue.pop(job))
    job();
}
