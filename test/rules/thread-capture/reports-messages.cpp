// The words: what is borrowed, what becomes of it first, and then in the order
// of time: where it dies, and where the thread is joined or detached, or that
// it is not.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s --implicit-check-not='error:' \
// RUN:   --implicit-check-not='warning:' --implicit-check-not='note:'

#include "threads.h"

#include <array>
#include <future>
#include <string>
#include <thread>
#include <vector>

// The seed, which docs/tour shows.
void seed() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i)
    // CHECK: :[[@LINE+5]]:26: error: closure passed to a thread borrows 'i', which changes and dies before the thread is joined [holdfast-thread-capture]
    // CHECK: :[[@LINE+4]]:36: note: borrowed here
    // CHECK: :[[@LINE-3]]:12: note: 'i' is one variable for the whole loop: it changes while the threads read it, and dies when the loop ends
    // CHECK: :[[@LINE+4]]:5: note: the thread is joined only here
    // CHECK: help: capture it by value
    threads.emplace_back([&] { use(i); });
  for (std::thread &t : threads)
    t.join();
}
void seedRight() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i)
    threads.emplace_back([i] { use(i); });
  for (std::thread &t : threads)
    t.join();
}

void endOfTheIteration() {
  std::vector<std::thread> threads;
  std::vector<int> values(3);
  for (int value : values) {
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'value', which dies before the thread is joined [holdfast-thread-capture]
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'value' dies here, at the end of the iteration
    // CHECK: :[[@LINE+5]]:{{[0-9]+}}: note: the thread is joined only here
    // CHECK: help: capture it by value
    threads.emplace_back([&value] { use(value); });
  }
  for (std::thread &t : threads)
    t.join();
}
void endOfTheBlock() {
  std::jthread t;
  {
    std::string text(40, 'x');
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'text', which dies before the thread is joined [holdfast-thread-capture]
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'text' dies here, at the end of its block
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: the thread is joined only here, by the destructor of 't'
    // CHECK: help: move it into the closure
    t = std::jthread([&text] { use(text); });
  }
}
void neverJoined() {
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while the thread may still run [holdfast-thread-capture]
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: the thread is detached here
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: 'x' dies here, when 'neverJoined' returns
  // CHECK: help: capture it by value
  std::thread([&x] { use(x); }).detach();
}
void detachedLater() {
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while the thread may still run [holdfast-thread-capture]
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: the thread is detached here
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'x' dies here, when 'detachedLater' returns
  // CHECK: help: capture it by value
  std::thread t([&x] { use(x); });
  t.detach();
}
void detachedByALoop() {
  int x = 1;
  std::array<std::thread, 3> threads;
  for (std::size_t i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while the thread may still run [holdfast-thread-capture]
    // CHECK: :[[@LINE+5]]:{{[0-9]+}}: note: the thread is detached here
    // CHECK: :[[@LINE+5]]:{{[0-9]+}}: note: 'x' dies here, when 'detachedByALoop' returns
    // CHECK: help: capture it by value
    threads[i] = std::thread([&x] { use(x); });
  for (std::thread &t : threads)
    t.detach();
}
void joinedByALoop() {
  int x = 1;
  std::array<std::thread, 3> threads;
  for (std::size_t i = 0; i < 3; ++i)
    threads[i] = std::thread([&x] { use(x); });
  for (std::thread &t : threads)
    t.join();
}
void detachedByALoopThatCounts() {
  int x = 1;
  int detached = 0;
  std::vector<std::thread> threads;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while the thread may still run [holdfast-thread-capture]
  // CHECK: :[[@LINE+6]]:{{[0-9]+}}: note: the thread is detached here
  // CHECK: :[[@LINE+8]]:{{[0-9]+}}: note: 'x' dies here, when 'detachedByALoopThatCounts' returns
  // CHECK: help: capture it by value
  threads.emplace_back([&x] { use(x); });
  for (std::thread &t : threads)
    if (t.joinable()) {
      t.detach();
      ++detached;
    }
}
void joinedOrDetachedByALoop() { // the loop is taken to join
  int x = 1;
  std::vector<std::thread> threads;
  threads.emplace_back([&x] { use(x); });
  for (std::thread &t : threads)
    if (flip())
      t.join();
    else
      t.detach();
}
void returnsFirst() {
  std::jthread t;
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies before the thread is joined [holdfast-thread-capture]
  // CHECK: :[[@LINE+5]]:{{[0-9]+}}: note: 'x' dies here, when 'returnsFirst' returns
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: the thread is joined only here, by the destructor of 't'
  // CHECK: help: capture it by value
  t = std::jthread([&x] { use(x); });
  if (flip())
    return;
  t.join();
}
void jthreadFirst() {
  std::jthread t;
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies before the thread is joined [holdfast-thread-capture]
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'x' dies here, when 'jthreadFirst' returns
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: the thread is joined only here, by the destructor of 't'
  // CHECK: help: capture it by value
  t = std::jthread([&x] { use(x); });
}
std::future<void> returnedFuture() {
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while the thread may still run [holdfast-thread-capture]
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: the thread starts here, and is not joined before that
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: note: 'x' dies here, when 'returnedFuture' returns
  // CHECK: help: capture it by value
  return std::async(std::launch::async, [&x] { use(x); });
}
void throughAView() {
  std::string text(40, 'x');
  std::string_view view = text;
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: error: a thread borrows 'text', which dies while the thread may still run [holdfast-thread-capture]
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: the thread is detached here
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: 'text' dies here, when 'throughAView' returns
  // CHECK: help: give the thread a copy of 'text', or join the thread before 'text' dies
  std::thread([view] { use(view); }).detach();
}
// One container, one cause.
void throughTwoIterators() {
  std::vector<int> values(3);
  auto sum = [](std::vector<int>::iterator i, std::vector<int>::iterator) { use(*i); };
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: a thread borrows 'values', which dies while the thread may still run [holdfast-thread-capture]
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: the thread is detached here
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: 'values' dies here, when 'throughTwoIterators' returns
  // CHECK: help: give the thread a copy of 'values', or join the thread before 'values' dies
  std::thread(sum, values.begin(), values.end()).detach();
}
template <class F> void runLater(F f) { std::thread(f).detach(); }
void throughAHelper() {
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'x', which dies while the thread may still run [holdfast-thread-capture]
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: the thread starts here, and nobody joins it
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: 'x' dies here, when 'throughAHelper' returns
  // CHECK: help: capture it by value
  runLater([&x] { use(x); });
}
struct Object {
  std::string name = std::string(40, 'x');
  void start() {
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: closure passed to a thread borrows 'this', whose object may die while the thread runs [holdfast-thread-capture]
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: the thread is detached here
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: 'Object::start' returns here, and the thread runs on
    // CHECK: help: give the thread a copy of the object
    std::thread([this] { use(name); }).detach();
  }
};
