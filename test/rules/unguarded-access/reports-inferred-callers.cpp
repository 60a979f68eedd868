// Accesses count whose callers are not seen, or tell nothing, and functions count
// where accesses disagree. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,unguarded-access %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <mutex>

using Guard = std::lock_guard<std::mutex>;

// A member of a class template that nobody calls is looked at where the class has a lock.
template <class T> struct Queue {
  void push(T v) {
    Guard g(mu);
    last = v;
    ++size;
  }
  T pop() {
    Guard g(mu);
    --size;
    return last;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'last' is written without 'mu' [holdfast-unguarded-access]
  void drop() { last = T(); }
  void clear() {
    Guard g(mu);
    last = T();
  }
  // One that does not compile for this T is nobody's.
  bool isLess() { return last < T(); }
  // And one that may not be called for it.
  bool isMore() requires requires(T a) { a > a; } { return last > T(); }

private:
  std::mutex mu;
  T last{};
  int size = 0;
};
struct Plain {};
void ofPlain(Queue<Plain> &q) { q.push(q.pop()); }

// One function with many accesses is one voice, and gets one answer.
struct RestartedTimer {
  void start(int *given) {
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: warning: 'method' is read without 'mu' [holdfast-unguarded-access]
    // CHECK: note: 3 of 4 functions that use it hold 'mu', as here
    if (method)
      return;
    method = given;
    if (*method < 0)
      method = nullptr;
  }
  void stop() {
    Guard g(mu);
    if (method)
      method = nullptr;
  }
  void restart() {
    Guard g(mu);
    method = nullptr;
  }
  bool runs() {
    Guard g(mu);
    return method != nullptr;
  }

private:
  std::mutex mu;
  int *method = nullptr;
};
// With two of four that is nobody's rule.
struct TimerOfOneThread {
  void start(int *given) {
    if (method)
      return;
    method = given;
    if (*method < 0)
      method = nullptr;
  }
  void stop() {
    Guard g(mu);
    if (method)
      method = nullptr;
  }
  void restart() { method = nullptr; }
  bool runs() {
    Guard g(mu);
    return method != nullptr;
  }

private:
  std::mutex mu;
  int *method = nullptr;
};

// What only a destructor calls here, others may call while the object is in use.
struct StoppedByAnyone {
  ~StoppedByAnyone() { stop(); }
  void start() {
    Guard g(mu);
    runs = true;
  }
  void toggle() {
    Guard g(mu);
    runs = !runs;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'runs' is written without 'mu' [holdfast-unguarded-access]
  void stop() { runs = false; }

private:
  std::mutex mu;
  bool runs = false;
};
struct StoppedAtItsEnd {
  ~StoppedAtItsEnd() { stop(); }
  void start() {
    Guard g(mu);
    runs = true;
  }
  void toggle() {
    Guard g(mu);
    runs = !runs;
  }

private:
  void stop() { runs = false; }
  std::mutex mu;
  bool runs = false;
};

// What a function returns a reference to is not the caller's alone.
struct Settings {
  void set(int v) {
    Guard g(mu);
    level = v;
  }
  void raise() {
    Guard g(mu);
    if (level < 9)
      ++level;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'level' is read without 'mu' [holdfast-unguarded-access]
  int get() const { return level; }

private:
  mutable std::mutex mu;
  int level = 0;
};
const Settings &settings();
int rank(const Settings &s) { return s.get(); }
int levels() { return settings().get() + rank(settings()); }
// A value that it returns is.
struct Options {
  void set(int v) {
    Guard g(mu);
    level = v;
  }
  void raise() {
    Guard g(mu);
    if (level < 9)
      ++level;
  }

  int get() const { return level; }

private:
  mutable std::mutex mu;
  int level = 0;
};
Options options();
int levelOfOptions() { return options().get(); }
// So is what an operator returns as much as its operand is.
struct Entry {
  void set(int v) {
    Guard g(mu);
    level = v;
  }
  void raise() {
    Guard g(mu);
    if (level < 9)
      ++level;
  }
  int get() const { return level; }

private:
  mutable std::mutex mu;
  int level = 0;
};
struct Entries {
  const Entry &operator[](int i) const;
};
int levelOfEntry(const Entries &all) { return all[3].get(); }

// A guard that gives back in a try block gives back.
struct TryingGuard {
  explicit TryingGuard(std::mutex &m) : m(m) { m.lock(); }
  ~TryingGuard() {
    try {
      m.unlock();
    } catch (...) {
      report();
    }
  }
  void report();
  std::mutex &m;
};
struct AfterTheGuard {
  int get() {
    TryingGuard g(mu);
    return n;
  }
  void set(int v) {
    TryingGuard g(mu);
    n = v;
  }
  void add(int v) {
    TryingGuard g(mu);
    n += v;
  }
  void reset() {
    if (get())
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is written without 'mu' [holdfast-unguarded-access]
      n = 0;
  }

private:
  std::mutex mu;
  int n = 0;
};
// One that may fail before it comes to that may still hold it.
struct WorkingGuard {
  explicit WorkingGuard(std::mutex &m) : m(m) { m.lock(); }
  ~WorkingGuard() {
    try {
      report();
      m.unlock();
    } catch (...) {
    }
  }
  void report();
  std::mutex &m;
};
struct AfterTheWork {
  int get() {
    WorkingGuard g(mu);
    return n;
  }
  void set(int v) {
    WorkingGuard g(mu);
    n = v;
  }
  void add(int v) {
    WorkingGuard g(mu);
    n += v;
  }
  void reset() {
    if (get())
      n = 0;
  }

private:
  std::mutex mu;
  int n = 0;
};

// What only makes a static object runs before anybody else is there.
struct Names {
  static int find(int key) {
    {
      Guard g(mu);
      static Names once;
    }
    return table[key];
  }
  Names() {
    table[0] = 3;
    table[1] = 5;
    table[2] = 7;
    table[3] = 9;
  }
  static std::mutex mu;
  static int table[4];
};
int namesOf(int key) { return Names::find(key); }
// What makes any object does not.
struct Counted {
  static int find(int key) {
    {
      Guard g(mu);
      Counted one;
    }
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'table' is read without 'mu' [holdfast-unguarded-access]
    return table[key];
  }
  Counted() {
    table[0] = 3;
    table[1] = 5;
    table[2] = 7;
    table[3] = 9;
  }
  static std::mutex mu;
  static int table[4];
};
int countedOf(int key) { return Counted::find(key); }

// A call while the object is opened tells nothing of its callee.
struct Store {
  void openAll() { retire(1); }
  void expire() {
    Guard g(mu);
    retire(2);
  }
  void evict() {
    Guard g(mu);
    retire(3);
  }
  void drop() {
    Guard g(mu);
    retire(4);
  }

private:
  void retire(int key) {
    count = count + key;
    if (count > 9)
      count = 0;
  }
  std::mutex mu;
  int count = 0;
};
// One at any time does.
struct RefreshedStore {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'retire' is called without 'mu', which 3 of 4 calls of it hold [holdfast-unguarded-access]
  void refreshAll() { retire(1); }
  void expire() {
    Guard g(mu);
    retire(2);
  }
  void evict() {
    Guard g(mu);
    retire(3);
  }
  void drop() {
    Guard g(mu);
    retire(4);
  }

private:
  void retire(int key) {
    count = count + key;
    if (count > 9)
      count = 0;
  }
  std::mutex mu;
  int count = 0;
};

// Who uses it with the lock and without it knows what he does.
struct GivesBackInBetween {
  void flush(int *given) {
    {
      Guard g(mu);
      method = given;
    }
    if (*method < 0)
      return;
    if (*method > 9)
      return;
  }
  void stop() {
    Guard g(mu);
    if (method)
      method = nullptr;
  }
  void restart() {
    Guard g(mu);
    method = nullptr;
  }
  bool runs() {
    Guard g(mu);
    return method != nullptr;
  }

private:
  std::mutex mu;
  int *method = nullptr;
};
