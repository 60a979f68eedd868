// Today's known wrong answers about inferred guards: FN_ classes are wrong and
// silent. Mending one moves it to reports-inferred.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,unguarded-access %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <functional>
#include <memory>
#include <mutex>
#include <thread>

using Guard = std::lock_guard<std::mutex>;

// What a pointer of the object's points to is not followed.
class FN_Pointee {
public:
  void set(int v) {
    Guard g(mu);
    *p = v;
  }
  void add(int v) {
    Guard g(mu);
    *p += v;
  }
  int twice() {
    Guard g(mu);
    return 2 * *p;
  }
  // Right: warning: what 'p' points to is read without 'mu'
  int get() { return *p; }

private:
  std::mutex mu;
  std::unique_ptr<int> p = std::make_unique<int>(0);
};

// The source of a copy is shared, though a constructor reads it.
class FN_CopySource {
public:
  FN_CopySource() = default;
  // Right: warning: 'from.n' is read without 'from.mu'
  FN_CopySource(const FN_CopySource &from) : n(from.n) {}
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }

private:
  std::mutex mu;
  int n = 0;
};

// Two accesses are no majority.
class FN_TooFew {
public:
  void set(int v) {
    Guard g(mu);
    n = v;
  }
  // Right: warning: 'n' is read without 'mu'
  int get() { return n; }

private:
  std::mutex mu;
  int n = 0;
};

// A closure that is kept runs without the lock.
class FN_KeptClosure {
public:
  void set(int v) {
    Guard g(mu);
    n = v;
    // Right: warning: 'n' is read without 'mu'
    later = [this] { n = 0; };
  }
  void add(int v) {
    Guard g(mu);
    n += v;
  }

private:
  std::mutex mu;
  std::function<void()> later;
  int n = 0;
};

// What comes before a thread is started counts as before all threads, whoever runs already.
class FN_BeforeItGivesWork {
public:
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
  int peek() {
    // Right: warning: 'n' is read without 'mu'
    const int Now = n;
    std::thread([] {}).detach();
    return Now;
  }

private:
  std::mutex mu;
  int n = 0;
};
