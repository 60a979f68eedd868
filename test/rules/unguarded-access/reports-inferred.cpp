// What most accesses do under a lock, one does without it. Each case has a
// silent twin. The drivers of run/ start both sides of each class.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,unguarded-access %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

using Guard = std::lock_guard<std::mutex>;

#ifdef HOLDFAST_RUN // so that the other thread comes first
#define LATER std::this_thread::sleep_for(run::patience),
#else
#define LATER
#endif

template <class A, class B> void both(A a, B b) {
  std::thread t(a);
  b();
  t.join();
}

struct ReadWithoutTheLock {
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
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: warning: 'n' is read without 'mu' [holdfast-unguarded-access]
  // CHECK: :[[@LINE-11]]:{{[0-9]+}}: note: 3 of 4 accesses hold 'mu', as here
  // CHECK: help: hold 'mu' here
  int get() { return n; }
  void start() {
    both([this] { set(1), add(1), twice(); }, [this] { get(); });
  }

private:
  std::mutex mu;
  int n = 0;
};
struct ReadWithTheLock {
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
  int get() {
    Guard g(mu);
    return n;
  }
  void start() {
    both([this] { set(1), add(1), twice(); }, [this] { get(); });
  }

private:
  std::mutex mu;
  int n = 0;
};

// A helper is called once without the lock, and else with it.
struct HelperCalledWithout {
  void set(int v) {
    Guard g(mu);
    put(v);
  }
  void add(int v) {
    Guard g(mu);
    put(n + v);
  }
  void clear() {
    Guard g(mu);
    put(0);
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'put' is called without 'mu', which 3 of 4 calls of it hold [holdfast-unguarded-access]
  void reset() { put(1); }
  void start() {
    both([this] { set(1), add(1), clear(); }, [this] { reset(); });
  }

private:
  void put(int v) {
    last = n;
    n = v;
  }
  std::mutex mu;
  int n = 0, last = 0;
};
struct HelperCalledWith {
  void set(int v) {
    Guard g(mu);
    put(v);
  }
  void add(int v) {
    Guard g(mu);
    put(n + v);
  }
  void clear() {
    Guard g(mu);
    put(0);
  }
  void reset() {
    Guard g(mu);
    put(1);
  }
  void start() {
    both([this] { set(1), add(1), clear(); }, [this] { reset(); });
  }

private:
  void put(int v) {
    last = n;
    n = v;
  }
  std::mutex mu;
  int n = 0, last = 0;
};

// The lock of another object is none of this one's.
struct LockOfAnother {
  explicit LockOfAnother(int v) : n(v) {}
  LockOfAnother() = default;
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  int get() {
    Guard g(mu);
    return n;
  }
  int takes(LockOfAnother &o) {
    Guard g(mu);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'o.n' is read without 'o.mu' [holdfast-unguarded-access]
    n = o.n;
    return n;
  }
  void start() {
    LockOfAnother other;
    both([&] { other.set(1), other.get(); }, [&] { takes(other); });
  }

private:
  std::mutex mu;
  int n = 0;
};
struct LockOfBoth {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  int get() {
    Guard g(mu);
    return n;
  }
  int takes(LockOfBoth &o) {
    std::scoped_lock g(mu, o.mu);
    n = o.n;
    return n;
  }
  void start() {
    LockOfBoth other;
    both([&] { other.set(1), other.get(); }, [&] { takes(other); });
  }

private:
  std::mutex mu;
  int n = 0;
};

// A lock that is shared with readers does not allow to write.
struct WriteUnderSharedLock {
  void set(int v) {
    std::unique_lock<std::shared_mutex> g(mu);
    n = v;
  }
  int get() {
    std::shared_lock<std::shared_mutex> g(mu);
    return n;
  }
  int twice() {
    std::shared_lock<std::shared_mutex> g(mu);
    return n + n;
  }
  void count() {
    std::shared_lock<std::shared_mutex> g(mu);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is written with 'mu' held for reading only [holdfast-unguarded-access]
    ++n;
  }
  void start() {
    both([this] { get(), twice(); }, [this] { count(); });
  }

private:
  std::shared_mutex mu;
  int n = 0;
};
struct WriteUnderUniqueLock {
  void set(int v) {
    std::unique_lock<std::shared_mutex> g(mu);
    n = v;
  }
  int get() {
    std::shared_lock<std::shared_mutex> g(mu);
    return n;
  }
  int twice() {
    std::shared_lock<std::shared_mutex> g(mu);
    return n + n;
  }
  void count() {
    std::unique_lock<std::shared_mutex> g(mu);
    ++n;
  }
  void start() {
    both([this] { get(), twice(); }, [this] { count(); });
  }

private:
  std::shared_mutex mu;
  int n = 0;
};

// Containers and what is in them.
struct Container {
  void put(const std::string &k, int v) {
    Guard g(mu);
    map[k] = v;
  }
  void drop(const std::string &k) {
    Guard g(mu);
    map.erase(k);
  }
  bool has(const std::string &k) {
    Guard g(mu);
    return map.count(k);
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'map' is read without 'mu' [holdfast-unguarded-access]
  bool any() { return !map.empty(); }
  void start() {
    both([this] { put("a", 1), drop("a"), has("b"); }, [this] { any(); });
  }

private:
  std::mutex mu;
  std::map<std::string, int> map;
};
struct ContainerLocked {
  void put(const std::string &k, int v) {
    Guard g(mu);
    map[k] = v;
  }
  void drop(const std::string &k) {
    Guard g(mu);
    map.erase(k);
  }
  bool has(const std::string &k) {
    Guard g(mu);
    return map.count(k);
  }
  bool any() {
    Guard g(mu);
    return !map.empty();
  }
  void start() {
    both([this] { put("a", 1), drop("a"), has("b"); }, [this] { any(); });
  }

private:
  std::mutex mu;
  std::map<std::string, int> map;
};

// The lock is given back before the last access.
struct AfterTheUnlock {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  int get() {
    Guard g(mu);
    return n;
  }
  int next() {
    std::unique_lock<std::mutex> g(mu);
    ++n;
    g.unlock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is read without 'mu' [holdfast-unguarded-access]
    return n;
  }
  void start() {
    both([this] { LATER set(1), get(); }, [this] { next(); });
  }

private:
  std::mutex mu;
  int n = 0;
};
struct BeforeTheUnlock {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  int get() {
    Guard g(mu);
    return n;
  }
  int next() {
    std::unique_lock<std::mutex> g(mu);
    ++n;
    int seen = n;
    g.unlock();
    return seen;
  }
  void start() {
    both([this] { set(1), get(); }, [this] { next(); });
  }

private:
  std::mutex mu;
  int n = 0;
};

// A global, by a global lock.
namespace global {
std::mutex mu;
int count;
void add() {
  Guard g(mu);
  ++count;
}
void drop() {
  Guard g(mu);
  --count;
}
int twice() {
  Guard g(mu);
  return 2 * count;
}
} // namespace global
void globalWithout() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'count' is read without 'mu' [holdfast-unguarded-access]
  both([] { global::add(), global::drop(), global::twice(); }, [] { use(global::count); });
}
void globalWith() {
  both([] { global::add(), global::drop(), global::twice(); },
       [] {
         Guard g(global::mu);
         use(global::count);
       });
}

// A part of a member that is guarded as a whole.
struct Part {
  void add() {
    Guard g(mu);
    ++stats.hits;
  }
  void clear() {
    Guard g(mu);
    stats.hits = 0;
  }
  int twice() {
    Guard g(mu);
    return 2 * stats.hits;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'stats.hits' is read without 'mu' [holdfast-unguarded-access]
  int get() { return stats.hits; }
  void start() {
    both([this] { add(), clear(), twice(); }, [this] { get(); });
  }

private:
  struct Stats {
    int hits = 0;
  };
  std::mutex mu;
  Stats stats;
};
struct PartLocked {
  void add() {
    Guard g(mu);
    ++stats.hits;
  }
  void clear() {
    Guard g(mu);
    stats.hits = 0;
  }
  int twice() {
    Guard g(mu);
    return 2 * stats.hits;
  }
  int get() {
    Guard g(mu);
    return stats.hits;
  }
  void start() {
    both([this] { add(), clear(), twice(); }, [this] { get(); });
  }

private:
  struct Stats {
    int hits = 0;
  };
  std::mutex mu;
  Stats stats;
};

// The lock is one of the base class.
struct Base {
protected:
  std::mutex mu;
};
struct LockOfTheBase : Base {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }
  void clear() {
    Guard g(mu);
    n = 0;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is read without 'mu' [holdfast-unguarded-access]
  int get() { return n; }
  void start() {
    both([this] { set(1), add(1), clear(); }, [this] { get(); });
  }

private:
  int n = 0;
};
struct LockOfTheBaseTaken : Base {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }
  void clear() {
    Guard g(mu);
    n = 0;
  }
  int get() {
    Guard g(mu);
    return n;
  }
  void start() {
    both([this] { set(1), add(1), clear(); }, [this] { get(); });
  }

private:
  int n = 0;
};

// A name that does not say that no thread uses the object; `initialize` in
// accepts-inferred.cpp does.
struct ChangedByName {
  void renew(int v) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is written without 'mu' [holdfast-unguarded-access]
    n = v;
  }
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }
  int get() {
    Guard g(mu);
    return n;
  }
  void start() {
    both([this] { set(1), add(1), get(); }, [this] { renew(2); });
  }


private:
  std::mutex mu;
  int n = 0;
};

// A thread runs the function itself; a callback of somebody who may hold the lock
// is in accepts-inferred.cpp.
struct RunByAThread {
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }
  int get() {
    Guard g(mu);
    return n;
  }
  static void forget(RunByAThread *p) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'p->n' is written without 'p->mu' [holdfast-unguarded-access]
    p->n = 0;
  }
  void start() {
    std::thread t(&forget, this);
    set(1), add(1), get();
    t.join();
  }

private:
  std::mutex mu;
  int n = 0;
};

// A function of a member reads the member, where it reads what changes.
struct Area {
  virtual int size() const { return limit; }
  virtual int all() const { return used; }
  virtual void grow(int n) { used += n; }
  virtual ~Area() = default;
  const int limit = 8;
  int used = 0;
};
struct ReadsWhatChanges {
  void set(int v) {
    Guard g(mu);
    area.grow(v);
  }
  void add(int v) {
    Guard g(mu);
    area.grow(v + 1);
  }
  int get() {
    Guard g(mu);
    return area.all();
  }
  int size() { return area.size(); }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'area' is read without 'mu' [holdfast-unguarded-access]
  int all() { return area.all(); }
  void start() {
    both([this] { LATER set(1), add(1), get(); }, [this] { size(), all(); });
  }

private:
  std::mutex mu;
  Area area;
};
