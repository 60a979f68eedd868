// Guarded data that needs no lock here, or has it by another way, is silent.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,unguarded-access' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define PT_GUARDED_BY(x) __attribute__((pt_guarded_by(x)))
#define REQUIRES(...) __attribute__((requires_capability(__VA_ARGS__)))
#define REQUIRES_SHARED(...) __attribute__((requires_shared_capability(__VA_ARGS__)))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define TRY_ACQUIRE(...) __attribute__((try_acquire_capability(__VA_ARGS__)))
#define ASSERT_HELD(...) __attribute__((assert_capability(__VA_ARGS__)))
#define CAPABILITY __attribute__((capability("mutex")))
#define SCOPED __attribute__((scoped_lockable))
#define UNCHECKED __attribute__((no_thread_safety_analysis))

struct Account {
  mutable std::mutex m;
  std::condition_variable c;
  int n GUARDED_BY(m) = 0;
  std::vector<int> list GUARDED_BY(m);

  Account() { n = 1; }
  Account(Account &&from) : n(from.n) {}
  ~Account() { n = 0; }
  void unchecked() UNCHECKED { n = 1; }
  void moved() {
    std::unique_lock<std::mutex> g(m);
    auto h = std::move(g);
    n = 1;
  }
  void alias() {
    std::mutex &r = m;
    std::lock_guard<std::mutex> g(r);
    n = 1;
  }
  void pointer() {
    auto *self = this;
    std::lock_guard<std::mutex> g(self->m);
    n = 1;
  }
  void conditional(bool b) {
    if (b)
      m.lock();
    if (b)
      n = 1;
    if (b)
      m.unlock();
  }
  void runsNow() {
    std::lock_guard<std::mutex> g(m);
    std::for_each(list.begin(), list.end(), [this](int i) { n += i; });
  }
  void waits() {
    std::unique_lock<std::mutex> g(m);
    c.wait(g, [this] { return n > 0; });
    n = 0;
  }
  void attempt() {
    std::unique_lock<std::mutex> g(m, std::try_to_lock);
    if (!g)
      return;
    n = 1;
  }
  std::unique_lock<std::mutex> guard() { return std::unique_lock<std::mutex>(m); }
  void byHelper() {
    auto g = guard();
    n = 1;
  }
  void lock() { m.lock(); }
  void unlock() { m.unlock(); }
  void byOwnLock() {
    lock();
    n = 1;
    unlock();
  }
  void byGuardOfSelf() {
    std::lock_guard<Account> g(*this);
    n = 1;
  }
  int *address() { return &n; }
};
void local() {
  Account a;
  a.n = 1;
}
void owned() {
  auto *a = new Account;
  a->n = 1;
  delete a;
}
void inALoop(std::vector<Account> &v) {
  for (Account &a : v) {
    std::lock_guard<std::mutex> g(a.m);
    a.n = 1;
  }
}
void shared(const std::shared_ptr<Account> &a) {
  std::lock_guard<std::mutex> g(a->m);
  a->n = 1;
}
void sharedCopy(const std::shared_ptr<Account> &a) {
  auto b = a;
  std::lock_guard<std::mutex> g(b->m);
  b->n = 1;
}
struct Nested {
  Account inner;
  int n GUARDED_BY(inner.m) = 0;
  std::mutex *outside;
  int o GUARDED_BY(outside) = 0;
  void both() {
    std::lock_guard<std::mutex> g(inner.m);
    n = 1;
    inner.n = 1;
  }
  void byPointer() {
    std::lock_guard<std::mutex> g(*outside);
    o = 1;
  }
};
// A function that wants the lock held gives it back for a while.
struct Gap {
  std::mutex m;
  int n GUARDED_BY(m) = 0;
  void gap() REQUIRES(m) {
    n = 1;
    m.unlock();
    m.lock();
    n = 2;
  }
  void gapSometimes(bool b) REQUIRES(m) {
    if (b) {
      m.unlock();
      m.lock();
    }
  }
  void calls(bool b) {
    std::lock_guard<std::mutex> g(m);
    gap();
    gapSometimes(b);
    gap();
    n = 3;
  }
};
struct Derived : Account {
  void base() {
    std::lock_guard<std::mutex> g(m);
    n = 1;
  }
};
