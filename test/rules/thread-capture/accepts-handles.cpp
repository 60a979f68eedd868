// Threads that are joined by another way than they were stored: by reference,
// by key, through pointers on the heap.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <map>
#include <memory>
#include <thread>
#include <vector>

// Assigned to the elements by one loop over references, joined by another.

void elementsAssignedByReference() {
  int x = 1;
  std::vector<std::thread> threads(3);
  for (std::thread &t : threads)
    t = std::thread([&x] { use(x); });
  for (std::thread &t : threads)
    t.join();
}
void arrayAssignedByReference() {
  int x = 1;
  std::thread threads[3];
  for (std::thread &t : threads)
    t = std::thread([&x] { use(x); });
  for (std::thread &t : threads)
    t.join();
}
struct Job {
  std::thread thread;
  int number = 1;
};
void membersOfElementsAssignedByReference() {
  int x = 1;
  std::vector<Job> jobs(3);
  for (Job &job : jobs)
    job.thread = std::thread([&x] { use(x); });
  for (Job &job : jobs)
    job.thread.join();
}

// Assigned by key.

void mapAssignedByKey() {
  int x = 1;
  std::map<int, std::thread> threads;
  threads[1] = std::thread([&x] { use(x); });
  for (auto &[key, t] : threads)
    t.join();
}
void mapJoinedByKey() {
  int x = 1;
  std::map<int, std::thread> threads;
  threads[1] = std::thread([&x] { use(x); });
  threads[1].join();
}

// Made by `new`, joined through the pointer that took it.

void uniquePointerMadeOfNew() {
  int x = 1;
  std::unique_ptr<std::thread> t(new std::thread([&x] { use(x); }));
  t->join();
}
void uniquePointerResetToNew() {
  int x = 1;
  std::unique_ptr<std::thread> t;
  t.reset(new std::thread([&x] { use(x); }));
  t->join();
}
void sharedPointerMadeOfNew() {
  int x = 1;
  std::shared_ptr<std::thread> t(new std::thread([&x] { use(x); }));
  t->join();
}
void vectorOfUniquePointersMadeOfNew() {
  int x = 1;
  std::vector<std::unique_ptr<std::thread>> threads;
  threads.emplace_back(new std::thread([&x] { use(x); }));
  for (std::unique_ptr<std::thread> &t : threads)
    t->join();
}
void vectorOfPointersMadeOfNew() {
  int x = 1;
  std::vector<std::thread *> threads;
  threads.push_back(new std::thread([&x] { use(x); }));
  for (std::thread *t : threads) {
    t->join();
    delete t;
  }
}
