// Jobs of one pool with several threads run at the same time.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unsynchronized-share' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "pool.h"
#include "threads.h"

#include <atomic>
#include <barrier>
#include <mutex>

void twoJobsWrite() {
  int x = 1;
  std::barrier<> both(2);
  Pool pool;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written by two jobs at the same time [holdfast-unsynchronized-share]
  pool.submit([&] { both.arrive_and_wait(), ++x; });
  pool.submit([&] { both.arrive_and_wait(), ++x; });
  pool.wait();
}
void twoJobsWriteTheirOwn() {
  int x = 1;
  int y = 1;
  std::barrier<> both(2);
  Pool pool;
  pool.submit([&] { both.arrive_and_wait(), ++x; });
  pool.submit([&] { both.arrive_and_wait(), ++y; });
  pool.wait();
}
void oneJobWritesAndOneReads() {
  int x = 1;
  std::barrier<> both(2);
  Pool pool;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and read by another job at the same time [holdfast-unsynchronized-share]
  pool.submit([&] { both.arrive_and_wait(), ++x; });
  pool.submit([&] { both.arrive_and_wait(), use(x); });
  pool.wait();
}
void oneJobAfterTheOther() {
  int x = 1;
  Pool pool;
  pool.submit([&] { ++x; });
  pool.wait();
  pool.submit([&] { use(x); });
  pool.wait();
}
void jobsOfALoopWrite() {
  int sum = 0;
  std::barrier<> both(2);
  Pool pool;
  for (int i = 0; i < 2; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'sum' is written by the jobs of the loop at the same time [holdfast-unsynchronized-share]
    pool.submit([&sum, &both, i] { both.arrive_and_wait(), sum += i; });
  pool.wait();
}
void jobsOfALoopWriteAtomically() {
  std::atomic<int> sum = 0;
  std::barrier<> both(2);
  Pool pool;
  for (int i = 0; i < 2; ++i)
    pool.submit([&sum, &both, i] { both.arrive_and_wait(), sum += i; });
  pool.wait();
}
void lastJobOfALoopWrites() {
  int last = 0;
  std::atomic<int> left = 2;
  Pool pool;
  for (int i = 0; i < 2; ++i)
    pool.submit([&] {
      if (--left == 0)
        last = 1;
    });
  pool.wait();
}
void jobsOfALoopWriteUnderALock() {
  int sum = 0;
  std::mutex mutex;
  std::barrier<> both(2);
  Pool pool;
  for (int i = 0; i < 2; ++i)
    pool.submit([&, i] {
      both.arrive_and_wait();
      std::lock_guard<std::mutex> lock(mutex);
      sum += i;
    });
  pool.wait();
}
void jobsOfALoopThatWaitsForEach() {
  int sum = 0;
  Pool pool;
  for (int i = 0; i < 2; ++i) {
    pool.submit([&sum, i] { sum += i; });
    pool.wait();
  }
}
void jobsOfAPoolWithOneThread() {
  int sum = 0;
  Pool pool(1);
  for (int i = 0; i < 2; ++i)
    pool.submit([&sum, i] { sum += i; });
  pool.wait();
}
struct HasAPool {
  Pool pool;
  int hits = 0;
  void start() {
    pool.submit([this] { ++hits; }); // of how many threads, nobody has seen
    pool.submit([this] { ++hits; });
  }
};
// Other pools of that class have more threads; this member is made with one, by
// a constructor that nobody has written.
struct OwnsAPoolWithOneThread {
  Pool pool{1};
  int hits = 0;
  void start() {
    pool.submit([this] { ++hits; });
    pool.submit([this] { ++hits; });
    pool.wait();
  }
};
struct MakesAPoolWithOneThread {
  std::barrier<> both{1};
  int hits = 0;
  Pool pool;
  MakesAPoolWithOneThread() : pool(1) {}
  void start() {
    pool.submit([this] { both.arrive_and_wait(), ++hits; });
    pool.submit([this] { both.arrive_and_wait(), ++hits; });
    pool.wait();
  }
};
struct MakesAPoolWithTwoThreads {
  std::barrier<> both{2};
  int hits = 0;
  Pool pool;
  MakesAPoolWithTwoThreads() : pool(2) {}
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'hits' is written by two jobs at the same time [holdfast-unsynchronized-share]
    pool.submit([this] { both.arrive_and_wait(), ++hits; });
    pool.submit([this] { both.arrive_and_wait(), ++hits; });
    pool.wait();
  }
};
void elementsOfTheirOwn() {
  std::vector<int> out(2);
  Pool pool;
  for (int i = 0; i < 2; ++i)
    pool.submit([&out, i] { out[i] = i; });
  pool.wait();
}

// The spawner may be one of the pool's own jobs: what it does is left alone.
void spawnerWritesMeanwhile(Pool &pool) {
  int x = 1;
  pool.submit([&x] { ++x; });
  pool.wait();
  ++x;
}
