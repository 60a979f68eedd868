// Runs the cases of reports.cpp under ThreadSanitizer: one thread starts the
// coroutine, others resume it, and unlock what they have not locked.
//
// REQUIRES: soak
// RUN: %clang -std=c++20 -g -fsanitize=thread -pthread -I %S/../../Inputs %s -o %t
// RUN: %python %S/../../run-sanitized.py %t %S/../reports.cpp stops

#include "../reports.cpp"
#include "run.h"

template <class Start> void inThreads(Start start) {
  std::thread([start] { start(); }).join();
  while (!Task::ready().empty())
    std::thread([] {
      auto next = Task::ready().front();
      Task::ready().pop_front();
      next.resume();
    }).join();
}

#define TASK(function, ...) {#function, [] { inThreads([] { function(__VA_ARGS__); }); }}
#define YIELDS(function) {#function, [] { inThreads([] { \
    auto made = function(); \
    made.handle.resume(); \
    Task::ready().push_back(made.handle); \
  }); }}

int main(int argc, char **argv) {
  static Own own;
  return run::main(argc, argv, {
    TASK(byGuard),
    TASK(byGuardInABlock),
    TASK(byScopedLock),
    TASK(afterUnlock),
    TASK(afterUnlockAndLock),
    TASK(byHand),
    TASK(byHandAfterUnlock),
    TASK(inALoop, 1),
    TASK(inALoopBefore, 1),
    TASK(byOwn, own),
    YIELDS(yields),
    YIELDS(yieldsACopy),
  });
}
