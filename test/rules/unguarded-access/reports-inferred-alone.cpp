// Who needs no lock for what all others do under one: who moves out of what its
// caller gives away, who is called by tests or ends the object, who joins the
// threads that take the lock, and what nobody calls. Each has a twin that does.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,unguarded-access %s -- -std=c++20 -fvisibility=hidden 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <mutex>
#include <thread>
#include <vector>

#define EXPORTED __attribute__((visibility("default")))

using Guard = std::lock_guard<std::mutex>;

// What an rvalue reference is bound to, nobody else can reach; its target can be.

struct EXPORTED Source {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }
  int sum() {
    Guard g(mu);
    return n + n + n + n;
  }
  std::mutex mu;
  int n = 0;
};
struct EXPORTED Owner {
  Source *source;
};
EXPORTED void ofRvalue(Source &&from) { from.n = 0; }
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'from.n' is written without 'from.mu' [holdfast-unguarded-access]
EXPORTED void ofLvalue(Source &from) { from.n = 0; }
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'from.source->n' is written without 'from.source->mu' [holdfast-unguarded-access]
EXPORTED void ofItsTarget(Owner &&from) { from.source->n = 0; }
void assigned(Source &to, Source &&from) {
  Guard g(to.mu);
  to.n = from.n;
}

// By their names.

struct EXPORTED Named {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }
  int sum() {
    Guard g(mu);
    return n + n + n + n + n + n + n;
  }
  int TEST_size() { return n; }
  int sizeForTesting() { return n; }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is read without 'mu' [holdfast-unguarded-access]
  int sizeForTesters() { return n; }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is read without 'mu' [holdfast-unguarded-access]
  int TESTS() { return n; }
  void shutdown(bool b) {
    std::unique_lock<std::mutex> g(other, std::defer_lock);
    if (b)
      g.lock();
    n = 0;
  }
  void shutup(bool b) {
    std::unique_lock<std::mutex> g(other, std::defer_lock);
    if (b)
      g.lock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is written without 'mu' [holdfast-unguarded-access]
    n = 0;
  }

private:
  std::mutex mu, other;
  int n = 0;
};

// Threads that take the lock before they end are joined without it.

struct EXPORTED Pool {
  void start() {
    Guard g(mu);
    threads.emplace_back([this] { work(); });
  }
  void startTwo() {
    Guard g(mu);
    threads.emplace_back([this] { work(); });
    threads.emplace_back([this] { work(); });
  }
  bool isIdle() {
    Guard g(mu);
    return threads.empty();
  }
  unsigned long size() {
    Guard g(mu);
    return threads.size();
  }
  void stop() {
    for (std::thread &t : threads)
      t.join();
    threads.clear();
  }
  void drop() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'threads' is read without 'mu' [holdfast-unguarded-access]
    for (std::thread &t : threads)
      t.get_id();
  }

private:
  void work();
  std::mutex mu;
  std::vector<std::thread> threads;
};

// What only this program can call, and nobody calls.

struct EXPORTED Visible {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }
  int twice() {
    Guard g(mu);
    return 2 * n;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is read without 'mu' [holdfast-unguarded-access]
  int get() { return n; }

private:
  std::mutex mu;
  int n = 0;
};
struct Hidden {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }
  int twice() {
    Guard g(mu);
    return n + n + n + n + n + n + n;
  }
  int get() { return n; }
  // Anyone may call it through a base.
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is read without 'mu' [holdfast-unguarded-access]
  virtual int getDispatched() { return n; }
  // Its callers may be in other units, which do not say so.
  int getElsewhere();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is read without 'mu' [holdfast-unguarded-access]
  int getCalled() { return n; }

private:
  std::mutex mu;
  int n = 0;
};
// CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is read without 'mu' [holdfast-unguarded-access]
int Hidden::getElsewhere() { return n; }
EXPORTED int calls(Hidden &h) { return h.getCalled(); }

namespace {
struct OfThisUnit {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }
  int twice() {
    Guard g(mu);
    return 2 * n;
  }
  int get() { return n; }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is read without 'mu' [holdfast-unguarded-access]
  int getCalled() { return n; }

private:
  std::mutex mu;
  int n = 0;
};
} // namespace
EXPORTED int callsOfThisUnit() {
  static OfThisUnit one;
  one.set(1), one.add(2);
  return one.twice() + one.getCalled();
}
