// A handle that joins when it dies must die before what its thread borrows, so
// it is declared after it.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

void declaredBeforeTheLocal() {
  std::jthread t;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  t = std::jthread([&x] { use(x); });
}
void declaredAfterTheLocal() {
  int x = 1;
  std::jthread t;
  t = std::jthread([&x] { use(x); });
}
void declaredWithItsThread() {
  int x = 1;
  std::jthread t([&x] { use(x); });
}
void declaredBeforeAndJoined() {
  std::jthread t;
  int x = 1;
  t = std::jthread([&x] { use(x); });
  t.join();
}
void declaredBeforeAndOnlyStopped() {
  std::jthread t;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  t = std::jthread([&x] { use(x); });
  t.request_stop();
}
void declaredBeforeAndReplaced() {
  std::jthread t;
  int x = 1;
  t = std::jthread([&x] { use(x); });
  t = std::jthread(); // joins what it held
}
void movedInsideTheBlock() {
  int x = 1;
  std::jthread t([&x] { use(x); });
  std::jthread u = std::move(t);
}
void movedOutOfTheBlock() {
  std::jthread outer;
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    std::jthread t([&x] { use(x); });
    outer = std::move(t);
  }
}
void swappedInsideTheBlock() {
  {
    int x = 1;
    std::jthread outer;
    std::jthread t([&x] { use(x); });
    t.swap(outer);
  }
}
void threadEndsBeforeTheBlock() {
  std::optional<std::jthread> t;
  {
    int x = 1;
    t.emplace([&x] { use(x); });
    t.reset();
  }
}
void ownedByAnOlderPointer() {
  std::unique_ptr<std::jthread> t;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  t = std::make_unique<std::jthread>([&x] { use(x); });
}
void ownedByAYoungerPointer() {
  int x = 1;
  std::unique_ptr<std::jthread> t;
  t = std::make_unique<std::jthread>([&x] { use(x); });
}
void givenToAnOlderPointer() {
  std::unique_ptr<std::jthread> t;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  t.reset(new std::jthread([&x] { use(x); }));
}
void givenToAYoungerPointer() {
  int x = 1;
  std::unique_ptr<std::jthread> t;
  t.reset(new std::jthread([&x] { use(x); }));
}
void madeForAPointerThatMovesOut() {
  std::unique_ptr<std::jthread> out;
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    std::unique_ptr<std::jthread> t(new std::jthread([&x] { use(x); }));
    out = std::move(t);
  }
}
void madeForAPointerThatMovesIn() {
  {
    int x = 1;
    std::unique_ptr<std::jthread> t(new std::jthread([&x] { use(x); }));
    auto in = std::move(t);
  }
}
class JoinsItself {
  std::thread t;

public:
  explicit JoinsItself(std::function<void()> f) : t(std::move(f)) {}
  ~JoinsItself() { t.join(); }
};
void objectGivenToAnOlderPointer() {
  std::shared_ptr<JoinsItself> owner;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  owner.reset(new JoinsItself([&x] { use(x); }));
}
void objectGivenToAYoungerPointer() {
  int x = 1;
  std::shared_ptr<JoinsItself> owner;
  owner.reset(new JoinsItself([&x] { use(x); }));
}
void leakedOnTheHeap() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  new std::jthread([&x] { use(x); });
}
void deletedOnTheHeap() {
  int x = 1;
  auto *t = new std::jthread([&x] { use(x); });
  delete t;
}
void elementsDeclaredBefore() {
  std::vector<std::jthread> threads;
  int x = 1;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    threads.emplace_back([&x] { use(x); });
}
void elementsDeclaredAfter() {
  int x = 1;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&x] { use(x); });
}
void elementsDeclaredBeforeAndCleared() {
  std::vector<std::jthread> threads;
  int x = 1;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&x] { use(x); });
  threads.clear();
}
struct BothInOrder {
  std::string text;
  std::jthread thread;
};
void memberThatJoinsInTime() {
  BothInOrder both;
  both.text = std::string(40, 'x');
  both.thread = std::jthread([&both] { use(both.text); });
}
void copyOfAnEarlierArgument() {
  std::jthread t;
  int x = 1;
  t = std::jthread([](std::stop_token, int y) { use(y); }, x);
}
void refToALaterLocal() {
  std::jthread t;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  t = std::jthread([](std::stop_token, int &y) { use(y); }, std::ref(x));
}
