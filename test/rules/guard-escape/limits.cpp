// Today's known wrong answers of guard-escape: FN_ functions are wrong and silent.
// Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,guard-escape %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "synchronized.h"
#include "threads.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define PT_GUARDED_BY(x) __attribute__((pt_guarded_by(x)))

struct Account {
  std::mutex m;
  std::string name GUARDED_BY(m);
  std::map<int, std::string> byNumber GUARDED_BY(m);
  std::unique_ptr<std::string> owned PT_GUARDED_BY(m);
  std::string *kept = nullptr;

  // An element of a container that keeps its elements in place is taken to be
  // an object of its own.
  std::string &FN_elementInPlace(int number) {
    std::lock_guard<std::mutex> g(m);
    return byNumber[number];
  }
  // What a pointer points to is not followed.
  std::string &FN_pointee() {
    std::lock_guard<std::mutex> g(m);
    return *owned;
  }
  // A closure that is returned, or kept, and borrows.
  std::function<void()> FN_closure() {
    std::lock_guard<std::mutex> g(m);
    return [&text = name] { use(text); };
  }
  // Through a pointer to a pointer of the caller's, or into a member.
  void FN_givenOut(std::string **out) {
    std::lock_guard<std::mutex> g(m);
    *out = &name;
  }
  void FN_keptInAMember() {
    std::lock_guard<std::mutex> g(m);
    kept = &name;
  }
  // Given to a callback that keeps it.
  void FN_callback(const std::function<void(std::string &)> &keep) {
    std::lock_guard<std::mutex> g(m);
    keep(name);
  }
};

// What a function that runs under the lock gives out.
folly::Synchronized<std::string> state;
void FN_givenOutByAClosure() {
  std::string *out = nullptr;
  state.withWLock([&](std::string &text) { out = &text; });
  // Right: error: 'out', which leads to what 'state' guards, is used when 'state' is held no more
  use(*out);
}
