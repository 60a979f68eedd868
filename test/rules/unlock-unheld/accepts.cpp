// Code that looks like unlock-unheld and is right is silent.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,unlock-unheld' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <condition_variable>
#include <mutex>

std::mutex m;

void ofTheCaller(std::mutex &given) { given.unlock(); }
void ofTheCallersGuard(std::unique_lock<std::mutex> &g) {
  g.unlock();
  use(1);
  g.lock();
}
struct Queue {
  std::mutex m;
  void unlock() { m.unlock(); }
  void drain() {
    while (flip()) {
      m.unlock();
      use(1);
      m.lock();
    }
  }
};
std::unique_lock<std::mutex> getGuard();
void guardFromElsewhere() {
  auto g = getGuard();
  g.unlock();
}
void sameCondition(bool early) {
  std::unique_lock<std::mutex> g(m);
  if (early)
    g.unlock();
  use(1);
  if (!early)
    g.unlock();
}
void asksFirst() {
  std::unique_lock<std::mutex> g(m);
  if (flip())
    g.unlock();
  use(1);
  if (g.owns_lock())
    g.unlock();
}
void asksByConversion() {
  std::unique_lock<std::mutex> g(m, std::try_to_lock);
  if (!g)
    return;
  g.unlock();
}
void recursive(std::recursive_mutex &r) {
  r.lock();
  r.lock();
  r.unlock();
  r.unlock();
}
void loop(int n) {
  for (int i = 0; i < n; ++i) {
    m.lock();
    if (i == 3) {
      m.unlock();
      continue;
    }
    m.unlock();
  }
}
struct Relocker {
  std::unique_lock<std::mutex> &g;
  explicit Relocker(std::unique_lock<std::mutex> &given) : g(given) { g.unlock(); }
  ~Relocker() { g.lock(); }
};
void unlockedForAWhile() {
  std::unique_lock<std::mutex> g(m);
  {
    Relocker r(g);
    use(1);
  }
  g.unlock();
}
