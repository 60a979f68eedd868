// A thread that is joinable where its handle dies or gets a new thread ends the
// program: at the end of its scope, at a return, a break, a throw, at once.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++14 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++17 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <stdexcept>
#include <thread>

// At the end of the scope.

void neverJoined() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
}
void joined() {
  std::thread t([] { use(1); });
  t.join();
}
void detached() {
  std::thread t([] { use(1); });
  t.detach();
}
void emptyHandle() { std::thread t; }
void joinedIfJoinable() {
  std::thread t([] { use(1); });
  if (t.joinable())
    t.join();
}
void askedOnly() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
  if (t.joinable())
    use(1);
}
void joinedByNobodyInABlock() {
  {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
    std::thread t([] { use(1); });
  }
  use(1);
}
void joinedInABlock() {
  {
    std::thread t([] { use(1); });
    t.join();
  }
  use(1);
}
void temporary() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a thread is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread([] { use(1); });
}
void temporaryDetached() {
  std::thread([] { use(1); }).detach();
}
void assignedLater() {
  std::thread t;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  t = std::thread([] { use(1); });
}
void assignedLaterAndJoined() {
  std::thread t;
  t = std::thread([] { use(1); });
  t.join();
}
void borrowsAndIsNotJoined() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([&x] { use(x); });
}
void borrowsAndIsJoined() {
  int x = 1;
  std::thread t([&x] { use(x); });
  t.join();
}

// On the way out.

void returnsBeforeTheJoin() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread may still be joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
  if (flip())
    return;
  t.join();
}
void returnsAfterTheJoin() {
  std::thread t([] { use(1); });
  t.join();
  if (flip())
    return;
}
void joinedOnOnePath() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread may still be joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
  if (!flip())
    t.join();
}
void joinedOnBothPaths() {
  std::thread t([] { use(1); });
  if (!flip())
    t.join();
  else
    t.join();
}
void startedAndJoinedOnTheSamePath() {
  const bool parallel = flip();
  std::thread t;
  if (parallel)
    t = std::thread([] { use(1); });
  if (parallel)
    t.join();
}
void startedAndJoinedOnOppositePaths() {
  const bool parallel = flip();
  std::thread t;
  if (parallel)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
    t = std::thread([] { use(1); });
  if (!parallel)
    t = std::thread();
}
void throwsBeforeTheJoin() {
  try {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread may still be joinable, which ends the program [holdfast-unjoined-thread]
    std::thread t([] { use(1); });
    if (flip())
      throw std::runtime_error("too early");
    t.join();
  } catch (const std::runtime_error &) {
  }
}
void throwsAfterTheJoin() {
  try {
    std::thread t([] { use(1); });
    t.join();
    if (flip())
      throw std::runtime_error("in time");
  } catch (const std::runtime_error &) {
  }
}
void joinedByTheHandler() {
  std::thread t([] { use(1); });
  try {
    if (flip())
      throw std::runtime_error("t lives");
  } catch (const std::runtime_error &) {
    t.join();
    return;
  }
  t.join();
}
void breaksBeforeTheJoin() {
  while (true) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread may still be joinable, which ends the program [holdfast-unjoined-thread]
    std::thread t([] { use(1); });
    if (flip())
      break;
    t.join();
    break;
  }
}
void breaksAfterTheJoin() {
  while (true) {
    std::thread t([] { use(1); });
    t.join();
    if (flip())
      break;
    break;
  }
}
void continuesBeforeTheJoin() {
  for (int i = 0; i < 2; ++i) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread may still be joinable, which ends the program [holdfast-unjoined-thread]
    std::thread t([] { use(1); });
    if (flip())
      continue;
    t.join();
  }
}
void continuesAfterTheJoin() {
  for (int i = 0; i < 2; ++i) {
    std::thread t([] { use(1); });
    t.join();
    if (flip())
      continue;
  }
}

// Overwritten.

void overwritten() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is given a new value while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
  t = std::thread([] { use(2); });
  t.join();
}
void overwrittenAfterTheJoin() {
  std::thread t([] { use(1); });
  t.join();
  t = std::thread([] { use(2); });
  t.join();
}
void overwrittenInALoop() {
  std::thread t;
  for (int i = 0; i < 2; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is given a new value while its thread may still be joinable, which ends the program [holdfast-unjoined-thread]
    t = std::thread([] { use(1); });
  t.join();
}
void overwrittenInALoopThatJoins() {
  std::thread t;
  for (int i = 0; i < 2; ++i) {
    t = std::thread([] { use(1); });
    t.join();
  }
}
void swappedWithAnEmptyOne() {
  std::thread t([] { use(1); });
  std::thread u;
  t.swap(u);
  u.join();
}
void overwrittenByAnEmptyOne() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is given a new value while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
  t = std::thread();
}
void overwrittenByAnEmptyOneAfterTheJoin() {
  std::thread t([] { use(1); });
  t.join();
  t = std::thread();
}
