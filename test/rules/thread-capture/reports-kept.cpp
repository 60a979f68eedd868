// What std::bind, a task or a helper keeps is what its thread borrows.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <future>
#include <string>
#include <thread>
#include <utility>

void readThrough(const int *p) { use(*p); }
void readReference(const int &x) { use(x); }
void bindByRef() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  std::thread(std::bind(readReference, std::ref(x))).detach();
}
void bindByAddress() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  std::thread(std::bind(readThrough, &x)).detach();
}

struct Reader {
  int value = 1;
  void read() const { use(value); }
};
void memberFunctionBoundToALocal() {
  Reader reader;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'reader'{{.*}} [holdfast-thread-capture]
  std::thread(std::bind(&Reader::read, &reader)).detach();
}
struct BindOfThis {
  std::string name = std::string(40, 'x');
  void run() { use(name); }
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'this'{{.*}} [holdfast-thread-capture]
    std::thread(std::bind(&BindOfThis::run, this)).detach();
  }
};
void bindByValue() {
  int x = 1;
  std::thread(std::bind(readReference, x)).detach();
}
void bindJoined() {
  int x = 1;
  std::thread t(std::bind(readThrough, &x));
  t.join();
}
void memberFunctionBoundToACopy() {
  Reader reader;
  std::thread(std::bind(&Reader::read, reader)).detach();
}

std::future<void> helperStartsAsync(const int &x) {
  return std::async(std::launch::async, [&x] { use(x); });
}
// A future that a helper returns holds what the helper was lent.
void futureOfAHelperDeclaredBefore() {
  std::future<void> done;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  done = helperStartsAsync(x);
}
void futureOfAHelperDeclaredAfter() {
  int x = 1;
  std::future<void> done;
  done = helperStartsAsync(x);
}

// The destructor of a task's future does not wait.
void inATaskWhoseFutureIsDropped() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  std::packaged_task<void()> task([&x] { use(x); });
  std::future<void> done = task.get_future();
  std::thread(std::move(task)).detach();
}
void inATaskWhoseFutureIsAwaited() {
  int x = 1;
  std::packaged_task<void()> task([&x] { use(x); });
  std::future<void> done = task.get_future();
  std::thread(std::move(task)).detach();
  done.get();
}
