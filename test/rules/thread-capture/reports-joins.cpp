// A join counts where it is on every path and for every thread: behind
// joinable(), or in a loop over the elements of a container.
//
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <algorithm>
#include <array>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

void joinedIfJoinable() {
  int x = 1;
  std::thread t([&x] { use(x); });
  if (t.joinable())
    t.join();
}
void detachedIfJoinable() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread t([&x] { use(x); });
  if (t.joinable())
    t.detach();
}
void detachedOnOnePath() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread t([&x] { use(x); });
  if (flip())
    t.detach();
  else
    t.join();
}
void joinedOnBothPaths() {
  int x = 1;
  std::thread t([&x] { use(x); });
  if (flip())
    t.join();
  else
    t.join();
}
void joinedWhereItWasStarted() {
  int x = 1;
  std::thread t;
  const bool parallel = flip();
  if (parallel)
    t = std::thread([&x] { use(x); });
  if (parallel)
    t.join();
}
void joinedWithTheOtherOne() {
  int x = 1;
  int y = 2;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'y', {{.*}} [holdfast-thread-capture]
  std::thread t([&x] { ++x; }), u([&y] { use(y); });
  t.join();
  u.detach();
}
void bothJoined() {
  int x = 1;
  int y = 2;
  std::thread t([&x] { ++x; }), u([&y] { use(y); });
  t.join();
  u.join();
}

// Containers of threads.

void outlivedByAVector() {
  std::vector<std::thread> threads;
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    threads.emplace_back([&x] { use(x); });
  }
  for (auto &t : threads)
    t.join();
}
void vectorJoinedInTheBlock() {
  std::vector<std::thread> threads;
  {
    int x = 1;
    threads.emplace_back([&x] { use(x); });
    for (auto &t : threads)
      t.join();
  }
}
void vectorJoinedByIndex() {
  int x = 1;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&x] { use(x); });
  for (std::size_t i = 0; i < threads.size(); ++i)
    threads[i].join();
}
void vectorJoinedByIterator() {
  int x = 1;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&x] { use(x); });
  for (auto t = threads.begin(); t != threads.end(); ++t)
    t->join();
}
void vectorJoinedByAnAlgorithm() {
  int x = 1;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&x] { use(x); });
  std::for_each(threads.begin(), threads.end(), [](std::thread &t) { t.join(); });
}
void vectorDetachedByAnAlgorithm() {
  int x = 1;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    threads.emplace_back([&x] { use(x); });
  std::for_each(threads.begin(), threads.end(), [](std::thread &t) { t.detach(); });
}
void vectorEmptiedFromItsEnd() {
  int x = 1;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&x] { use(x); });
  while (!threads.empty()) {
    threads.back().join();
    threads.pop_back();
  }
}
void vectorOfADetachedElement() {
  int x = 1;
  std::vector<std::thread> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  threads.emplace_back([&x] { use(x); });
  threads.back().detach();
}
void vectorOfAJoinedElement() {
  int x = 1;
  std::vector<std::thread> threads;
  threads.emplace_back([&x] { use(x); });
  threads.back().join();
}
void arrayOfThreads() {
  std::thread threads[2];
  for (int i = 0; i < 2; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'i', {{.*}} [holdfast-thread-capture]
    threads[i] = std::thread([&i] { use(i); });
  for (std::thread &t : threads)
    t.join();
}
void arrayOfThreadsCopied() {
  std::thread threads[2];
  for (int i = 0; i < 2; ++i)
    threads[i] = std::thread([i] { use(i); });
  for (std::thread &t : threads)
    t.join();
}
void arrayOfTwoElements() {
  int x = 1;
  int y = 2;
  std::array<std::thread, 2> threads;
  threads[0] = std::thread([&y] { ++y; });
  threads[1] = std::thread([&x] { use(x); });
  threads[0].join();
  threads[1].join();
}
void arrayOfTwoElementsOneDetached() {
  int x = 1;
  int y = 2;
  std::array<std::thread, 2> threads;
  threads[0] = std::thread([&y] { ++y; });
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  threads[1] = std::thread([&x] { use(x); });
  threads[0].join();
  threads[1].detach();
}
void listOfThreads() {
  int x = 1;
  std::list<std::thread> threads;
  threads.emplace_back([&x] { use(x); });
  for (std::thread &t : threads)
    t.join();
}
void mapOfThreads() {
  int x = 1;
  std::map<int, std::thread> threads;
  threads.emplace(1, std::thread([&x] { use(x); }));
  for (auto &[key, t] : threads)
    t.join();
}
void mapOfThreadsDetached() {
  int x = 1;
  std::map<int, std::thread> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  threads.emplace(1, std::thread([&x] { use(x); }));
  for (auto &[key, t] : threads)
    t.detach();
}
void vectorOfPointersToThreads() {
  int x = 1;
  std::vector<std::unique_ptr<std::thread>> threads;
  threads.push_back(std::make_unique<std::thread>([&x] { use(x); }));
  for (auto &t : threads)
    t->join();
}
void movedIntoAVector() {
  std::vector<std::thread> threads;
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    std::thread t([&x] { use(x); });
    threads.push_back(std::move(t));
  }
  threads[0].join();
}
void movedIntoAVectorOfTheBlock() {
  int x = 1;
  std::vector<std::thread> threads;
  {
    std::thread t([&x] { use(x); });
    threads.push_back(std::move(t));
  }
  threads[0].join();
}
void elementsOfElements() {
  int x = 1;
  std::vector<std::vector<std::thread>> rows(2);
  for (std::vector<std::thread> &row : rows)
    row.emplace_back([&x] { use(x); });
  for (std::vector<std::thread> &row : rows)
    for (std::thread &t : row)
      t.join();
}
void elementsOfElementsDetached() {
  int x = 1;
  std::vector<std::vector<std::thread>> rows(2);
  for (std::vector<std::thread> &row : rows)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    row.emplace_back([&x] { use(x); });
  for (std::vector<std::thread> &row : rows)
    for (std::thread &t : row)
      t.detach();
}
void arrayAssignedByIndex() {
  int x = 1;
  std::array<std::thread, 3> threads;
  for (std::size_t i = 0; i < 3; ++i)
    threads[i] = std::thread([&x] { use(x); });
  for (std::thread &t : threads)
    t.join();
}
void joinedIfJoinableAndCounted() {
  int x = 1;
  int joined = 0;
  std::vector<std::thread> threads;
  threads.emplace_back([&x] { use(x); });
  for (std::thread &t : threads)
    if (t.joinable()) {
      t.join();
      ++joined;
    }
}
#if __cplusplus >= 202002L // since which there is std::jthread
void detachedWhatWouldJoin() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  std::jthread t([&x] { use(x); });
  t.detach();
}
#endif
