// Code that looks like a lock taken twice and is right is silent.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,double-lock' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <vector>

std::mutex m;

void sameCondition(bool early) {
  std::unique_lock<std::mutex> g(m);
  if (early)
    g.unlock();
  use(1);
  if (early)
    g.lock();
}
void flagByHand(bool wanted) {
  if (wanted)
    m.lock();
  use(1);
  if (wanted)
    m.unlock();
  m.lock();
  m.unlock();
}
struct Node {
  std::mutex m;
  Node *next = nullptr;
};
void handOverHand(Node *n) {
  n->m.lock();
  while (n->next) {
    Node *next = n->next;
    next->m.lock();
    n->m.unlock();
    n = next;
  }
  n->m.unlock();
}
void allOfThem(std::vector<std::unique_ptr<Node>> &v) {
  for (auto &n : v)
    n->m.lock();
  for (auto &n : v)
    n->m.unlock();
}
void byIndex(std::mutex *locks, int i, int j) {
  locks[i].lock();
  locks[j].lock();
  ++i;
  locks[i].lock();
}
struct Table {
  Node shards[8];
  std::mutex m;
  void all() {
    for (int i = 0; i < 8; ++i)
      shards[i].m.lock();
    for (int i = 0; i < 8; ++i)
      shards[i].m.unlock();
  }
  void maybe(bool isLocked) {
    if (!isLocked)
      m.lock();
    use(1);
    if (!isLocked)
      m.unlock();
  }
  void callsMaybe() {
    std::lock_guard<std::mutex> g(m);
    maybe(true);
  }
  void unlocked() {
    m.unlock();
    use(1);
    m.lock();
  }
  void callsUnlocked() {
    std::lock_guard<std::mutex> g(m);
    unlocked();
  }
  void afterUnlocked() {
    callsUnlocked();
    callsUnlocked();
  }
  void wait(std::condition_variable &c) {
    std::unique_lock<std::mutex> g(m);
    c.wait(g, [&] { return flip(); });
  }
  void waits(std::condition_variable &c) {
    wait(c);
    wait(c);
  }
  void later() {
    std::lock_guard<std::mutex> g(m);
    auto f = [this] { std::lock_guard<std::mutex> inner(m); };
    use(f);
  }
};
void give(std::mutex &m);         // may unlock it, for all we know
void give(std::unique_lock<std::mutex> &g);
void unknownCallee() {
  m.lock();
  give(m);
  m.lock();
}
void unknownCalleeOfGuard() {
  std::unique_lock<std::mutex> g(m);
  give(g);
  m.lock();
}
void attempts() {
  while (!m.try_lock())
    use(1);
  m.unlock();
  m.lock();
  m.unlock();
}
void resetGuard() {
  std::unique_lock<std::mutex> g(m);
  g = std::unique_lock<std::mutex>();
  m.lock();
  m.unlock();
}
void guardOnTheHeap() {
  auto g = std::make_unique<std::unique_lock<std::mutex>>(m);
  g.reset();
  m.lock();
  m.unlock();
}
pthread_mutex_t recursive; // by its attributes
void posix() {
  pthread_mutex_lock(&recursive);
  pthread_mutex_lock(&recursive);
  pthread_mutex_unlock(&recursive);
  pthread_mutex_unlock(&recursive);
}
// What asserts that the lock is held, and then gives it back for a while.
class __attribute__((capability("mutex"))) Mutex {
public:
  void Lock() __attribute__((acquire_capability()));
  void Unlock() __attribute__((release_capability()));
  void AssertHeld() __attribute__((assert_capability()));
};
struct Asserts {
  Mutex mutex;
  void gap() __attribute__((requires_capability(mutex))) {
    mutex.AssertHeld();
    mutex.Unlock();
    use(1);
    mutex.Lock();
  }
  void calls() __attribute__((requires_capability(mutex))) {
    mutex.AssertHeld();
    gap();
    gap();
  }
};
// What wants the lock held gives it back for a while.
struct Gap {
  std::mutex m;
  void gap(bool b) __attribute__((requires_capability(m))) {
    if (b) {
      m.unlock();
      use(1);
      m.lock();
    }
  }
  void calls(bool b) {
    {
      std::lock_guard<std::mutex> g(m);
      gap(b);
      gap(b);
    }
    std::lock_guard<std::mutex> g(m);
  }
};
// The guard's end is in another file.
struct Opaque {
  explicit Opaque(std::mutex &m);
  ~Opaque();
};
void opaqueGuards() {
  Opaque a(m);
  Opaque b(m);
}
void gotoAgain(int n) {
again:
  m.lock();
  if (n--) {
    m.unlock();
    goto again;
  }
  m.unlock();
}
void thrown() {
  try {
    std::lock_guard<std::mutex> g(m);
    throw 1;
  } catch (int) {
    std::lock_guard<std::mutex> g(m);
  }
}
void swapped(std::mutex &n) {
  std::unique_lock<std::mutex> a(m), b(n, std::defer_lock);
  a.swap(b);
  b.unlock();
  m.lock();
  m.unlock();
}
