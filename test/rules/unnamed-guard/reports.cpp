// A guard without a name ends at once. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unnamed-guard' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <mutex>
#include <shared_mutex>

std::mutex m, other;
std::shared_mutex rw;
int total;

void braces() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the guard of 'm' has no name and ends at once, so that it protects nothing [holdfast-unnamed-guard]
  std::lock_guard<std::mutex>{m};
  ++total;
}
void bracesNamed() {
  std::lock_guard<std::mutex> g{m};
  ++total;
}
void deduced() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the guard of 'm' has no name and ends at once, so that it protects nothing [holdfast-unnamed-guard]
  std::scoped_lock{m};
  ++total;
}
void two() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the guard of 'm' has no name and ends at once, so that it protects nothing [holdfast-unnamed-guard]
  std::scoped_lock(m, other);
  ++total;
}
void twoNamed() {
  std::scoped_lock g(m, other);
  ++total;
}
void shared() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the guard of 'rw' has no name and ends at once, so that it protects nothing [holdfast-unnamed-guard]
  std::shared_lock{rw};
  use(total);
}
struct Account {
  std::mutex mutex;
  int n = 0;
  void add() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the guard of 'mutex' has no name and ends at once, so that it protects nothing [holdfast-unnamed-guard]
    std::unique_lock<std::mutex>{mutex};
    ++n;
  }
  void addNamed() {
    std::unique_lock<std::mutex> g{mutex};
    ++n;
  }
};
void cast() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the guard of 'm' has no name and ends at once, so that it protects nothing [holdfast-unnamed-guard]
  (void)std::lock_guard<std::mutex>(m);
  ++total;
}

// The project's own guard.
struct Guard {
  std::mutex &mutex;
  explicit Guard(std::mutex &given) : mutex(given) { mutex.lock(); }
  ~Guard() { mutex.unlock(); }
};
void own() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the guard of 'm' has no name and ends at once, so that it protects nothing [holdfast-unnamed-guard]
  Guard{m};
  ++total;
}
void ownNamed() {
  Guard g{m};
  ++total;
}
