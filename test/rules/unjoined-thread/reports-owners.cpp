// Who has the thread last must join it: a container, a pointer, a member, a
// helper, the caller.
//
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "executors.h"
#include "threads.h"

#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

void movedToAnother() {
  std::thread t([] { use(1); });
  std::thread u = std::move(t);
  u.join();
}
void movedToAnotherThatIsNotJoined() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'u' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
  std::thread u = std::move(t);
}
std::thread helperReturned() {
  std::thread t([] { use(1); });
  return t;
}
void returnedAndJoined() {
  std::thread t = helperReturned();
  t.join();
}
static void helperJoins(std::thread t) { t.join(); }
static void helperJoinsReference(std::thread &t) { t.join(); }
static void helperLooks(const std::thread &t) { use(t.get_id()); }
void joinedByAHelper() {
  std::thread t([] { use(1); });
  helperJoins(std::move(t));
}
void joinedByAHelperThroughAReference() {
  std::thread t([] { use(1); });
  helperJoinsReference(t);
}
void lookedAtByAHelper() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
  helperLooks(t);
}
void inAVector() {
  std::vector<std::thread> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'threads' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  threads.emplace_back([] { use(1); });
}
void inAVectorJoined() {
  std::vector<std::thread> threads;
  threads.emplace_back([] { use(1); });
  for (std::thread &t : threads)
    t.join();
}
void inAVectorThatIsClearedAfterTheJoin() {
  std::vector<std::thread> threads;
  threads.emplace_back([] { use(1); });
  threads.back().join();
  threads.clear();
}
void inAVectorOfWhichBothAreJoined() {
  std::vector<std::thread> threads;
  threads.emplace_back([] { use(1); });
  threads.emplace_back([] { use(2); });
  threads[0].join();
  threads[1].join();
}
void movedIntoAVector() {
  std::vector<std::thread> threads;
  std::thread t([] { use(1); });
  threads.push_back(std::move(t));
  threads[0].join();
}
void movedIntoAVectorAndNotJoined() {
  std::vector<std::thread> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'threads' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
  threads.push_back(std::move(t));
}
void pushedAndNotJoined() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'threads' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
    threads.push_back(std::thread([] { use(1); }));
}
void pushedAndJoined() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.push_back(std::thread([] { use(1); }));
  for (std::thread &t : threads)
    t.join();
}
void inAPointerJoined() {
  auto t = std::make_unique<std::thread>([] { use(1); });
  t->join();
}
void inAnOptionalJoined() {
  std::optional<std::thread> t;
  t.emplace([] { use(1); });
  t->join();
}
void deleted() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a thread is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  auto *t = new std::thread([] { use(1); });
  delete t;
}
void deletedAfterTheJoin() {
  auto *t = new std::thread([] { use(1); });
  t->join();
  delete t;
}
struct Worker {
  std::thread thread;
};
void inAMember() {
  Worker worker;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'worker' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  worker.thread = std::thread([] { use(1); });
}
void inAMemberJoined() {
  Worker worker;
  worker.thread = std::thread([] { use(1); });
  worker.thread.join();
}
class Guard {
  std::thread thread;

public:
  explicit Guard(std::thread t) : thread(std::move(t)) {}
  ~Guard() {
    if (thread.joinable())
      thread.join();
  }
};
void inAGuard() {
  Guard guard(std::thread([] { use(1); }));
}
class ForgetfulGuard {
  std::thread thread;

public:
  explicit ForgetfulGuard(std::thread t) : thread(std::move(t)) {}
  ~ForgetfulGuard() { use(1); }
};
void inAForgetfulGuard() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'guard' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  ForgetfulGuard guard(std::thread([] { use(1); }));
}

// Started and returned by a helper.
std::thread helperStarts() {
  std::thread t([] { use(1); });
  return t;
}
std::thread helperMayStart(bool starts) {
  if (!starts)
    return std::thread();
  return std::thread([] { use(1); });
}
void startedByAHelperAndDropped() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}is destroyed while its thread is still joinable{{.*}} [holdfast-unjoined-thread]
  helperStarts();
}
void startedByAHelperAndNotJoined() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable{{.*}} [holdfast-unjoined-thread]
  std::thread t = helperStarts();
}
void startedByAHelperAndJoined() {
  std::thread t = helperStarts();
  t.join();
}
void startedByAHelperIntoAVector() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.push_back(helperStarts());
  for (std::thread &t : threads)
    t.join();
}
void notStartedByAHelper() {
  std::thread t = helperMayStart(false);
}

static void helperStarts(std::thread &t) {
  t = std::thread([] { use(1); });
}
static void helperMayStart(std::thread &t, bool now) {
  if (now)
    t = std::thread([] { use(1); });
}
template <class F> static void helperRuns(F f) { f(); }
void startedThroughAReference() {
  std::thread t;
  helperStarts(t);
  t.join();
}
void startedThroughAReferenceAndNotJoined() {
  std::thread t;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  helperStarts(t);
}
void startedThroughAReferenceOnSomePath(bool now) {
  std::thread t;
  helperMayStart(t, now);
  if (now)
    t.join();
}
void startedByAClosure() {
  std::thread t;
  [&t] { t = std::thread([] { use(1); }); }();
  t.join();
}
void startedByAClosureAndNotJoined() {
  std::thread t;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  [&t] { t = std::thread([] { use(1); }); }();
}
void startedByAClosureThatAHelperRuns() {
  std::thread t;
  helperRuns([&t] { t = std::thread([] { use(1); }); });
  t.join();
}
void startedByAClosureThatAHelperRunsAndNotJoined() {
  std::thread t;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  helperRuns([&t] { t = std::thread([] { use(1); }); });
}
struct OwnsOne {
  ~OwnsOne(); // joins
  std::thread thread;
};
#ifdef HOLDFAST_RUN // in another file
OwnsOne::~OwnsOne() { thread.join(); }
#endif
static void helperStartsIn(OwnsOne &owner) {
  owner.thread = std::thread([] { use(1); });
}
void startedInAnObjectThatJoins() {
  OwnsOne owner;
  helperStartsIn(owner);
}
void startedWhereATaskIsSuspended() {
  std::thread t;
  tbb::task::suspend([&t] { t = std::thread([] { use(1); }); });
  t.join();
}
// not run: the stand-in for the library drops the closure
void startedWhereATaskIsSuspendedAndNotJoined() {
  std::thread t;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  tbb::task::suspend([&t] { t = std::thread([] { use(1); }); });
}
// A copy of the closure has the same references in the same parts.
void startedByACopyWithTwoReferences() {
  bool done = false;
  std::thread t;
  auto start = [&done, &t] { t = std::thread([&done] { use(done); }); };
  tbb::task::suspend(start);
  t.join();
}
// not run: the stand-in for the library drops the closure
void startedByACopyWithTwoReferencesAndNotJoined() {
  bool done = false;
  std::thread t;
  auto start = [&done, &t] { t = std::thread([&done] { use(done); }); };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  tbb::task::suspend(start);
}
