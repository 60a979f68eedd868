// A closure inside a closure, a thread inside a thread, and a type of one's own
// that holds a reference lend what is borrowed in the innermost of them.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <string>
#include <thread>

// Captures of captures.

void insideAnotherClosure() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  auto f = [&x] { use(x); };
  std::thread([f] { f(); }).detach();
}
void insideAnotherClosureByValue() {
  int x = 1;
  auto f = [x] { use(x); };
  std::thread([f] { f(); }).detach();
}
void theInnerClosureItself() {
  int x = 1;
  auto f = [x] { use(x); };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'f', {{.*}} [holdfast-thread-capture]
  std::thread([&f] { f(); }).detach();
}
void theInnerClosureItselfJoined() {
  int x = 1;
  auto f = [x] { use(x); };
  std::thread([&f] { f(); }).join();
}
void threeClosuresDeep() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  auto f = [&x] { use(x); };
  auto g = [f] { f(); };
  std::thread([g] { g(); }).detach();
}
void threeClosuresDeepByValue() {
  int x = 1;
  auto f = [x] { use(x); };
  auto g = [f] { f(); };
  std::thread([g] { g(); }).detach();
}
void spawnedInsideAClosureThatRunsNow() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  [&] { std::thread([&] { use(x); }).detach(); }();
}
void spawnedWithACopyInsideAClosureThatRunsNow() {
  int x = 1;
  [&] { std::thread([x] { use(x); }).detach(); }();
}
// not run: the whole stack of the outer thread may be unmapped, and the read is a plain SEGV then
void aLocalOfTheOuterThread() {
  std::thread t([] {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    std::thread([&x] { use(x); }).detach();
  });
  t.join();
}
void aCopyOfTheOuterThread() {
  std::thread t([] {
    int x = 1;
    std::thread([x] { use(x); }).detach();
  });
  t.join();
}
void aCaptureOfTheOuterThread() {
  int x = 1;
  std::thread t([x] {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    std::thread([&x] { use(x); }).detach();
  });
  t.join();
}
void aCaptureOfTheOuterThreadJoined() {
  int x = 1;
  std::thread t([x] { std::thread([&x] { use(x); }).join(); });
  t.join();
}
void nestedThreadsThatAreBothJoined() {
  int x = 1;
  std::thread t([&x] { std::thread([&x] { use(x); }).join(); });
  t.join();
}

// A type of one's own that holds a borrow.

struct View {
  const std::string &text;
  void operator()() const { use(text); }
};
void functionObjectWithAReference() {
  std::string text(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'text', {{.*}} [holdfast-thread-capture]
  View view{text};
  std::thread(view).detach();
}
struct Owner {
  std::string text;
  void operator()() const { use(text); }
};
void functionObjectWithAValue() {
  std::string text(40, 'x');
  Owner owner{text};
  std::thread(owner).detach();
}
void temporaryFunctionObjectWithAReference() {
  std::string text(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'text', {{.*}} [holdfast-thread-capture]
  std::thread(View{text}).detach();
}
void temporaryFunctionObjectWithAReferenceJoined() {
  std::string text(40, 'x');
  std::thread(View{text}).join();
}
void capturedStructWithAReference() {
  std::string text(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'text', {{.*}} [holdfast-thread-capture]
  View view{text};
  std::thread([view] { view(); }).detach();
}
void capturedStructWithAReferenceJoined() {
  std::string text(40, 'x');
  View view{text};
  std::thread([view] { view(); }).join();
}
class Printer {
  const std::string *text;

public:
  explicit Printer(const std::string &t) : text(&t) {}
  void operator()() const { use(*text); }
};
void constructorThatKeepsAnAddress() {
  std::string text(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'text', {{.*}} [holdfast-thread-capture]
  std::thread(Printer(text)).detach();
}
void constructorThatKeepsAnAddressOfAStatic() {
  static std::string text(40, 'x');
  std::thread(Printer(text)).detach();
}
