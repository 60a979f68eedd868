// A thread pool as a project writes its own: no row of the model knows it, and
// its bodies tell everything. The destructor finishes what was submitted.

#ifndef HOLDFAST_TEST_POOL_H
#define HOLDFAST_TEST_POOL_H

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Pool {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::function<void()>> jobs;
  std::size_t running = 0;
  bool stopping = false;
  std::vector<std::thread> workers;

  void drain() {
    std::unique_lock<std::mutex> lock(mutex);
    while (true) {
      changed.wait(lock, [this] { return stopping || !jobs.empty(); });
      if (jobs.empty())
        return;
      std::function<void()> job = std::move(jobs.front());
      jobs.pop_front();
      ++running;
      lock.unlock();
      job();
      job = nullptr;
      lock.lock();
      --running;
      changed.notify_all();
    }
  }

public:
  explicit Pool(int threads = 2) {
    for (int i = 0; i < threads; ++i)
      workers.emplace_back([this] { drain(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      stopping = true;
    }
    changed.notify_all();
    for (std::thread &worker : workers)
      worker.join();
  }

  /// Runs the job in a thread of the pool, some time before the pool dies.
  void submit(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      jobs.push_back(std::move(job));
    }
    changed.notify_all();
  }

  /// The same; the future is ready when the job is done, and does not wait by
  /// itself.
  template <class F> std::future<void> start(F f) {
    auto task = std::make_shared<std::packaged_task<void()>>(std::move(f));
    std::future<void> done = task->get_future();
    submit([task] { (*task)(); });
    return done;
  }

  /// Until all jobs are done.
  void wait() {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [this] { return jobs.empty() && running == 0; });
  }

  /// Runs f(begin) ... f(end - 1) in the pool and waits for all of them.
  template <class F> void forEach(int begin, int end, F f) {
    for (int i = begin; i < end; ++i)
      submit([&f, i] { f(i); });
    wait();
  }
};

#endif
