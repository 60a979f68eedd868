// Code that takes several locks and cannot wait in a circle is silent.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,lock-order %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <functional>
#include <mutex>
#include <shared_mutex>
#include <thread>

using Guard = std::lock_guard<std::mutex>;

struct Account {
  std::mutex mutex;
  int id = 0, balance = 0;
  Account *next = nullptr;
  int key() const { return id; }
};

// The order is asked for.
void byAddress(Account &a, Account &b) {
  Guard g(&a < &b ? a.mutex : b.mutex);
  Guard h(&a < &b ? b.mutex : a.mutex);
  a.balance += b.balance;
}
void byAddressInBranches(Account &a, Account &b) {
  if (&a < &b) {
    Guard g(a.mutex);
    Guard h(b.mutex);
    a.balance += b.balance;
  } else {
    Guard g(b.mutex);
    Guard h(a.mutex);
    a.balance += b.balance;
  }
}
void byPointers(Account *a, Account *b) {
  if (a > b)
    std::swap(a, b);
  Guard g(a->mutex);
  Guard h(b->mutex);
  a->balance += b->balance;
}
void byLess(Account &a, Account &b) {
  if (std::less<Account *>()(&a, &b)) {
    Guard g(a.mutex);
    Guard h(b.mutex);
    a.balance += b.balance;
  }
}
void byIds(Account &a, Account &b) {
  if (a.id < b.id) {
    Guard g(a.mutex);
    Guard h(b.mutex);
    a.balance += b.balance;
  }
}
void byKeys(Account &a, Account &b) {
  if (a.key() >= b.key())
    return;
  Guard g(a.mutex);
  Guard h(b.mutex);
  a.balance += b.balance;
}
void addOrdered(Account &a, Account &b) {
  Guard g(a.mutex);
  Guard h(b.mutex);
  a.balance += b.balance;
}
void orderedByTheCaller(Account &a, Account &b) {
  if (&a < &b)
    addOrdered(a, b);
  else
    addOrdered(b, a);
}

// Along a structure.
int handOverHand(Account *a) {
  int sum = 0;
  a->mutex.lock();
  while (Account *next = a->next) {
    next->mutex.lock();
    a->mutex.unlock();
    sum += next->balance;
    a = next;
  }
  a->mutex.unlock();
  return sum;
}
void withTheNext(Account &a) {
  Guard g(a.mutex);
  Guard h(a.next->mutex);
}

// Together, or without waiting.
struct Together {
  void first() { std::scoped_lock g(a, b); }
  void second() { std::scoped_lock g(b, a); }
  void third() {
    std::lock(b, a);
    Guard g(a, std::adopt_lock);
    Guard h(b, std::adopt_lock);
  }
  void fourth() {
    std::unique_lock<std::mutex> g(a, std::defer_lock), h(b, std::defer_lock);
    std::lock(h, g);
  }
  void attempts() {
    Guard g(b);
    if (a.try_lock())
      a.unlock();
  }
  void attemptsByGuard() {
    Guard g(b);
    std::unique_lock<std::mutex> h(a, std::try_to_lock);
  }
  void plain() {
    Guard g(a);
    Guard h(b);
  }
  std::mutex a, b;
};

// Again, by who holds it.
struct Again {
  void inner() { std::lock_guard<std::recursive_mutex> g(a); }
  void outer() {
    std::lock_guard<std::recursive_mutex> g(a);
    Guard h(b);
    inner();
  }
  std::recursive_mutex a;
  std::mutex b;
};
struct AgainByCallers {
  std::recursive_mutex a;
  std::mutex b;
  void outer() {
    std::lock_guard<std::recursive_mutex> g(a);
    middle();
  }

private:
  void middle() {
    Guard h(b);
    inner();
  }
  void inner() { std::lock_guard<std::recursive_mutex> g(a); }
};

// All under one lock, which the callers hold.
struct CallersHoldOne {
  std::mutex outer, a, b;
  void one() {
    Guard g(outer);
    first();
  }
  void two() {
    Guard g(outer);
    second();
  }

private:
  void first() {
    Guard g(a);
    Guard h(b);
  }
  void second() {
    Guard g(b);
    Guard h(a);
  }
};

// Nobody else can know it yet.
struct Registry {
  std::mutex mutex;
  void add(struct Entry *);
};
struct Entry {
  std::mutex mutex;
  explicit Entry(Registry &in) {
    Guard g(mutex);
    in.add(this);
  }
};
void Registry::add(Entry *e) {
  Guard g(mutex);
  Guard h(e->mutex);
}

// Two threads, each with its own.
thread_local std::mutex mine;
std::mutex ours;
void ownFirst() {
  Guard g(mine);
  Guard h(ours);
}
void ownLast() {
  Guard g(ours);
  Guard h(mine);
}

// Let go of by the callee before it takes the other.
struct LetsGo {
  void outer() {
    a.lock();
    inner();
    a.unlock();
  }
  void reverse() {
    Guard g(b);
    Guard h(a);
  }
  std::mutex a, b;

private:
  void inner() {
    a.unlock();
    { Guard g(b); }
    a.lock();
  }
};

// What is given back and taken again was held, by whatever name: it is not waited for under itself.
struct Recovery {
  std::mutex *of;
  void run() {
    of->unlock();
    of->lock();
  }
};
struct Database {
  void close() {
    mu.lock();
    recovery.run();
    mu.unlock();
    stop();
  }
  void stop() {
    Guard g(mu);
    ++stops;
  }
  void compact() {
    Guard g(mu);
    recovery.run();
  }
  std::mutex mu;
  Recovery recovery{&mu};
  int stops = 0;
};
