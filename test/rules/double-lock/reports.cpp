// A lock is taken again while this thread holds it: by hand, by guards, through
// callees, closures and guards of the project's own; or what annotations exclude
// under a lock is called while it is held. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,double-lock' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <vector>

std::mutex m, other;

void byHand() {
  m.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
  m.lock();
  m.unlock();
}
void byHandTwoLocks() {
  m.lock();
  other.lock();
  other.unlock();
  m.unlock();
}
void byHandAfterUnlock() {
  m.lock();
  m.unlock();
  m.lock();
  m.unlock();
}
void byGuards() {
  std::lock_guard<std::mutex> a(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
  std::lock_guard<std::mutex> b(m);
}
void byGuardsInBlocks() {
  { std::lock_guard<std::mutex> a(m); }
  std::lock_guard<std::mutex> b(m);
}
void byScopedLock() {
  std::unique_lock<std::mutex> a(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
  std::scoped_lock b(other, m);
}
void byScopedLockOfAnother() {
  std::unique_lock<std::mutex> a(m);
  std::scoped_lock b(other);
}
void byDeferredGuard() {
  std::unique_lock<std::mutex> a(m);
  std::unique_lock<std::mutex> b(m, std::defer_lock);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
  b.lock();
}
void byDeferredGuardThatIsNotUsed() {
  std::unique_lock<std::mutex> a(m);
  std::unique_lock<std::mutex> b(m, std::defer_lock);
}
void byDeferredGuardOnly() {
  std::unique_lock<std::mutex> a(m, std::defer_lock);
  a.lock();
}
void guardLocksAgain() {
  std::unique_lock<std::mutex> a(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
  a.lock();
}
void guardLocksAgainAfterUnlock() {
  std::unique_lock<std::mutex> a(m);
  a.unlock();
  a.lock();
}
void adoptedThenLocked() {
  m.lock();
  std::lock_guard<std::mutex> a(m, std::adopt_lock);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
  m.lock();
}
void movedGuard() {
  std::unique_lock<std::mutex> a(m);
  std::unique_lock<std::mutex> b = std::move(a);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
  m.lock();
  m.unlock();
}
void movedGuardThatEnds() {
  std::unique_lock<std::mutex> a(m);
  { std::unique_lock<std::mutex> b = std::move(a); }
  m.lock();
  m.unlock();
}
void releasedGuard() {
  std::unique_lock<std::mutex> a(m);
  a.release();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
  m.lock();
  m.unlock();
}
void alias() {
  std::mutex &r = m;
  std::lock_guard<std::mutex> a(r);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
  m.lock();
}
void aliasOfAnother() {
  std::mutex &r = other;
  std::lock_guard<std::mutex> a(r);
  m.lock();
  m.unlock();
}
void pointer(std::mutex *p) {
  p->lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*p' is locked while it is held already [holdfast-double-lock]
  p->lock();
}
void pointerThatChanges(std::mutex *p, std::mutex *q) {
  p->lock();
  p = q;
  p->lock();
}
void inALoop(int n) {
  for (int i = 0; i < n; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it may be held already [holdfast-double-lock]
    m.lock();
}
void inALoopWithUnlock(int n) {
  for (int i = 0; i < n; ++i) {
    m.lock();
    m.unlock();
  }
}
void onOnePath() {
  std::unique_lock<std::mutex> a(m);
  if (flip())
    a.unlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it may be held already [holdfast-double-lock]
  m.lock();
  m.unlock();
}
void afterAnAttempt() {
  if (m.try_lock())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
    m.lock();
}
void afterAnAttemptThatFailed() {
  if (!m.try_lock())
    m.lock();
  m.unlock();
}

// Readers and writers.
std::shared_mutex rw;
void writesWhileItReads() {
  std::shared_lock<std::shared_mutex> a(rw);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'rw' is locked while it is held already [holdfast-double-lock]
  std::unique_lock<std::shared_mutex> b(rw);
}
void readsWhileItReads() {
  std::shared_lock<std::shared_mutex> a(rw);
  std::shared_lock<std::shared_mutex> b(rw);
}

// Through callees.
struct Account {
  std::mutex mutex;
  std::recursive_mutex nested;
  int n = 0;
  void add(int by) {
    std::lock_guard<std::mutex> g(mutex);
    n += by;
  }
  void addByHelper(int by) { add(by); }
  void addTwice(int by) {
    std::lock_guard<std::mutex> g(mutex);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'add' locks 'mutex', which is held already here [holdfast-double-lock]
    add(by);
  }
  void addTwiceDeep(int by) {
    std::lock_guard<std::mutex> g(mutex);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'addByHelper' locks 'mutex', which is held already here [holdfast-double-lock]
    addByHelper(by);
  }
  void addAfterwards(int by) {
    { std::lock_guard<std::mutex> g(mutex); }
    add(by);
  }
  void addTo(Account &another) {
    std::lock_guard<std::mutex> g(mutex);
    another.add(1);
  }
  std::unique_lock<std::mutex> guard() { return std::unique_lock<std::mutex>(mutex); }
  void withGuard() {
    auto g = guard();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'add' locks 'mutex', which is held already here [holdfast-double-lock]
    add(1);
  }
  void withGuardThatIsGone() {
    { auto g = guard(); }
    add(1);
  }
  void addNested() { std::lock_guard<std::recursive_mutex> g(nested); }
  void nestedTwice() {
    std::lock_guard<std::recursive_mutex> g(nested);
    addNested();
  }
};
void lockGlobal() { std::lock_guard<std::mutex> g(m); }
void lockOther() { std::lock_guard<std::mutex> g(other); }
void globalThroughCallee() {
  std::lock_guard<std::mutex> g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'lockGlobal' locks 'm', which is held already here [holdfast-double-lock]
  lockGlobal();
}
void globalThroughAnotherCallee() {
  std::lock_guard<std::mutex> g(m);
  lockOther();
}
void closureInPlace(std::vector<int> &v) {
  std::lock_guard<std::mutex> g(m);
  std::for_each(v.begin(), v.end(), [](int i) {
    std::lock_guard<std::mutex> inner(other);
    use(i);
  });
  auto lockIt = [] { std::lock_guard<std::mutex> inner(m); };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'operator()' locks 'm', which is held already here [holdfast-double-lock]
  lockIt();
}

// The project's own guard and lock.
struct Guard {
  std::mutex &mutex;
  explicit Guard(std::mutex &given) : mutex(given) { mutex.lock(); }
  ~Guard() { mutex.unlock(); }
};
void ownGuards() {
  Guard a(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'Guard' locks 'm', which is held already here [holdfast-double-lock]
  Guard b(m);
}
void ownGuardsInBlocks() {
  { Guard a(m); }
  Guard b(m);
}
class Own {
public:
  void lock() { inner.lock(); }
  void unlock() { inner.unlock(); }

private:
  std::mutex inner;
};
void ownLock(Own &o) {
  std::lock_guard<Own> a(o);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'lock' locks 'o.inner', which is held already here [holdfast-double-lock]
  o.lock();
}
void ownLockOfTwo(Own &o, Own &p) {
  std::lock_guard<Own> a(o);
  p.lock();
  p.unlock();
}

// What annotations say.
std::recursive_mutex nested;
void excluded() __attribute__((locks_excluded(m)));
void excludedNested() __attribute__((locks_excluded(nested)));
void callsExcluded() {
  std::lock_guard<std::mutex> a(m);
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 'excluded' must be called without 'm', which is held already here [holdfast-double-lock]
  // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: locked here
  excluded();
}
void callsExcludedUnderAnother() {
  std::lock_guard<std::mutex> a(other);
  excluded();
}
void callsExcludedAfterwards() {
  { std::lock_guard<std::mutex> a(m); }
  excluded();
}
void callsExcludedOfRecursive() {
  std::lock_guard<std::recursive_mutex> a(nested);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'excludedNested' must be called without 'nested', which is held already here
  excludedNested();
}
void callsExcludedOnOnePath() {
  std::unique_lock<std::mutex> a(m);
  if (flip())
    a.unlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'excluded' must be called without 'm', which may be held already here
  excluded();
}
void callsExcludedOnTheOtherPath() {
  std::unique_lock<std::mutex> a(m);
  if (flip()) {
    a.unlock();
    excluded();
  }
}
void callsExcludedUnderTheCallersLock() __attribute__((requires_capability(m))) {
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 'excluded' must be called without 'm', which is held already here
  // CHECK: :[[@LINE-2]]:6: note: its caller holds it, as the annotation of this function says
  excluded();
}
void locksUnderTheCallersLock() __attribute__((requires_capability(m))) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is locked while it is held already [holdfast-double-lock]
  m.lock();
}
void locksUnderAnotherOfTheCallers() __attribute__((requires_capability(other))) {
  m.lock();
  m.unlock();
}

// A pointer to a base class points to what is in the object.
struct Lockable {
  std::mutex mu;
  void lock() { mu.lock(); }
  void unlock() { mu.unlock(); }
};
struct Aligned : Lockable {};
struct ByPointer {
  explicit ByPointer(Lockable *l) : l(l) { l->lock(); }
  ~ByPointer() { l->unlock(); }
  Lockable *l;
};
void locksTheBaseClass(Aligned &a) {
  ByPointer g(&a);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'lock' locks 'a.mu', which is held already here [holdfast-double-lock]
  a.lock();
}
void locksAnothersBaseClass(Aligned &a, Aligned &b) {
  ByPointer g(&a);
  b.lock();
  b.unlock();
}
