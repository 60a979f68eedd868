// Data that is declared to be guarded is touched without its lock. Each case has
// a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
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
  std::mutex m, other;
  std::shared_mutex rw;
  int n GUARDED_BY(m) = 0;
  int shared GUARDED_BY(rw) = 0;
  std::string text GUARDED_BY(m);
  std::vector<int> list GUARDED_BY(m);
  int *pointer PT_GUARDED_BY(m) = nullptr;
  int plain = 0;

  void writes() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'm', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void writesLocked() {
    std::lock_guard<std::mutex> g(m);
    n = 1;
  }
  void writesPlain() { plain = 1; }
  int reads() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is read without 'm', which guards it [holdfast-unguarded-access]
    return n;
  }
  int readsLocked() {
    std::lock_guard<std::mutex> g(m);
    return n;
  }
  void increments() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'm', which guards it [holdfast-unguarded-access]
    ++n;
  }
  void wrongLock() {
    std::lock_guard<std::mutex> g(other);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'm', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void afterUnlock() {
    std::unique_lock<std::mutex> g(m);
    n = 1;
    g.unlock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'm', which guards it [holdfast-unguarded-access]
    n = 2;
  }
  void afterTheBlock() {
    { std::lock_guard<std::mutex> g(m); }
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'm', which guards it [holdfast-unguarded-access]
    n = 2;
  }
  void byHand() {
    m.lock();
    n = 1;
    m.unlock();
  }
  void container() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'list' is written without 'm', which guards it [holdfast-unguarded-access]
    list.push_back(1);
  }
  void containerLocked() {
    std::lock_guard<std::mutex> g(m);
    list.push_back(1);
  }
  void assigns(std::string s) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is written without 'm', which guards it [holdfast-unguarded-access]
    text = std::move(s);
  }
  void pointee() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what 'pointer' points to is written without 'm', which guards it [holdfast-unguarded-access]
    *pointer = 1;
  }
  void pointerItself(int *p) { pointer = p; }
  void pointeeLocked() {
    std::lock_guard<std::mutex> g(m);
    *pointer = 1;
  }
  int readsShared() {
    std::shared_lock<std::shared_mutex> g(rw);
    return shared;
  }
  void writesShared() {
    std::shared_lock<std::shared_mutex> g(rw);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'shared' is written with 'rw' held for reading only [holdfast-unguarded-access]
    shared = 1;
  }
  void writesExclusive() {
    std::unique_lock<std::shared_mutex> g(rw);
    shared = 1;
  }
  void another(Account &a) {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a.n' is written without 'a.m', which guards it [holdfast-unguarded-access]
    a.n = 1;
  }
  void anotherLocked(Account &a) {
    std::lock_guard<std::mutex> g(a.m);
    a.n = 1;
  }
  void reference() {
    int &r = n;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'm', which guards it [holdfast-unguarded-access]
    r = 1;
  }
  void referenceLocked() {
    int &r = n;
    std::lock_guard<std::mutex> g(m);
    r = 1;
  }
  void wants() REQUIRES(m) { n = 1; }
  void wantsShared() REQUIRES_SHARED(rw);
  void calls() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'wants' is called without 'm', which it wants held [holdfast-unguarded-access]
    wants();
  }
  void callsLocked() {
    std::lock_guard<std::mutex> g(m);
    wants();
  }
  void callsShared() {
    std::shared_lock<std::shared_mutex> g(rw);
    wantsShared();
  }
};

std::mutex globalMutex;
int global GUARDED_BY(globalMutex);
void ofGlobal() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'global' is written without 'globalMutex', which guards it [holdfast-unguarded-access]
  global = 1;
}
void ofGlobalLocked() {
  std::lock_guard<std::mutex> g(globalMutex);
  global = 1;
}
void ofArgument(Account *a) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a->n' is written without 'a->m', which guards it [holdfast-unguarded-access]
  a->n = 1;
}
void ofArgumentLocked(Account *a) {
  std::lock_guard<std::mutex> g(a->m);
  a->n = 1;
}

// An annotated lock and guard without a body.
class CAPABILITY Mutex {
public:
  void Lock() ACQUIRE();
  void Unlock() RELEASE();
  bool TryLock() TRY_ACQUIRE(true);
  void AssertHeld() ASSERT_HELD();
};
class SCOPED MutexLock {
public:
  explicit MutexLock(Mutex *mu) ACQUIRE(mu);
  ~MutexLock() RELEASE();
};
struct Annotated {
  Mutex mu;
  int n GUARDED_BY(mu) = 0;
  void bare() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void byHand() {
    mu.Lock();
    n = 1;
    mu.Unlock();
  }
  void byGuard() {
    MutexLock l(&mu);
    n = 1;
  }
  void afterGuard() {
    { MutexLock l(&mu); }
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void attempt() {
    if (mu.TryLock()) {
      n = 1;
      mu.Unlock();
    } else {
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
      n = 2;
    }
  }
  void asserted() {
    mu.AssertHeld();
    n = 1;
  }
  void unlocks() REQUIRES(mu) {
    n = 1;
    mu.Unlock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 2;
    mu.Lock();
  }
};

// What the destructor does to its object, nobody else can see; what a delete
// before it does, they can.
struct Entry {
  Mutex mu;
  int *rep GUARDED_BY(mu) = nullptr;
  ~Entry() {
    if (rep)
      delete rep;
  }
  void endItself() { delete this; }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'rep' is read without 'mu', which guards it [holdfast-unguarded-access]
  void endItsPart() { delete rep; }
};
struct Queue {
  Mutex mu;
  int tail GUARDED_BY(mu) = 0;
};
struct Handle {
  Queue *queue;
  ~Handle() {
    MutexLock l(&queue->mu);
    queue->tail = 0;
  }
};
void endAfterTheLock(Handle *h) {
  Queue *const queue = h->queue;
  {
    MutexLock l(&queue->mu);
    queue->tail = 1;
  }
  delete h;
}

// Closures hold what who runs them holds; a thread holds nothing.
struct Counter {
  std::mutex m;
  int n GUARDED_BY(m) = 0;
  int plain = 0;
  std::vector<int> list;

  void inAThread() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'm', which guards it [holdfast-unguarded-access]
    std::thread([this] { n = 1; }).detach();
  }
  void inAThreadUnderItsLock() {
    std::thread([this] {
      std::lock_guard<std::mutex> g(m);
      n = 1;
    }).detach();
  }
  void plainInAThread() {
    std::thread([this] { plain = 1; }).detach();
  }
  void byALibrary() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'm', which guards it
    std::for_each(list.begin(), list.end(), [this](int i) { n += i; });
  }
  void byALibraryUnderItsLock() {
    std::lock_guard<std::mutex> g(m);
    std::for_each(list.begin(), list.end(), [this](int i) { n += i; });
  }
  void inPlace() {
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 'n' is written without 'm', which guards it
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: note: run here
    auto set = [this] { n = 1; };
    set();
  }
  void inPlaceUnderItsLock() {
    auto set = [this] { n = 1; };
    std::lock_guard<std::mutex> g(m);
    set();
  }
};
void closureOfArgument(Counter &c) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'c.n' is written without 'c.m', which guards it
  std::thread t([&] { c.n = 1; });
  t.join();
}
void closureOfArgumentUnderItsLock(Counter &c) {
  std::thread t([&] {
    std::lock_guard<std::mutex> g(c.m);
    c.n = 1;
  });
  t.join();
}

// One path has given the lock back.
void onOnePath(Counter &c) {
  std::unique_lock<std::mutex> g(c.m);
  if (flip())
    g.unlock();
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 'c.n' is written where 'c.m', which guards it, may not be held [holdfast-unguarded-access]
  // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: 'c.m' is given back here
  c.n = 1;
}
void onTheOtherPath(Counter &c) {
  std::unique_lock<std::mutex> g(c.m);
  if (flip()) {
    g.unlock();
    return;
  }
  c.n = 1;
}

// Passed by reference.
void change(int &n);
void increment(int &n) { ++n; }
void incrementUnder(int &n, std::mutex &m) {
  std::lock_guard<std::mutex> g(m);
  ++n;
}
void ignore(int &) {}
void passes(Counter &c) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'c.n' is passed by reference without 'c.m', which guards it [holdfast-unguarded-access]
  change(c.n);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'c.n' is passed by reference without 'c.m', which guards it
  increment(c.n);
  change(c.plain);
  incrementUnder(c.n, c.m);
  ignore(c.n);
}
void passesUnderItsLock(Counter &c) {
  std::lock_guard<std::mutex> g(c.m);
  change(c.n);
  increment(c.n);
}

// Of what a call has returned.
Counter *find();
void ofReturned() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'm', which guards it
  find()->n = 1;
}
void ofReturnedPlain() { find()->plain = 1; }
