// What dies at the end of an iteration, or with the loop, must not be borrowed
// by a thread that is joined after the loop.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <string>
#include <thread>
#include <vector>

static void joinAll(std::vector<std::thread> &threads) {
  for (std::thread &t : threads)
    t.join();
}

// The variable of the loop.

void forVariable() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'i', {{.*}} [holdfast-thread-capture]
    threads.emplace_back([&i] { use(i); });
  for (std::thread &t : threads)
    t.join();
}
void forVariableCopied() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([i] { use(i); });
  for (std::thread &t : threads)
    t.join();
}
void forVariableJoinedInTheIteration() {
  for (int i = 0; i < 3; ++i) {
    std::thread t([&i] { use(i); });
    t.join();
  }
}
void elementByValue() {
  std::vector<int> values(3);
  std::vector<std::thread> threads;
  for (int value : values)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'value', {{.*}} [holdfast-thread-capture]
    threads.emplace_back([&value] { use(value); });
  joinAll(threads);
}
void elementByReference() {
  std::vector<int> values(3);
  std::vector<std::thread> threads;
  for (int &value : values)
    threads.emplace_back([&value] { use(value); });
  joinAll(threads);
}
void elementByForwardingReference() {
  std::vector<std::string> values(3);
  std::vector<std::thread> threads;
  for (auto &&value : values)
    threads.emplace_back([&value] { use(value); });
  joinAll(threads);
}
void elementOfAContainerThatDiesFirst() {
  std::vector<std::thread> threads;
  {
    std::vector<int> values(3);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values', {{.*}} [holdfast-thread-capture]
    for (int &value : values)
      threads.emplace_back([&value] { use(value); });
  }
  joinAll(threads);
}
void elementOfAContainerJoinedBeforeItDies() {
  std::vector<std::thread> threads;
  {
    std::vector<int> values(3);
    for (int &value : values)
      threads.emplace_back([&value] { use(value); });
    joinAll(threads);
  }
}
void elementsOfATemporaryCopy() {
  std::vector<int> values(3);
  std::vector<std::thread> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows a temporary, {{.*}} [holdfast-thread-capture]
  for (const int &value : std::vector<int>(values))
    threads.emplace_back([&value] { use(value); });
  joinAll(threads);
}
void elementsOfATemporaryCopyCopied() {
  std::vector<int> values(3);
  std::vector<std::thread> threads;
  for (const int &value : std::vector<int>(values))
    threads.emplace_back([value] { use(value); });
  joinAll(threads);
}

// What the body declares.

void localOfTheBody() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    std::string name(40, 'x');
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'name', {{.*}} [holdfast-thread-capture]
    threads.emplace_back([&name] { use(name); });
  }
  joinAll(threads);
}
void localOfTheBodyCopied() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    std::string name(40, 'x');
    threads.emplace_back([name] { use(name); });
  }
  joinAll(threads);
}
void localOutsideOfTheBody() {
  std::vector<std::thread> threads;
  std::string name(40, 'x');
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&name] { use(name); });
  joinAll(threads);
}
void staticOfTheBody() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    static const std::string name(40, 'x');
    threads.emplace_back([&] { use(name); });
  }
  joinAll(threads);
}
void addressOfTheLoopVariable() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'i', {{.*}} [holdfast-thread-capture]
    threads.emplace_back([](int *p) { use(*p); }, &i);
  joinAll(threads);
}
void valueOfTheLoopVariable() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([](int p) { use(p); }, i);
  joinAll(threads);
}
void refToTheLoopVariable() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'i', {{.*}} [holdfast-thread-capture]
    threads.push_back(std::thread([](int &p) { use(p); }, std::ref(i)));
  joinAll(threads);
}
void refToTheLoopVariableCopied() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.push_back(std::thread([](int p) { use(p); }, i));
  joinAll(threads);
}
void localOfAWhile() {
  std::vector<std::thread> threads;
  while (threads.size() < 3) {
    std::size_t n = threads.size();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'n', {{.*}} [holdfast-thread-capture]
    threads.emplace_back([&] { use(n); });
  }
  joinAll(threads);
}
void localOfAWhileCopied() {
  std::vector<std::thread> threads;
  while (threads.size() < 3) {
    std::size_t n = threads.size();
    threads.emplace_back([=] { use(n); });
  }
  joinAll(threads);
}
void localOfADo() {
  std::vector<std::thread> threads;
  do {
    int n = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'n', {{.*}} [holdfast-thread-capture]
    threads.emplace_back([&n] { use(n); });
  } while (threads.size() < 3);
  joinAll(threads);
}
void localOfADoJoined() {
  std::vector<std::thread> threads;
  do {
    int n = 1;
    threads.emplace_back([&n] { use(n); });
    threads.back().join();
    threads.pop_back();
  } while (flip() && threads.size() > 3);
}

// Ways out of the loop.

void leftByBreak() {
  std::thread t;
  for (int i = 0; i < 3; ++i) {
    int copy = i;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'copy', {{.*}} [holdfast-thread-capture]
    t = std::thread([&copy] { use(copy); });
    break;
  }
  t.join();
}
void leftByBreakAfterTheJoin() {
  std::thread t;
  for (int i = 0; i < 3; ++i) {
    int copy = i;
    t = std::thread([&copy] { use(copy); });
    t.join();
    break;
  }
}
void continuedBeforeTheJoin() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    int copy = i;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'copy', {{.*}} [holdfast-thread-capture]
    threads.emplace_back([&copy] { use(copy); });
    if (flip())
      continue;
    threads.back().join();
    threads.pop_back();
  }
  joinAll(threads);
}
void joinedBeforeTheContinue() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    int copy = i;
    threads.emplace_back([&copy] { use(copy); });
    threads.back().join();
    threads.pop_back();
    if (flip())
      continue;
  }
  joinAll(threads);
}
void twoLoopsDeep() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'j', {{.*}} [holdfast-thread-capture]
      threads.emplace_back([i, &j] { use(i), use(j); });
  joinAll(threads);
}
void twoLoopsDeepCopied() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j)
      threads.emplace_back([i, j] { use(i), use(j); });
  joinAll(threads);
}
void outerVariableJoinedByTheInnerLoop() {
  for (int i = 0; i < 2; ++i) {
    std::vector<std::thread> threads;
    for (int j = 0; j < 2; ++j)
      threads.emplace_back([&i, j] { use(i), use(j); });
    joinAll(threads);
  }
}
