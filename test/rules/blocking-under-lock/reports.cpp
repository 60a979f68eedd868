// A thread waits for something outside while it holds a lock: a clock, another
// thread, a peer, itself or through what it calls. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,blocking-under-lock %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s --check-prefix=OFF --allow-empty
// OFF-NOT: blocking-under-lock

#include "threads.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

using Guard = std::lock_guard<std::mutex>;
using namespace std::chrono_literals;

std::mutex m, other;
std::condition_variable c;
bool ready;
char buffer[64];

void sleeps() {
  Guard g(m);
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: warning: 'sleep_for' waits while 'm' is held: everybody who wants the lock waits as long [holdfast-blocking-under-lock]
  // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: 'm' is locked here
  // CHECK: help: let go of 'm' first, or wait where it is not needed
  std::this_thread::sleep_for(1ms);
}
void sleepsAfterwards() {
  { Guard g(m); }
  std::this_thread::sleep_for(1ms);
}
void joins(std::thread &t) {
  std::unique_lock<std::mutex> g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'join' waits while 'm' is held
  t.join();
}
void joinsAfterUnlock(std::thread &t) {
  std::unique_lock<std::mutex> g(m);
  g.unlock();
  t.join();
}
int gets(std::future<int> &f) {
  Guard g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'get' waits while 'm' is held
  return f.get();
}
int getsBefore(std::future<int> &f) {
  int n = f.get();
  Guard g(m);
  return n;
}
void awaits(std::shared_future<void> &f, std::shared_mutex &s) {
  std::shared_lock<std::shared_mutex> g(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'wait' waits while 's' is held
  f.wait();
}
void acquires(std::counting_semaphore<> &s) {
  Guard g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'acquire' waits while 'm' is held
  s.acquire();
}
void acquiresIfItCan(std::counting_semaphore<> &s) {
  Guard g(m);
  if (s.try_acquire())
    s.release();
}
void receives(int socket) {
  Guard g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'recv' waits while 'm' is held
  recv(socket, buffer, sizeof buffer, 0);
}
void syncs(int file) {
  m.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'fsync' waits while 'm' is held
  fsync(file);
  m.unlock();
}
void syncsAfterUnlock(int file) {
  m.lock();
  m.unlock();
  fsync(file);
}

// Through callees and closures.
void flush(int file) { fsync(file); }
void save(int file) { flush(file); }
void saves(int file) {
  Guard g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'save' waits in 'fsync' while 'm' is held
  save(file);
}
void savesAfterwards(int file) {
  { Guard g(m); }
  save(file);
}
void joinsAll(std::vector<std::thread> &all) {
  Guard g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'for_each' waits in 'join' while 'm' is held
  std::for_each(all.begin(), all.end(), [](std::thread &t) { t.join(); });
}
void makesAll(std::vector<std::thread> &all) {
  Guard g(m);
  std::for_each(all.begin(), all.end(), [](std::thread &t) { t.detach(); });
}

// A condition variable gives back its own lock only.
void waitsWithAnother() {
  Guard h(other);
  std::unique_lock<std::mutex> g(m);
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: warning: 'wait' gives back 'm' while it waits, but 'other' stays held [holdfast-blocking-under-lock]
  // CHECK: :[[@LINE-3]]:{{[0-9]+}}: note: 'other' is locked here
  c.wait(g, [] { return ready; });
}
void waitsAlone() {
  { Guard h(other); }
  std::unique_lock<std::mutex> g(m);
  c.wait(g, [] { return ready; });
}

// What the code says of itself.
struct Channel {
  [[clang::annotate("holdfast::blocks")]] int receive();
  int tryReceive();
};
int receivesUnderLock(Channel &channel) {
  Guard g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'receive' waits while 'm' is held
  return channel.receive();
}
int triesUnderLock(Channel &channel) {
  Guard g(m);
  return channel.tryReceive();
}
