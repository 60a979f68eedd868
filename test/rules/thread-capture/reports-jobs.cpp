// Jobs may be objects with a virtual function: a queue of which the threads of a
// pool take one after the other gives what it is handed to these threads.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "jobs.h"
#include "threads.h"

#include <memory>
#include <mutex>
#include <thread>
#include <vector>

void runnerOutlivesTheJob() {
  Runner runner;
  Counts counts;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a thread borrows 'counts', which dies before the thread is joined [holdfast-thread-capture]
  runner.submit(&counts);
}
void jobOutlivesTheRunner() {
  Counts counts;
  Runner runner;
  runner.submit(&counts);
}

void newJobBorrowsWhatDiesFirst() {
  Owner owner;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a thread borrows 'x', which dies before the thread is joined [holdfast-thread-capture]
  owner.submit(std::unique_ptr<Job>(new Prints(x)));
}
void newJobBorrowsWhatDiesLast() {
  int x = 1;
  Owner owner;
  owner.submit(std::unique_ptr<Job>(new Prints(x)));
}

void ownedJobBorrowsWhatDiesFirst() {
  Owner owner;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a thread borrows 'x', which dies before the thread is joined [holdfast-thread-capture]
  owner.submit(std::make_unique<Prints>(x));
}
void ownedJobBorrowsWhatDiesLast() {
  int x = 1;
  Owner owner;
  owner.submit(std::make_unique<Prints>(x));
}

// What is called again and again is no job: who leaves has left.
class Subject {
  std::mutex mutex;
  std::vector<Job *> observers;
  bool stopping = false;
  std::thread worker;

public:
  Subject() {
    worker = std::thread([this] {
      while (true) {
        std::lock_guard<std::mutex> lock(mutex);
        if (stopping)
          return;
        for (Job *each : observers)
          each->run();
      }
    });
  }
  ~Subject() {
    {
      std::lock_guard<std::mutex> lock(mutex);
      stopping = true;
    }
    worker.join();
  }
  void add(Job *observer) {
    std::lock_guard<std::mutex> lock(mutex);
    observers.push_back(observer);
  }
  void remove(Job *observer) {
    std::lock_guard<std::mutex> lock(mutex);
    std::erase(observers, observer);
  }
};
void observerLeavesInTime() {
  Subject subject;
  Counts counts;
  subject.add(&counts);
  subject.remove(&counts);
}
