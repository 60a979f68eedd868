// A helper that spawns or keeps its parameter is the spawn of its caller; one
// that runs it now, or joins before it returns, is not.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

template <class F> void helperSpawns(F f) { std::thread(std::move(f)).detach(); }
template <class F> void helperJoins(F f) { std::thread(std::move(f)).join(); }
template <class F> void helperRuns(F &&f) { f(); }
void helperSpawnsFunction(std::function<void()> f) { std::thread(f).detach(); }
void helperJoinsFunction(std::function<void()> f) { std::thread(f).join(); }
void helperSpawnsReference(const std::function<void()> &f) { std::thread(f).detach(); }

void spawnedByATemplate() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  helperSpawns([&x] { use(x); });
}
void spawnedByATemplateCopied() {
  int x = 1;
  helperSpawns([x] { use(x); });
}
void joinedByATemplate() {
  int x = 1;
  helperJoins([&x] { use(x); });
}
void runNowByATemplate() {
  int x = 1;
  helperRuns([&x] { use(x); });
}
void spawnedByAFunction() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  helperSpawnsFunction([&x] { use(x); });
}
void joinedByAFunction() {
  int x = 1;
  helperJoinsFunction([&x] { use(x); });
}
void spawnedByAReference() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  helperSpawnsReference([&x] { use(x); });
}
void spawnedByAReferenceCopied() {
  int x = 1;
  helperSpawnsReference([x] { use(x); });
}
void spawnedByALambda() {
  auto spawn = [](auto f) { std::thread(f).detach(); };
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  spawn([&x] { use(x); });
}
void joinedByALambda() {
  auto spawn = [](auto f) { std::thread(f).join(); };
  int x = 1;
  spawn([&x] { use(x); });
}

// Through two helpers, and back through a recursion.

template <class F> void helperPasses(F f) { helperSpawns(f); }
template <class F> void helperPassesToJoin(F f) { helperJoins(f); }
void spawnedTwoCallsDown() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  helperPasses([&x] { use(x); });
}
void joinedTwoCallsDown() {
  int x = 1;
  helperPassesToJoin([&x] { use(x); });
}
void helperRecurses(std::function<void()> f, int depth) {
  if (depth > 0)
    return helperRecurses(f, depth - 1);
  std::thread(f).detach();
}
void spawnedByARecursion() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  helperRecurses([&x] { use(x); }, 2);
}
void spawnedByARecursionCopied() {
  int x = 1;
  helperRecurses([x] { use(x); }, 2);
}

// Spawned on one path only.

template <class F> void helperSpawnsOnOnePath(F f) {
  if (flip())
    std::thread(f).detach();
  else
    f();
}
template <class F> void helperJoinsOnOnePath(F f) {
  if (flip())
    std::thread(f).join();
  else
    f();
}
void spawnedOnOnePath() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  helperSpawnsOnOnePath([&x] { use(x); });
}
void joinedOnOnePath() {
  int x = 1;
  helperJoinsOnOnePath([&x] { use(x); });
}

// The handle comes back, and the caller decides.

template <class F> std::thread helperStarts(F f) { return std::thread(f); }
template <class F> std::unique_ptr<std::thread> helperStartsOnTheHeap(F f) {
  return std::make_unique<std::thread>(f);
}
void detachesWhatTheHelperStarted() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread t = helperStarts([&x] { use(x); });
  t.detach();
}
void joinsWhatTheHelperStarted() {
  int x = 1;
  std::thread t = helperStarts([&x] { use(x); });
  t.join();
}
void detachesWhatTheHelperStartedOnTheHeap() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  auto t = helperStartsOnTheHeap([&x] { use(x); });
  t->detach();
}
void joinsWhatTheHelperStartedOnTheHeap() {
  int x = 1;
  auto t = helperStartsOnTheHeap([&x] { use(x); });
  t->join();
}
void helperJoinsHandle(std::thread &t) { t.join(); }
void helperDetachesHandle(std::thread &t) { t.detach(); }
void helperTakesHandleToJoin(std::thread t) { t.join(); }
void helperTakesHandleToDetach(std::thread t) { t.detach(); }
void joinedByTheHelper() {
  int x = 1;
  std::thread t([&x] { use(x); });
  helperJoinsHandle(t);
}
void detachedByTheHelper() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread t([&x] { use(x); });
  helperDetachesHandle(t);
}
void movedToAHelperThatJoins() {
  int x = 1;
  std::thread t([&x] { use(x); });
  helperTakesHandleToJoin(std::move(t));
}
void movedToAHelperThatDetaches() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread t([&x] { use(x); });
  helperTakesHandleToDetach(std::move(t));
}

// The helper keeps it where a thread will find it, or lends its own local.

std::vector<std::thread> helperThreads;
template <class F> void helperKeepsItsThread(F f) { helperThreads.emplace_back(f); }
void keptInAGlobalThreadCopied() {
  int x = 1;
  helperKeepsItsThread([x] { use(x); });
}
void keptInAGlobalThreadJoined() {
  int x = 1;
  helperKeepsItsThread([&x] { use(x); });
  helperThreads.back().join();
}
template <class F> void helperLendsItsParameter(F f) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'f', {{.*}} [holdfast-thread-capture]
  std::thread([&f] { f(); }).detach();
}
void closureLentByAHelper() {
  int x = 1;
  helperLendsItsParameter([x] { use(x); });
}
template <class F> void helperCopiesItsParameter(F f) {
  std::thread([f] { f(); }).detach();
}
void closureCopiedByAHelper() {
  int x = 1;
  helperCopiesItsParameter([x] { use(x); });
}

// The helper takes a pointer or a reference to what the thread reads.

void helperReadsLater(const int *p) {
  std::thread([p] { use(*p); }).detach();
}
void helperReadsNow(const int *p) {
  std::thread([p] { use(*p); }).join();
}
void pointerReadLater() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  helperReadsLater(&x);
}
void pointerReadNow() {
  int x = 1;
  helperReadsNow(&x);
}
void pointerToAStaticReadLater() {
  static int x = 1;
  helperReadsLater(&x);
}

// Making the closure elsewhere.

std::function<void()> helperMakesCopying(const int &x) {
  return [x] { use(x); };
}
void closureMadeByAHelperCopied() {
  int x = 1;
  std::thread(helperMakesCopying(x)).detach();
}
std::future<void> helperStartsAsync(const int &x) {
  return std::async(std::launch::async, [&x] { use(x); });
}
void futureOfAHelperDeclaredAfter() {
  int x = 1;
  std::future<void> done;
  done = helperStartsAsync(x);
}
