// Ways out that leave a lock held on purpose are silent.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,lock-leak' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <mutex>

std::mutex m;

void acquires() { m.lock(); }
void acquiresOnEachWay() {
  m.lock();
  if (flip())
    return;
  use(1);
}
void acquiresOrThrows() {
  m.lock();
  if (flip()) {
    m.unlock();
    throw 1;
  }
}
bool tellsByItsAnswer() {
  m.lock();
  if (flip())
    return true;
  m.unlock();
  return false;
}
int *tellsByItsPointer(int *p) {
  m.lock();
  if (p)
    return p;
  m.unlock();
  return nullptr;
}
void byGuard() {
  std::unique_lock<std::mutex> g(m);
  if (flip())
    return;
  g.unlock();
}
void takenOver() {
  m.lock();
  std::lock_guard<std::mutex> g(m, std::adopt_lock);
  if (flip())
    return;
}
void sameCondition(bool wanted) {
  if (wanted)
    m.lock();
  if (flip()) {
    if (wanted)
      m.unlock();
    return;
  }
  if (wanted)
    m.unlock();
}
void releasesForTheCaller(std::mutex &given) {
  if (flip())
    return;
  given.unlock();
}
void ownLock() {
  std::mutex own;
  own.lock();
  if (flip())
    return;
  own.unlock();
}
[[noreturn]] void fail();
void fails() {
  m.lock();
  if (flip())
    fail();
  m.unlock();
}
