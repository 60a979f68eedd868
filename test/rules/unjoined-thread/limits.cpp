// Today's known wrong answers: FN_ functions are wrong and nothing is said;
// the line "Right:" tells what should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <memory>
#include <optional>
#include <thread>
#include <vector>

// swap() of two handles leaves the threads where they were.
void FN_swappedAndTheWrongOneJoined() {
  // Right: error: 'u' is destroyed without being joined or detached
  std::thread t([] { use(1); });
  std::thread u;
  t.swap(u);
  if (t.joinable())
    t.join();
}

// What clear() destroys is not looked at.
void FN_inAVectorThatIsCleared() {
  std::vector<std::thread> threads;
  threads.emplace_back([] { use(1); });
  // Right: error: 'threads' loses threads that are neither joined nor detached
  threads.clear();
}

// The join of one element is taken as that of all.
void FN_inAVectorOfWhichOneIsJoined() {
  std::vector<std::thread> threads;
  threads.emplace_back([] { use(1); });
  // Right: error: 'threads' is destroyed while its threads are neither joined nor detached
  threads.emplace_back([] { use(2); });
  threads[0].join();
}

// The target of a unique_ptr is not known to die with it.
void FN_inAPointer() {
  // Right: error: '*t' is destroyed without being joined or detached
  auto t = std::make_unique<std::thread>([] { use(1); });
}

// The thread in an optional is lost.
void FN_inAnOptional() {
  std::optional<std::thread> t;
  // Right: error: '*t' is destroyed without being joined or detached
  t.emplace([] { use(1); });
}
