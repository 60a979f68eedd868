// Waits that hold no lock, or give it back, are silent.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,blocking-under-lock %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

std::mutex m;

// The lock is given back meanwhile.
void pause(std::unique_lock<std::mutex> &g) {
  g.unlock();
  std::this_thread::sleep_for(1ms);
  g.lock();
}
void pauses() {
  std::unique_lock<std::mutex> g(m);
  pause(g);
}
struct Queue {
  std::mutex mutex;
  int n = 0;
  void pauseLocked() {
    mutex.unlock();
    std::this_thread::sleep_for(1ms);
    mutex.lock();
  }
  void run() {
    mutex.lock();
    pauseLocked();
    ++n;
    mutex.unlock();
  }
};

// Who waits under the lock is another thread.
void starts(std::thread &t) {
  std::lock_guard<std::mutex> g(m);
  t = std::thread([] { std::this_thread::sleep_for(1ms); });
}

// A project's own functions of such names.
struct Reader {
  int n = 0;
  int read(int, void *, int) { return n; }
};
int reads(Reader &r) {
  std::lock_guard<std::mutex> g(m);
  return r.read(0, nullptr, 0);
}
int select(int, int, int, int, int) { return 0; }
int selects() {
  std::lock_guard<std::mutex> g(m);
  return select(0, 0, 0, 0, 0);
}

// Held on one path only.
void onOnePath(bool b) {
  std::unique_lock<std::mutex> g(m, std::defer_lock);
  if (b)
    g.lock();
  std::this_thread::sleep_for(1ms);
}
