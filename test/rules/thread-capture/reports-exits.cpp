// A way out of the block before the join, be it a return, a throw or a break, is
// a path on which the handle dies after what its thread borrows.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <stdexcept>
#include <thread>

// Ways out of the block before the join.

void returnsBeforeTheJoin() {
  std::jthread t;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  t = std::jthread([&x] { use(x); });
  if (flip())
    return;
  t.join();
}
void returnsAfterTheJoin() {
  std::jthread t;
  int x = 1;
  t = std::jthread([&x] { use(x); });
  t.join();
  if (flip())
    return;
}
void throwsBeforeTheJoin() {
  try {
    std::jthread t;
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    t = std::jthread([&x] { use(x); });
    if (flip())
      throw std::runtime_error("too early");
    t.join();
  } catch (const std::runtime_error &) {
  }
}
void throwsAfterTheJoin() {
  try {
    std::jthread t;
    int x = 1;
    t = std::jthread([&x] { use(x); });
    t.join();
    if (flip())
      throw std::runtime_error("in time");
  } catch (const std::runtime_error &) {
  }
}
void joinedByTheHandler() {
  std::jthread t;
  try {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    t = std::jthread([&x] { use(x); });
    if (flip())
      throw std::runtime_error("x dies before the handler runs");
    t.join();
  } catch (const std::runtime_error &) {
    t.join();
  }
}
void joinedByTheHandlerAroundWhichTheLocalLives() {
  std::jthread t;
  int x = 1;
  try {
    t = std::jthread([&x] { use(x); });
    if (flip())
      throw std::runtime_error("x lives");
    t.join();
  } catch (const std::runtime_error &) {
    t.join();
  }
}
void breaksBeforeTheJoin() {
  std::jthread t;
  while (true) {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    t = std::jthread([&x] { use(x); });
    if (flip())
      break;
    t.join();
    break;
  }
}
void breaksAfterTheJoin() {
  std::jthread t;
  while (true) {
    int x = 1;
    t = std::jthread([&x] { use(x); });
    t.join();
    if (flip())
      break;
    break;
  }
}
