// A future holds what its task borrows until it is waited for or destroyed,
// which joins a task of std::async and no other.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

// The future leaves, what it borrows stays.

std::future<void> futureReturned() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  return std::async(std::launch::async, [&x] { use(x); });
}
std::future<void> futureReturnedCopied() {
  int x = 1;
  return std::async(std::launch::async, [x] { use(x); });
}
std::future<void> namedFutureReturned() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::future<void> done = std::async(std::launch::async, [&x] { use(x); });
  return done;
}
std::future<void> namedFutureReturnedAfterTheWait() {
  int x = 1;
  std::future<void> done = std::async(std::launch::async, [&x] { use(x); });
  done.wait();
  return done;
}
std::future<void> deferredFutureReturned() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  return std::async(std::launch::deferred, [&x] {
    int copy = x;
    use(copy);
  });
}
std::future<void> futureBorrowsAParameter(int x) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  return std::async(std::launch::async, [&] { use(x); });
}
std::future<void> futureCopiesAParameter(int x) {
  return std::async(std::launch::async, [=] { use(x); });
}
// not run: the library may choose to defer, and it is wrong in both cases
std::future<void> futureOfNoPolicyReturned() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  return std::async([&x] { use(x); });
}
std::future<void> futureOfNoPolicyReturnedCopied() {
  int x = 1;
  return std::async([x] { use(x); });
}

// A future that dies joins, so the order of declarations decides.

void futureDeclaredAfter() {
  int x = 1;
  std::future<void> done;
  done = std::async(std::launch::async, [&x] { use(x); });
}
void futureDeclaredBefore() {
  std::future<void> done;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  done = std::async(std::launch::async, [&x] { use(x); });
}
void futureDeclaredBeforeAndAwaited() {
  std::future<void> done;
  int x = 1;
  done = std::async(std::launch::async, [&x] { use(x); });
  done.get();
}
void futureOutlivesTheBlock() {
  std::future<void> done;
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    done = std::async(std::launch::async, [&x] { use(x); });
  }
  done.get();
}
void futureAwaitedInTheBlock() {
  std::future<void> done;
  {
    int x = 1;
    done = std::async(std::launch::async, [&x] { use(x); });
    done.get();
  }
}
void futureOverwrittenInTheBlock() {
  std::future<void> done;
  {
    int x = 1;
    done = std::async(std::launch::async, [&x] { use(x); });
    done = std::future<void>(); // the future that dies joins
  }
}
void discardedFutureJoinsAtOnce() {
  int x = 1;
  (void)std::async(std::launch::async, [&x] { use(x); });
}
void discardedDeferredTaskNeverRuns() {
  int x = 1;
  (void)std::async(std::launch::deferred, [&x] { use(x); });
}
void localFutureJoinsAtTheEnd() {
  int x = 1;
  auto done = std::async(std::launch::async, [&x] { use(x); });
}
void futuresOfALoop() {
  std::vector<std::future<void>> all;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'i', {{.*}} [holdfast-thread-capture]
    all.push_back(std::async(std::launch::async, [&i] { use(i); }));
}
void futuresOfALoopCopied() {
  std::vector<std::future<void>> all;
  for (int i = 0; i < 3; ++i)
    all.push_back(std::async(std::launch::async, [i] { use(i); }));
}
void futuresOfALoopDeclaredAfter() {
  int x = 1;
  std::vector<std::future<void>> all;
  for (int i = 0; i < 3; ++i)
    all.push_back(std::async(std::launch::async, [&x] { use(x); }));
}
void futuresOfALoopDeclaredBefore() {
  std::vector<std::future<void>> all;
  int x = 1;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    all.push_back(std::async(std::launch::async, [&x] { use(x); }));
}
void futuresOfALoopAllAwaited() {
  std::vector<std::future<void>> all;
  int x = 1;
  for (int i = 0; i < 3; ++i)
    all.push_back(std::async(std::launch::async, [&x] { use(x); }));
  for (std::future<void> &one : all)
    one.wait();
}

// A wait that may give up is no join.

void waitedForAWhile() {
  std::future<void> done;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  done = std::async(std::launch::async, [&x] { use(x); });
  done.wait_for(std::chrono::milliseconds(1));
}
void waitedForAsLongAsItTakes() {
  std::future<void> done;
  int x = 1;
  done = std::async(std::launch::async, [&x] { use(x); });
  done.wait();
}

// Arguments of the task.

std::future<void> taskArgumentByRef() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  return std::async(std::launch::async, [](int &y) { use(y); }, std::ref(x));
}
std::future<void> taskArgumentByValue() {
  int x = 1;
  return std::async(std::launch::async, [](int y) { use(y); }, x);
}

// Futures of a promise or a task join nobody when they die.

void futureOfAPromiseDoesNotJoin() {
  int x = 1;
  std::promise<void> promise;
  std::future<void> done = promise.get_future();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&x, p = std::move(promise)]() mutable {
    use(x);
    p.set_value();
  }).detach();
}
void sharedFutureJoinsWithItsLastCopy() {
  int x = 1;
  std::shared_future<void> done = std::async(std::launch::async, [&x] { use(x); }).share();
}
void movedFutureJoinsWhereItDies() {
  int x = 1;
  std::future<void> done = std::async(std::launch::async, [&x] { use(x); });
  std::future<void> moved = std::move(done);
}
void futureMovedOutOfTheBlock() {
  std::future<void> kept;
  {
    int x = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
    std::future<void> done = std::async(std::launch::async, [&x] { use(x); });
    kept = std::move(done);
  }
  kept.wait();
}
void futureMovedOutOfTheBlockAfterTheWait() {
  std::future<void> kept;
  {
    int x = 1;
    std::future<void> done = std::async(std::launch::async, [&x] { use(x); });
    done.wait();
    kept = std::move(done);
  }
  kept.wait();
}
