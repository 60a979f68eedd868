// A pool of the project's own, known by what its threads run: a job that is
// queued borrows until the pool is waited for or dies.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "pool.h"
#include "threads.h"

#include <functional>
#include <future>
#include <string>
#include <vector>

void poolDeclaredBefore() {
  Pool pool;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  pool.submit([&x] { use(x); });
}
void poolDeclaredAfter() {
  int x = 1;
  Pool pool;
  pool.submit([&x] { use(x); });
}
void poolDeclaredBeforeCopied() {
  Pool pool;
  int x = 1;
  pool.submit([x] { use(x); });
}
void poolDeclaredBeforeThatWaits() {
  Pool pool;
  int x = 1;
  pool.submit([&x] { use(x); });
  pool.wait();
}
void poolThatWaitsOnOnePath() {
  Pool pool;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  pool.submit([&x] { use(x); });
  if (flip())
    return;
  pool.wait();
}
void poolThatWaitsOnBothPaths() {
  Pool pool;
  int x = 1;
  pool.submit([&x] { use(x); });
  if (flip()) {
    pool.wait();
    return;
  }
  pool.wait();
}
void poolThatWaitsBeforeTheJob() {
  Pool pool;
  int x = 1;
  pool.wait();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  pool.submit([&x] { use(x); });
}
void helperPoolParameter(Pool &pool) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  pool.submit([&x] { use(x); });
}
void helperPoolParameterCopied(Pool &pool) {
  int x = 1;
  pool.submit([x] { use(x); });
}
void helperPoolParameterThatWaits(Pool &pool) {
  int x = 1;
  pool.submit([&x] { use(x); });
  pool.wait();
}
Pool &globalPool() {
  static Pool pool;
  return pool;
}
void poolOfTheProgram() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  globalPool().submit([&x] { use(x); });
}
void poolOfTheProgramCopied() {
  int x = 1;
  globalPool().submit([x] { use(x); });
}
void poolOfTheProgramThatWaits() {
  int x = 1;
  globalPool().submit([&x] { use(x); });
  globalPool().wait();
}
void loopVariableInAPool() {
  Pool pool;
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'i'{{.*}} [holdfast-thread-capture]
    pool.submit([&i] { use(i); });
  pool.wait();
}
void loopVariableInAPoolCopied() {
  Pool pool;
  for (int i = 0; i < 3; ++i)
    pool.submit([i] { use(i); });
  pool.wait();
}
void loopVariableInAPoolThatWaits() {
  Pool pool;
  for (int i = 0; i < 3; ++i) {
    pool.submit([&i] { use(i); });
    pool.wait();
  }
}
void bodyOfAParallelLoop() {
  Pool pool;
  int x = 1;
  pool.forEach(0, 3, [&](int) { use(x); });
}
void parameterOfAParallelLoop() {
  Pool pool;
  pool.forEach(0, 3, [&](int i) { use(i); });
}
void futureOfAPoolIsAwaited() {
  Pool pool;
  int x = 1;
  std::future<void> done = pool.start([&x] { use(x); });
  done.get();
}
void futureOfAPoolIsDropped() {
  Pool pool;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  std::future<void> done = pool.start([&x] { use(x); });
}
void temporaryFutureOfAPoolIsAwaited() {
  Pool pool;
  int x = 1;
  pool.start([&x] { use(x); }).wait();
}
void temporaryFutureOfAPoolIsDropped() {
  Pool pool;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  (void)pool.start([&x] { use(x); });
}
void futuresOfAPoolAreAwaited() {
  Pool pool;
  std::vector<int> values(3);
  std::vector<std::future<void>> all;
  for (int &value : values)
    all.push_back(pool.start([&value] { use(value); }));
  for (std::future<void> &one : all)
    one.wait();
}
void futuresOfAPoolAreDropped() {
  Pool pool;
  std::vector<int> values(3);
  std::vector<std::future<void>> all;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values'{{.*}} [holdfast-thread-capture]
  for (int &value : values)
    all.push_back(pool.start([&value] { use(value); }));
}
class Service {
  Pool &pool;

public:
  explicit Service(Pool &p) : pool(p) {}
  void later(std::function<void()> f) { pool.submit(std::move(f)); }
  void now(const std::function<void()> &f) { f(); }
};
void wrapperSubmits() {
  Pool pool;
  Service service(pool);
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  service.later([&x] { use(x); });
}
void wrapperRunsNow() {
  Pool pool;
  Service service(pool);
  int x = 1;
  service.now([&x] { use(x); });
}
void wrapperOfAYoungerPool() {
  int x = 1;
  Pool pool;
  Service service(pool);
  service.later([&x] { use(x); });
}
class OwnsAPoolThatDiesFirst {
  std::string name = std::string(40, 'x');
  Pool pool;

public:
  void start() {
    pool.submit([this] { use(name); });
  }
};
class OwnsAPoolThatDiesLastAndWaits {
  Pool pool;
  std::string name = std::string(40, 'x');

public:
  void start() {
    pool.submit([this] { use(name); });
  }
  ~OwnsAPoolThatDiesLastAndWaits() { pool.wait(); }
};
