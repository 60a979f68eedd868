// Pools as projects write their own, whose jobs are objects with a virtual
// function: nothing but their bodies tells that their threads run what they are
// given. Both finish what was submitted before they die.

#ifndef HOLDFAST_TEST_JOBS_H
#define HOLDFAST_TEST_JOBS_H

#include "threads.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};
struct Prints : Job {
  const int &value;
  explicit Prints(const int &v) : value(v) {}
  void run() override { use(value); }
};
struct Counts : Job {
  int value = 0;
  void run() override { use(++value); }
};

// Who submits a job keeps it.
class Runner {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Job *> jobs;
  bool stopping = false;
  std::thread worker;

  Job *next() {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [this] { return stopping || !jobs.empty(); });
    if (jobs.empty())
      return nullptr;
    Job *job = jobs.front();
    jobs.pop_front();
    return job;
  }

public:
  Runner() {
    worker = std::thread([this] {
      while (Job *job = next())
        job->run();
    });
  }
  ~Runner() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      stopping = true;
    }
    changed.notify_all();
    worker.join();
  }
  void submit(Job *job) {
    std::lock_guard<std::mutex> lock(mutex);
    jobs.push_back(job);
    changed.notify_all();
  }
};
// The pool owns its jobs.
class Owner {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::unique_ptr<Job>> jobs;
  bool stopping = false;
  std::vector<std::thread> workers;

  void drain() {
    std::unique_lock<std::mutex> lock(mutex);
    while (true) {
      changed.wait(lock, [this] { return stopping || !jobs.empty(); });
      if (jobs.empty())
        return;
      std::unique_ptr<Job> job = std::move(jobs.front());
      jobs.pop_front();
      lock.unlock();
      job->run();
      lock.lock();
    }
  }

public:
  explicit Owner(int count = 2) {
    for (int i = 0; i < count; ++i)
      workers.emplace_back(&Owner::drain, this);
  }
  ~Owner() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      stopping = true;
    }
    changed.notify_all();
    for (std::thread &worker : workers)
      worker.join();
  }
  void submit(std::unique_ptr<Job> job) {
    std::lock_guard<std::mutex> lock(mutex);
    jobs.push_back(std::move(job));
    changed.notify_all();
  }
};

#endif
