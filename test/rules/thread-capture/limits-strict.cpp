// Strict mode does not forbid loop variables by reference yet. FN_ functions
// are wrong and nothing is said; the line "Right:" tells what should be.
// Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' --strict %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <thread>
#include <vector>

void FN_loopVariableJoinedInTheIteration() {
  for (int i = 0; i < 3; ++i) {
    // Right: error: the loop variable 'i' is borrowed by a thread
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
void FN_elementJoinedInTheIteration() {
  std::vector<int> values(3);
  for (int value : values) {
    // Right: error: the loop variable 'value' is borrowed by a thread
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
void FN_loopVariableDeclaredOutside() {
  int i;
  for (i = 0; i < 3; ++i) {
    // Right: error: the loop variable 'i' is borrowed by a thread
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
