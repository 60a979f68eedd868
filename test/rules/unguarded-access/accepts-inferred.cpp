// What most accesses do under a lock, others need not do so: before there are
// threads, where nobody else can be, where the caller holds the lock, and where
// most do not.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,unguarded-access %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using Guard = std::lock_guard<std::mutex>;

template <class A, class B> void both(A a, B b) {
  std::thread t(a);
  b();
  t.join();
}

// Made and ended by one thread; helpers that only constructors call are, too.
struct MadeAndEnded {
  explicit MadeAndEnded(int v) : n(v) { init(); }
  MadeAndEnded() { n = 1; }
  ~MadeAndEnded() { n = 0; }
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
    both([this] { set(1), add(1); }, [this] { get(); });
  }

private:
  void init() { n += 1; }
  std::mutex mu;
  int n = 0;
};

// Before its thread has started, and after it has been joined.
struct StartAndStop {
  void start() {
    running = true;
    thread = std::thread([this] { work(); });
    stop();
  }
  void stop() {
    {
      Guard g(mu);
      running = false;
    }
    thread.join();
    running = false;
  }
  bool isRunning() {
    Guard g(mu);
    return running;
  }

private:
  void work() {
    while (isRunning()) {
      Guard g(mu);
      turns += running;
    }
  }
  std::mutex mu;
  std::thread thread;
  bool running = false;
  int turns = 0;
};

// A helper whose callers all hold the lock, and the helper's helper.
struct Helpers {
  void set(int v) {
    Guard g(mu);
    put(v);
  }
  void add(int v) {
    Guard g(mu);
    put(n + v);
  }
  int get() {
    Guard g(mu);
    return n;
  }
  void start() {
    both([this] { set(1), add(1); }, [this] { get(); });
  }

private:
  void put(int v) {
    note();
    n = v;
  }
  void note() { last = n; }
  std::mutex mu;
  int n = 0, last = 0;
};

// Closures that run in place, and predicates, hold what their caller holds.
struct InPlace {
  void set(int v) {
    Guard g(mu);
    std::for_each(list.begin(), list.end(), [this, v](int i) { n = i + v; });
    list.push_back(n);
  }
  void add(int v) {
    Guard g(mu);
    auto plus = [&] { n += v; };
    plus();
    changed.notify_all();
  }
  void wait() {
    std::unique_lock<std::mutex> g(mu);
    changed.wait(g, [this] { return n > 0; });
    n = 0;
  }
  template <class F> void with(F f) {
    Guard g(mu);
    f();
  }
  void clear() {
    with([this] { n = 0; });
  }
  void start() {
    both([this] { set(1), add(1), clear(), add(2); }, [this] { wait(); });
  }

private:
  std::mutex mu;
  std::condition_variable changed;
  std::vector<int> list;
  int n = 0;
};

// Fields that are not guarded: never written later, atomic, or by most without.
struct NotGuarded {
  explicit NotGuarded(int l) : limit(l) {}
  int roomLeft() {
    Guard g(mu);
    return limit - used;
  }
  bool isFull() {
    Guard g(mu);
    return limit == used;
  }
  void take() {
    Guard g(mu);
    used = std::min(used + 1, limit);
    ++taken;
  }
  int get() { return limit; }
  int count() { return taken; }
  void mostlyWithout() {
    ++own;
    own += 2;
    Guard g(mu);
    ++own;
  }

private:
  std::mutex mu;
  int limit;
  int used = 0;
  int own = 0;
  std::atomic<int> taken{0};
};

// What the function has made itself.
struct Made {
  static std::unique_ptr<Made> make() {
    auto p = std::make_unique<Made>();
    p->n = 1;
    return p;
  }
  static Made *makeRaw() {
    Made *p = new Made;
    p->n = 2;
    return p;
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

private:
  std::mutex mu;
  int n = 0;
};

// A function that says by its name that the lock is held.
struct ByName {
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
  int getLocked() { return n; }
  int get_nolock() { return n; }

private:
  std::mutex mu;
  int n = 0;
};

// Conditional locking, and locks that may be held.
struct Conditional {
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
  void maybe(bool isShared) {
    std::unique_lock<std::mutex> g(mu, std::defer_lock);
    if (isShared)
      g.lock();
    ++n;
  }

private:
  std::mutex mu;
  int n = 0;
};

// A name of the same object that a local pointer has.
struct Node {
  std::mutex mu;
  int n = 0;
};
void setNode(Node *p, int v) {
  Guard g(p->mu);
  p->n = v;
}
int getNode(const std::shared_ptr<Node> &p) {
  Guard g(p->mu);
  return p->n;
}
void swapNodes(std::vector<Node *> &v) {
  for (Node *p : v) {
    Guard g(p->mu);
    p->n = 0;
  }
}
void addNode(std::map<int, std::shared_ptr<Node>> &nodes, int k) {
  auto it = nodes.find(k);
  Guard g(it->second->mu);
  it->second->n += 1;
}

// By its name, no thread uses the object yet.
struct SetUpByName {
  void initialize(int v) {
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

private:
  std::mutex mu;
  int n = 0;
};

// Who calls a callback may hold the lock of what it is given.
struct GivenToACallback {
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
  void askLocked(void (*callback)(void *)) {
    Guard g(mu);
    callback(this);
  }
  static void forget(void *p) { static_cast<GivenToACallback *>(p)->n = 0; }
  void forgetLater() { askLocked(&forget); }

private:
  std::mutex mu;
  int n = 0;
};

// A callee that gives a lock back and takes it again, by whatever name, leaves it as it was.
struct Errors {
  std::mutex *of;
  void recover() {
    of->unlock();
    of->lock();
  }
};
struct GivenBackByAnotherName {
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
    errors.recover();
    clearLocked();
  }

private:
  void clearLocked() { n = 0; }
  std::mutex mu;
  Errors errors{&mu};
  int n = 0;
};

// Who writes under two locks may be read under either.
struct WrittenUnderTwo {
  void set(int v) {
    Guard g(mu);
    Guard h(log);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    Guard h(log);
    n += v;
  }
  int get() {
    Guard g(mu);
    return n;
  }
  int logged() {
    Guard h(log);
    return n;
  }

private:
  std::mutex mu, log;
  int n = 0;
};

// A function of a member that reads only what is constant needs no lock, also where others might override it.
struct Area {
  virtual int size() const { return limit; }
  virtual int all() const { return used; }
  virtual void grow(int n) { used += n; }
  virtual ~Area() = default;
  const int limit = 8;
  int used = 0;
};
struct ReadsWhatIsConstant {
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

private:
  std::mutex mu;
  Area area;
};

// What only the begin and the end of an object's use write is constant in between.
struct WrittenWhereItIsOpenedAndClosed {
  void open(int v) {
    Guard g(mu);
    n = v;
  }
  void closeAll() {
    Guard g(mu);
    n = 0;
  }
  int get() {
    Guard g(mu);
    return n;
  }
  int peek() { return n; }

private:
  std::mutex mu;
  int n = 0;
};

// A name that says when the function runs speaks of the closures in it, too.
struct MarkedDuringOpen {
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
  template <class F> void forAll(F f) { f(); }
  void markAllDuringOpen() {
    forAll([this] { n = 1; });
  }

private:
  std::mutex mu;
  int n = 0;
};
