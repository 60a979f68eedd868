// A pool of the project's own: a job that is queued is not followed into the
// thread that drains the queue. FN_ functions are wrong and nothing is said;
// the line "Right:" tells what should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "pool.h"
#include "threads.h"

#include <functional>
#include <future>
#include <string>
#include <vector>

void FN_poolDeclaredBefore() {
  Pool pool;
  int x = 1;
  // Right: error: a thread borrows 'x'
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
void FN_poolThatWaitsOnOnePath() {
  Pool pool;
  int x = 1;
  // Right: error: a thread borrows 'x'
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
void FN_poolThatWaitsBeforeTheJob() {
  Pool pool;
  int x = 1;
  pool.wait();
  // Right: error: a thread borrows 'x'
  pool.submit([&x] { use(x); });
}
void FN_helperPoolParameter(Pool &pool) {
  int x = 1;
  // Right: error: a thread borrows 'x'
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
void FN_poolOfTheProgram() {
  int x = 1;
  // Right: error: a thread borrows 'x'
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
void FN_loopVariableInAPool() {
  Pool pool;
  for (int i = 0; i < 3; ++i)
    // Right: error: a thread borrows 'i'
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
void FN_futureOfAPoolIsDropped() {
  Pool pool;
  int x = 1;
  // Right: error: a thread borrows 'x'
  std::future<void> done = pool.start([&x] { use(x); });
}
void temporaryFutureOfAPoolIsAwaited() {
  Pool pool;
  int x = 1;
  pool.start([&x] { use(x); }).wait();
}
void FN_temporaryFutureOfAPoolIsDropped() {
  Pool pool;
  int x = 1;
  // Right: error: a thread borrows 'x'
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
void FN_futuresOfAPoolAreDropped() {
  Pool pool;
  std::vector<int> values(3);
  std::vector<std::future<void>> all;
  for (int &value : values)
    // Right: error: a thread borrows 'values'
    all.push_back(pool.start([&value] { use(value); }));
}
class Service {
  Pool &pool;

public:
  explicit Service(Pool &p) : pool(p) {}
  void later(std::function<void()> f) { pool.submit(std::move(f)); }
  void now(const std::function<void()> &f) { f(); }
};
void FN_wrapperSubmits() {
  Pool pool;
  Service service(pool);
  int x = 1;
  // Right: error: a thread borrows 'x'
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
class FN_OwnsAPoolThatDiesLast {
  Pool pool;
  std::string name = std::string(40, 'x');

public:
  void start() {
    // Right: error: a thread borrows 'name'
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
