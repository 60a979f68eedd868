// What points into guarded data and outlives the lock is reported, where the
// guard is declared or is an object that hands the data out. Each case has a
// silent twin.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,guard-escape %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define REQUIRES(...) __attribute__((requires_capability(__VA_ARGS__)))

struct Account {
  std::mutex m, other;
  std::string name GUARDED_BY(m);
  std::vector<int> list GUARDED_BY(m);
  int n GUARDED_BY(m) = 0;
  int plain = 0;

  // Returned.

  std::string &reference() {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:12: error: what is returned here leads to 'name' when 'm' is held no more [holdfast-guard-escape]
    return name;
    // CHECK: :[[@LINE-1]]:5: note: 'm' is given back here
    // CHECK: help: return a copy, or let the caller say what to do with it under the lock
  }
  std::string copy() {
    std::lock_guard<std::mutex> g(m);
    return name;
  }
  int *pointer() {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to 'n' when
    return &n;
  }
  int *pointerToPlain() {
    std::lock_guard<std::mutex> g(m);
    return &plain;
  }
  std::string_view view() {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to 'name' when
    return name;
  }
  const char *text() {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to 'name' when
    return name.c_str();
  }
  std::vector<int>::iterator begin() {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to 'list' when
    return list.begin();
  }
  int &element(int i) {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to 'list[i]' when
    return list[i];
  }
  int valueOfElement(int i) {
    std::lock_guard<std::mutex> g(m);
    return list[i];
  }
  std::string &find() { return name; }
  std::string &foundByAHelper() {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to 'name' when
    return find();
  }
  std::string &underTheCallersLock() REQUIRES(m) { return name; }
  std::string &underAnotherLock() {
    std::lock_guard<std::mutex> g(other);
    return name;
  }

  // Given to the caller.

  void giveOut(int *&out) {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the caller is given a way to 'n' when 'm' is held no more
    out = &n;
    // CHECK: help: give the caller a copy
  }
  void giveOutACopy(int &out) {
    std::lock_guard<std::mutex> g(m);
    out = n;
  }

  // Used in the function itself.

  void viewAfterTheBlock() {
    std::string_view part;
    {
      std::lock_guard<std::mutex> g(m);
      part = name;
    }
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'part', which leads to 'name', is used when 'm' is held no more
    use(part);
    // CHECK: :[[@LINE-4]]:{{[0-9]+}}: note: it was taken here, under the lock
    // CHECK: :[[@LINE-4]]:{{[0-9]+}}: note: 'm' is given back here
    // CHECK: help: use it under the lock, or copy what it leads to
  }
  void viewInTheBlock() {
    std::string_view part;
    {
      std::lock_guard<std::mutex> g(m);
      part = name;
      use(part);
    }
  }
  void valueAfterTheBlock() {
    std::unique_lock<std::mutex> g(m);
    auto it = list.begin();
    int first = *it;
    g.unlock();
    use(first);
  }
  void viewGetsAnotherTarget(const std::string &mine) {
    std::string_view part;
    {
      std::lock_guard<std::mutex> g(m);
      part = name;
    }
    part = mine;
    use(part);
  }
  void lockedAgain() {
    std::unique_lock<std::mutex> g(m);
    std::string_view part = name;
    g.unlock();
    g.lock();
    use(part);
  }
};

std::mutex allNames;
std::vector<std::string> names GUARDED_BY(allNames);

const std::vector<std::string> &everybody() {
  std::lock_guard<std::mutex> g(allNames);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to 'names' when 'allNames' is held no more
  return names;
}
std::vector<std::string> copyOfEverybody() {
  std::lock_guard<std::mutex> g(allNames);
  return names;
}

// A class of the project's own that owns what it guards: no declaration is
// needed.

template <class T> class Locked {
  std::mutex m;
  T value;

public:
  class Guard {
    std::unique_lock<std::mutex> lock;
    T *target;

  public:
    explicit Guard(Locked &of) : lock(of.m), target(&of.value) {}
    T &operator*() { return *target; }
    T *operator->() { return target; }
  };
  Guard lock() { return Guard(*this); }
};

struct Session {
  Locked<std::string> state;

  void guardDiesWithTheStatement() {
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 'text', which leads to what 'state.m' guards, is used when 'state.m' is held no more
    auto &text = *state.lock();
    use(text);
  }
  void guardHasAName() {
    auto guard = state.lock();
    auto &text = *guard;
    use(text);
  }
  void usedInTheStatement() { use(*state.lock()); }
  std::string copied() {
    auto text = *state.lock();
    return text;
  }
  std::string &returned() {
    auto guard = state.lock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to what 'state.m' guards when 'state.m' is held no more
    return *guard;
  }
};
