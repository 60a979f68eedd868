// Waits that somebody checks afterwards are silent.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,wait-without-predicate' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

std::mutex m;
std::condition_variable c;
bool isReady;

// The caller has the loop.
void wrapped(std::unique_lock<std::mutex> &g) { c.wait(g); }
struct Wrapper {
  std::mutex *mutex;
  void wait() {
    std::unique_lock<std::mutex> g(*mutex, std::adopt_lock);
    c.wait(g);
    g.release();
  }
};
void forATime() {
  std::unique_lock<std::mutex> g(m);
  c.wait_for(g, std::chrono::seconds(1));
}
void byGoto() {
  std::unique_lock<std::mutex> g(m);
again:
  if (!isReady) {
    c.wait(g);
    goto again;
  }
}
void worker() {
  for (;;) {
    std::unique_lock<std::mutex> g(m);
    c.wait(g);
    use(isReady);
  }
}
