// Today's known wrong answers: FP_ functions join each of their threads and are
// reported, because the handle is joined by another way than it was stored.
// Mending one moves it to reports-joins.cpp.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <map>
#include <memory>
#include <thread>
#include <vector>

// Assigned to the elements by one loop over references, joined by another.

void FP_elementsAssignedByReference() {
  int x = 1;
  std::vector<std::thread> threads(3);
  for (std::thread &t : threads)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    t = std::thread([&x] { use(x); });
  for (std::thread &t : threads)
    t.join();
}
void FP_arrayAssignedByReference() {
  int x = 1;
  std::thread threads[3];
  for (std::thread &t : threads)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    t = std::thread([&x] { use(x); });
  for (std::thread &t : threads)
    t.join();
}
struct Job {
  std::thread thread;
  int number = 1;
};
void FP_membersOfElementsAssignedByReference() {
  int x = 1;
  std::vector<Job> jobs(3);
  for (Job &job : jobs)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    job.thread = std::thread([&x] { use(x); });
  for (Job &job : jobs)
    job.thread.join();
}

// Assigned by key.

void FP_mapAssignedByKey() {
  int x = 1;
  std::map<int, std::thread> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  threads[1] = std::thread([&x] { use(x); });
  for (auto &[key, t] : threads)
    t.join();
}
void FP_mapJoinedByKey() {
  int x = 1;
  std::map<int, std::thread> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  threads[1] = std::thread([&x] { use(x); });
  threads[1].join();
}

// Made by `new`, joined through the pointer that took it.

void FP_uniquePointerMadeOfNew() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::unique_ptr<std::thread> t(new std::thread([&x] { use(x); }));
  t->join();
}
void FP_uniquePointerResetToNew() {
  int x = 1;
  std::unique_ptr<std::thread> t;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  t.reset(new std::thread([&x] { use(x); }));
  t->join();
}
void FP_sharedPointerMadeOfNew() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::shared_ptr<std::thread> t(new std::thread([&x] { use(x); }));
  t->join();
}
void FP_vectorOfUniquePointersMadeOfNew() {
  int x = 1;
  std::vector<std::unique_ptr<std::thread>> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  threads.emplace_back(new std::thread([&x] { use(x); }));
  for (std::unique_ptr<std::thread> &t : threads)
    t->join();
}
void FP_vectorOfPointersMadeOfNew() {
  int x = 1;
  std::vector<std::thread *> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  threads.push_back(new std::thread([&x] { use(x); }));
  for (std::thread *t : threads) {
    t->join();
    delete t;
  }
}
void FP_pointersInAList() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([&x] { use(x); });
  for (std::thread *each : {&t})
    each->join();
}
