// What a std::function, a task or std::bind hides is known where it was put in.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unsynchronized-share' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <future>
#include <thread>
#include <utility>

void closureInAFunction() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and read by 'closureInAFunction' at the same time [holdfast-unsynchronized-share]
  std::function<void()> f = [&x] { ++x; };
  std::thread t(f);
  use(x);
  t.join();
}
void closureInAFunctionThatCopies() {
  int x = 1;
  std::function<void()> f = [x]() mutable { ++x; };
  std::thread t(f);
  use(x);
  t.join();
}
void closureInAMovedFunction() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and read by 'closureInAMovedFunction' at the same time [holdfast-unsynchronized-share]
  std::function<void()> f = [&x] { ++x; };
  std::thread t(std::move(f));
  use(x);
  t.join();
}
void closureInAMovedFunctionAfterTheJoin() {
  int x = 1;
  std::function<void()> f = [&x] { ++x; };
  std::thread t(std::move(f));
  t.join();
  use(x);
}
void closureInATask() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and read by 'closureInATask' at the same time [holdfast-unsynchronized-share]
  std::packaged_task<void()> task([&x] { ++x; });
  std::thread t(std::move(task));
  use(x);
  t.join();
}
void closureInATaskThatIsWaitedFor() {
  int x = 1;
  std::packaged_task<void()> task([&x] { ++x; });
  std::future<void> done = task.get_future();
  std::thread t(std::move(task));
  done.wait();
  use(x);
  t.join();
}
void closureInAFunctionThatChanges() {
  int x = 1;
  int y = 1;
  std::function<void()> f = [&x] { ++x; };
  f = [&y] { ++y; };
  std::thread t(f);
  use(x);
  t.join();
}

void boundByReference() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written here, and read by 'boundByReference' at the same time [holdfast-unsynchronized-share]
  std::thread t(std::bind([](int &y) { ++y; }, std::ref(x)));
  use(x);
  t.join();
}
void boundByValue() {
  int x = 1;
  std::thread t(std::bind([](int &y) { ++y; }, x));
  use(x);
  t.join();
}
