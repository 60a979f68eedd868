// A guard of one's own joins where it dies, if its destructor does: what it is
// declared after is safe, what it is declared before is not.
//
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <memory>
#include <thread>
#include <utility>

// Guards of one's own.

class JoinGuard {
  std::thread &thread;

public:
  explicit JoinGuard(std::thread &t) : thread(t) {}
  ~JoinGuard() {
    if (thread.joinable())
      thread.join();
  }
};
class DetachGuard {
  std::thread &thread;

public:
  explicit DetachGuard(std::thread &t) : thread(t) {}
  ~DetachGuard() {
    if (thread.joinable())
      thread.detach();
  }
};
void guardThatJoins() {
  int x = 1;
  std::thread t([&x] { use(x); });
  JoinGuard guard(t);
  if (flip())
    return;
  use(x);
}
void guardThatDetaches() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread t([&x] { use(x); });
  DetachGuard guard(t);
  if (flip())
    return;
  use(x);
}
void guardDeclaredBeforeTheLocal() {
  std::thread t;
  JoinGuard guard(t);
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  t = std::thread([&x] { use(x); });
}
void guardDeclaredAfterTheLocal() {
  std::thread t;
  int x = 1;
  JoinGuard guard(t);
  t = std::thread([&x] { use(x); });
}
class OwningGuard {
  std::thread thread;

public:
  explicit OwningGuard(std::thread t) : thread(std::move(t)) {}
  OwningGuard(OwningGuard &&) = default;
  ~OwningGuard() {
    if (thread.joinable())
      thread.join();
  }
};
void guardThatOwns() {
  int x = 1;
  OwningGuard guard(std::thread([&x] { use(x); }));
}
OwningGuard guardReturned() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  return OwningGuard(std::thread([&x] { use(x); }));
}
OwningGuard guardReturnedCopied() {
  int x = 1;
  return OwningGuard(std::thread([x] { use(x); }));
}
template <class F> class ScopeExit {
  F f;

public:
  explicit ScopeExit(F g) : f(g) {}
  ~ScopeExit() { f(); }
};
void guardWithAClosure() {
  int x = 1;
  std::thread t([&x] { use(x); });
  ScopeExit exit([&t] { t.join(); });
  if (flip())
    return;
  use(x);
}
void guardWithAClosureThatDetaches() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread t([&x] { use(x); });
  ScopeExit exit([&t] { t.detach(); });
  if (flip())
    return;
  use(x);
}
void deleterThatDetaches() {
  int x = 1;
  auto detach = [](std::thread *t) { t->detach(), delete t; };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::unique_ptr<std::thread, decltype(detach)> t(new std::thread([&x] { use(x); }), detach);
}
