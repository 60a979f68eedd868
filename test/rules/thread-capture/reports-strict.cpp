// In strict mode a spawn may not have a loop variable by reference at all,
// joined in time or not; what is not a loop variable is judged as always.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: %clang -std=c++20 -fsyntax-only -I %S/../Inputs %s

#include "threads.h"

#include <thread>
#include <vector>

void loopVariableJoinedInTheIteration() {
  for (int i = 0; i < 3; ++i) {
    // EXPECT error: the loop variable 'i' is borrowed by a thread [holdfast-thread-capture]
    std::thread t([&i] { use(i); });
    t.join();
  }
}
void loopVariableCopied() {
  for (int i = 0; i < 3; ++i) {
    std::thread t([i] { use(i); });
    t.join();
  }
}
void elementJoinedInTheIteration() {
  std::vector<int> values(3);
  for (int value : values) {
    // EXPECT error: the loop variable 'value' is borrowed by a thread [holdfast-thread-capture]
    std::thread t([&] { use(value); });
    t.join();
  }
}
void elementByReferenceIsNoVariableOfTheLoop() {
  std::vector<int> values(3);
  for (int &value : values) {
    std::thread t([&] { use(value); });
    t.join();
  }
}
void loopVariableDeclaredOutside() {
  int i;
  for (i = 0; i < 3; ++i) {
    // EXPECT error: the loop variable 'i' is borrowed by a thread [holdfast-thread-capture]
    std::thread t([&i] { use(i); });
    t.join();
  }
}
void localOfTheBodyJoined() {
  for (int i = 0; i < 3; ++i) {
    int copy = i;
    std::thread t([&copy] { use(copy); });
    t.join();
  }
}
