// The words: what is borrowed, where and why it dies, where the thread is
// joined or detached, or that it is not, and what would be right.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s --implicit-check-not='error:' \
// RUN:   --implicit-check-not='warning:' --implicit-check-not='note:'

#include "threads.h"

#include <future>
#include <string>
#include <thread>
#include <vector>

// The seed, which docs/tour shows.
void seed() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i)
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'i' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: 'i' dies here, before the thread is joined
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: the thread is joined only here
    // CHECK: help: give the thread a copy of 'i', or join the thread before 'i' dies
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
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'value' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'value' dies here, at the end of the iteration
    // CHECK: :[[@LINE+5]]:{{[0-9]+}}: note: the thread is joined only here
    // CHECK: help: give the thread a copy of 'value', or join the thread before 'value' dies
    threads.emplace_back([&value] { use(value); });
  }
  for (std::thread &t : threads)
    t.join();
}
void endOfTheBlock() {
  std::jthread t;
  {
    std::string text(40, 'x');
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'text' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'text' dies here, when 'endOfTheBlock' returns
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: the thread is joined only here
    // CHECK: help: give the thread a copy of 'text', or join the thread before 'text' dies
    t = std::jthread([&text] { use(text); });
  }
}
void neverJoined() {
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'x' dies here, when 'neverJoined' returns
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: note: the thread is detached here
  // CHECK: help: give the thread a copy of 'x', or join the thread before 'x' dies
  std::thread([&x] { use(x); }).detach();
}
void detachedLater() {
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // CHECK: :[[@LINE+5]]:{{[0-9]+}}: note: 'x' dies here, when 'detachedLater' returns
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: the thread is detached here
  // CHECK: help: give the thread a copy of 'x', or join the thread before 'x' dies
  std::thread t([&x] { use(x); });
  t.detach();
}
void returnsFirst() {
  std::jthread t;
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // CHECK: :[[@LINE+5]]:{{[0-9]+}}: note: 'x' dies here, when 'returnsFirst' returns
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: the thread is joined only here
  // CHECK: help: give the thread a copy of 'x', or join the thread before 'x' dies
  t = std::jthread([&x] { use(x); });
  if (flip())
    return;
  t.join();
}
void jthreadFirst() {
  std::jthread t;
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'x' dies here, when 'jthreadFirst' returns
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: the thread is joined only here
  // CHECK: help: give the thread a copy of 'x', or join the thread before 'x' dies
  t = std::jthread([&x] { use(x); });
}
std::future<void> returnedFuture() {
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // CHECK: :[[@LINE+3]]:{{[0-9]+}}: note: 'x' dies here, when 'returnedFuture' returns
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: note: the thread starts here, and is not joined here
  // CHECK: help: give the thread a copy of 'x', or join the thread before 'x' dies
  return std::async(std::launch::async, [&x] { use(x); });
}
void throughAView() {
  std::string text(40, 'x');
  std::string_view view = text;
  // CHECK: :[[@LINE-1]]:{{[0-9]+}}: error: 'text' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'text' dies here, when 'throughAView' returns
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: note: the thread is detached here
  // CHECK: help: give the thread a copy of 'text', or join the thread before 'text' dies
  std::thread([view] { use(view); }).detach();
}
template <class F> void runLater(F f) { std::thread(f).detach(); }
void throughAHelper() {
  int x = 1;
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'x' dies here, when 'throughAHelper' returns
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: note: the thread starts here, and is not joined here
  // CHECK: help: give the thread a copy of 'x', or join the thread before 'x' dies
  runLater([&x] { use(x); });
}
struct Object {
  std::string name = std::string(40, 'x');
  void start() {
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: error: 'this' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: note: 'Object::start' returns here, and the thread runs on
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: note: the thread is detached here
    // CHECK: help: keep the object alive with the thread, or join the thread before the object dies
    std::thread([this] { use(name); }).detach();
  }
};
