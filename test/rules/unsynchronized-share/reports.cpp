// Two threads, or a thread and its parent before the join, reach one place, and
// one of them writes, with nothing between: each beside what orders the two.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,unsynchronized-share %s -- -std=c++17 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet --rules=-*,unsynchronized-share %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "group.h"
#include "threads.h"

#include <atomic>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

// A thread and its parent.

void parentReadsBeforeTheJoin() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and read by 'parentReadsBeforeTheJoin' at the same time [holdfast-unsynchronized-share]
  std::thread t([&x] { ++x; });
  use(x);
  t.join();
}
void parentReadsAfterTheJoin() {
  int x = 1;
  std::thread t([&x] { ++x; });
  t.join();
  use(x);
}
void parentWritesBeforeTheJoin() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is read here, and written by 'parentWritesBeforeTheJoin' at the same time [holdfast-unsynchronized-share]
  std::thread t([&x] { use(x); });
  ++x;
  t.join();
}
void parentWritesBeforeTheThread() {
  int x = 1;
  ++x;
  std::thread t([&x] { use(x); });
  t.join();
}
void parentWritesAnother() {
  int x = 1;
  int y = 1;
  std::thread t([&x] { use(x); });
  ++y;
  t.join();
}
void parentReadsWhatTheThreadReads() {
  int x = 1;
  std::thread t([&x] { use(x); });
  use(x);
  t.join();
}
void parentWritesWhatTheThreadCopied() {
  int x = 1;
  std::thread t([x] { use(x); });
  ++x;
  t.join();
}
void parentWritesAnAtomic() {
  std::atomic<int> x{1};
  std::thread t([&x] { ++x; });
  ++x;
  t.join();
}
void parentReadsBeforeTheFuture() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and read by 'parentReadsBeforeTheFuture' at the same time [holdfast-unsynchronized-share]
  auto done = std::async(std::launch::async, [&x] { ++x; });
  use(x);
  done.wait();
}
void parentReadsAfterTheFuture() {
  int x = 1;
  auto done = std::async(std::launch::async, [&x] { ++x; });
  done.wait();
  use(x);
}
void parentReadsOnOnePath() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and read by 'parentReadsOnOnePath' at the same time [holdfast-unsynchronized-share]
  std::thread t([&x] { ++x; });
  if (flip())
    use(x);
  t.join();
}
void parentJoinsOnOnePath() {
  int x = 1;
  std::thread t([&x] { ++x; });
  if (flip()) {
    t.join();
    use(x);
    return;
  }
  t.join();
}

// Two threads.

void twoThreadsWrite() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written by two threads at the same time [holdfast-unsynchronized-share]
  std::thread t([&x] { ++x; });
  std::thread u([&x] { ++x; });
  t.join();
  u.join();
}
void twoThreadsWriteInTurn() {
  int x = 1;
  std::thread t([&x] { ++x; });
  t.join();
  std::thread u([&x] { ++x; });
  u.join();
}
void twoThreadsWriteTheirOwn() {
  int x = 1;
  int y = 1;
  std::thread t([&x] { ++x; });
  std::thread u([&y] { ++y; });
  t.join();
  u.join();
}
void oneThreadWritesAndOneReads() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and read by another thread at the same time [holdfast-unsynchronized-share]
  std::thread t([&x] { ++x; });
  std::thread u([&x] { use(x); });
  t.join();
  u.join();
}
void twoThreadsRead() {
  int x = 1;
  std::thread t([&x] { use(x); });
  std::thread u([&x] { use(x); });
  t.join();
  u.join();
}
void threadsOfALoopWrite() {
  int x = 1;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written by the threads of the loop at the same time [holdfast-unsynchronized-share]
    threads.emplace_back([&x] { ++x; });
  for (std::thread &t : threads)
    t.join();
}
void threadsOfALoopWriteAtomically() {
  std::atomic<int> x{1};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&x] { ++x; });
  for (std::thread &t : threads)
    t.join();
}
void threadsOfALoopWriteInTurn() {
  int x = 1;
  for (int i = 0; i < 3; ++i) {
    std::thread t([&x] { ++x; });
    t.join();
  }
}
void loopVariableThatOutlivesTheJoin() {
  std::vector<std::thread> threads;
  int i;
  for (i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'i' is read here, and written by the loop at the same time [holdfast-unsynchronized-share]
    threads.emplace_back([&i] { use(i); });
  for (std::thread &t : threads)
    t.join();
}
void loopVariableThatOutlivesTheJoinCopied() {
  std::vector<std::thread> threads;
  int i;
  for (i = 0; i < 3; ++i)
    threads.emplace_back([i] { use(i); });
  for (std::thread &t : threads)
    t.join();
}

// Locks.

void bothUnderOneLock() {
  int x = 1;
  std::mutex m;
  std::thread t([&] {
    std::lock_guard<std::mutex> lock(m);
    ++x;
  });
  {
    std::lock_guard<std::mutex> lock(m);
    ++x;
  }
  t.join();
}
void oneWithoutTheLock() {
  int x = 1;
  std::mutex m;
  std::thread t([&] {
    std::lock_guard<std::mutex> lock(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here under 'm', and by 'oneWithoutTheLock' without it at the same time [holdfast-unsynchronized-share]
    ++x;
  });
  ++x;
  t.join();
}
void oneWithoutTheLockAfterTheJoin() {
  int x = 1;
  std::mutex m;
  std::thread t([&] {
    std::lock_guard<std::mutex> lock(m);
    ++x;
  });
  t.join();
  ++x;
}
void readWithoutTheLock() {
  int x = 1;
  std::mutex m;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is read here without 'm', and written by 'readWithoutTheLock' under it at the same time [holdfast-unsynchronized-share]
  std::thread t([&] { use(x); });
  {
    std::lock_guard<std::mutex> lock(m);
    ++x;
  }
  t.join();
}
void readUnderTheLock() {
  int x = 1;
  std::mutex m;
  std::thread t([&] {
    std::lock_guard<std::mutex> lock(m);
    use(x);
  });
  {
    std::lock_guard<std::mutex> lock(m);
    ++x;
  }
  t.join();
}
void oneOfTwoThreadsWithoutTheLock() {
  int x = 1;
  std::mutex m;
  std::thread t([&] {
    m.lock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written by two threads at the same time, by one of them without 'm' [holdfast-unsynchronized-share]
    ++x;
    m.unlock();
  });
  std::thread u([&] { ++x; });
  t.join();
  u.join();
}
void bothThreadsUnderTheLock() {
  int x = 1;
  std::mutex m;
  std::thread t([&] {
    m.lock();
    ++x;
    m.unlock();
  });
  std::thread u([&] {
    m.lock();
    ++x;
    m.unlock();
  });
  t.join();
  u.join();
}
struct Counter {
  std::mutex mutex;
  int value = 0;
  void add() {
    std::lock_guard<std::mutex> lock(mutex);
    ++value;
  }
};
void lockHeldByAMemberFunction() {
  Counter counter;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'counter.value' is written by 'add' under 'counter.mutex', and read by 'lockHeldByAMemberFunction' without it at the same time [holdfast-unsynchronized-share]
  std::thread t([&counter] { counter.add(); });
  use(counter.value);
  t.join();
}
void lockHeldByAMemberFunctionOnBothSides() {
  Counter counter;
  std::thread t([&counter] { counter.add(); });
  counter.add();
  t.join();
}
void eachUnderItsOwnLock() {
  int x = 1;
  std::mutex m;
  std::mutex n;
  std::thread t([&] {
    std::lock_guard<std::mutex> lock(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here under 'm', and by 'eachUnderItsOwnLock' under 'n' at the same time [holdfast-unsynchronized-share]
    ++x;
  });
  {
    std::lock_guard<std::mutex> lock(n);
    ++x;
  }
  t.join();
}

// Elements and members.

void elementsOfTheirOwn() {
  int values[2] = {};
  std::thread t([&values] { ++values[0]; });
  std::thread u([&values] { ++values[1]; });
  t.join();
  u.join();
}
void elementsInCommon() {
  int values[2] = {};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'values[0]' is written by two threads at the same time [holdfast-unsynchronized-share]
  std::thread t([&values] { ++values[0]; });
  std::thread u([&values] { ++values[0]; });
  t.join();
  u.join();
}
void elementsByTheLoopsIndex() {
  std::vector<int> values(3);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&values, i] { ++values[i]; });
  for (std::thread &t : threads)
    t.join();
}
void elementsByOneIndex() {
  std::vector<int> values(3);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'values[0]' is written by the threads of the loop at the same time [holdfast-unsynchronized-share]
    threads.emplace_back([&values] { ++values[0]; });
  for (std::thread &t : threads)
    t.join();
}
void elementsAppended() {
  std::vector<int> values;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'values' is written here, and by 'elementsAppended' at the same time [holdfast-unsynchronized-share]
  std::thread t([&values] { values.push_back(1); });
  values.push_back(2);
  t.join();
}
void elementsAppendedAfterTheJoin() {
  std::vector<int> values;
  std::thread t([&values] { values.push_back(1); });
  t.join();
  values.push_back(2);
}
struct Counters {
  int first = 0;
  int second = 0;
};
void membersOfTheirOwn() {
  Counters counters;
  std::thread t([&counters] { ++counters.first; });
  ++counters.second;
  t.join();
}
void memberInCommon() {
  Counters counters;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'counters.first' is written here, and by 'memberInCommon' at the same time [holdfast-unsynchronized-share]
  std::thread t([&counters] { ++counters.first; });
  ++counters.first;
  t.join();
}
void memberInCommonAfterTheJoin() {
  Counters counters;
  std::thread t([&counters] { ++counters.first; });
  t.join();
  ++counters.first;
}
void oneElementOfAll() {
  int done[4] = {};
  std::vector<std::thread> threads;
  for (int &mine : done) {
    (void)mine;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'done[0]' is written by the threads of the loop at the same time [holdfast-unsynchronized-share]
    threads.emplace_back([&done] { done[0] = 1; });
  }
  for (std::thread &t : threads)
    t.join();
}
void anotherGroupThanThatOfTheTokenIsWaitedFor() {
  int x = 0;
  Group group, other;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and by 'anotherGroupThanThatOfTheTokenIsWaitedFor' at the same time [holdfast-unsynchronized-share]
  std::thread t([&x, token = group.token()] { ++x; });
  other.wait();
  ++x;
  t.join();
}
void theGroupOfTheToken() {
  int x = 0;
  Group group;
  std::thread t([&x, token = group.token()]() mutable {
    ++x;
    Group::Token last = std::move(token);
  });
  group.wait();
  ++x;
  t.join();
}
