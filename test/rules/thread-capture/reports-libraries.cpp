// The executors of known libraries lend as std::thread does, by rows: what each
// of them waits for, and what it does not.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "executors.h"
#include "threads.h"

#include <vector>

// boost::thread, whose destructor detaches.

void boostThreadDies() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  boost::thread t([&x] { use(x); });
}
void boostThreadIsJoined() {
  int x = 1;
  boost::thread t([&x] { use(x); });
  t.join();
}

// Boost.Asio.

void asioPost(boost::asio::io_context &context) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  boost::asio::post(context, [&x] { use(x); });
}
void asioPostCopied(boost::asio::io_context &context) {
  int x = 1;
  boost::asio::post(context, [x] { use(x); });
}
void asioDispatch(boost::asio::io_context &context) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  boost::asio::dispatch(context, [&x] { use(x); });
}
void asioDispatchCopied(boost::asio::io_context &context) {
  int x = 1;
  boost::asio::dispatch(context, [x] { use(x); });
}
void asioDefer(boost::asio::io_context &context) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  boost::asio::defer(context, [&x] { use(x); });
}
void asioDeferCopied(boost::asio::io_context &context) {
  int x = 1;
  boost::asio::defer(context, [x] { use(x); });
}
void asioContextThatRunsHere() {
  int x = 1;
  boost::asio::io_context context;
  boost::asio::post(context, [&x] { use(x); });
  context.run();
}
void asioPoolDeclaredBefore() {
  boost::asio::thread_pool pool;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  boost::asio::post(pool, [&x] { use(x); });
}
void asioPoolDeclaredAfter() {
  int x = 1;
  boost::asio::thread_pool pool;
  boost::asio::post(pool, [&x] { use(x); });
}
void asioPoolIsJoined() {
  boost::asio::thread_pool pool;
  int x = 1;
  boost::asio::post(pool, [&x] { use(x); });
  pool.join();
}
void asioPoolIsOnlyStopped() {
  boost::asio::thread_pool pool;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  boost::asio::post(pool, [&x] { use(x); });
  pool.stop();
}

// oneTBB.

void tbbGroupIsNotWaitedFor(tbb::task_group &group) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  group.run([&x] { use(x); });
}
void tbbGroupIsWaitedFor(tbb::task_group &group) {
  int x = 1;
  group.run([&x] { use(x); });
  group.wait();
}
void tbbGroupRunsAndWaits(tbb::task_group &group) {
  int x = 1;
  group.run_and_wait([&x] { use(x); });
}
void tbbLoopVariable(tbb::task_group &group) {
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'i', {{.*}} [holdfast-thread-capture]
    group.run([&i] { use(i); });
  group.wait();
}
void tbbLoopVariableCopied(tbb::task_group &group) {
  for (int i = 0; i < 3; ++i)
    group.run([i] { use(i); });
  group.wait();
}
void tbbArenaExecutes(tbb::task_arena &arena) {
  int x = 1;
  arena.execute([&x] { use(x); });
}
void tbbParallelFor() {
  int x = 1;
  tbb::parallel_for(0, 3, [&x](int) { use(x); });
  tbb::parallel_invoke([&x] { use(x); }, [&x] { use(x); });
}

// Taskflow.

void taskflowIsNotWaitedFor(tf::Executor &executor) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  executor.silent_async([&x] { use(x); });
}
void taskflowIsWaitedFor(tf::Executor &executor) {
  int x = 1;
  executor.silent_async([&x] { use(x); });
  executor.wait_for_all();
}
void taskflowRun(tf::Executor &executor, tf::Taskflow &flow) {
  int x = 1;
  flow.emplace([&x] { use(x); });
  executor.run(flow).wait();
}
void taskflowFutureIsDropped(tf::Executor &executor) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  (void)executor.async([&x] { use(x); });
}
void taskflowFutureIsAwaited(tf::Executor &executor) {
  int x = 1;
  executor.async([&x] { use(x); }).wait();
}

// Qt.

void qtPoolIsNotWaitedFor() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  QThreadPool::globalInstance()->start([&x] { use(x); });
}
void qtPoolIsWaitedFor() {
  int x = 1;
  QThreadPool::globalInstance()->start([&x] { use(x); });
  QThreadPool::globalInstance()->waitForDone();
}
void qtPoolDeclaredAfter() {
  int x = 1;
  QThreadPool pool;
  pool.start([&x] { use(x); });
}
void qtPoolDeclaredBefore() {
  QThreadPool pool;
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  pool.start([&x] { use(x); });
}
void qtConcurrentIsNotWaitedFor() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  QFuture<void> done = QtConcurrent::run([&x] { use(x); });
}
void qtConcurrentIsWaitedFor() {
  int x = 1;
  QFuture<void> done = QtConcurrent::run([&x] { use(x); });
  done.waitForFinished();
}
void qtConcurrentBlocks(std::vector<int> &values) {
  int x = 1;
  QtConcurrent::blockingMap(values, [&x](int) { use(x); });
}

// folly.

void follyPoolDeclaredBefore() {
  folly::CPUThreadPoolExecutor pool(2);
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  pool.add([&x] { use(x); });
}
void follyPoolDeclaredBeforeIsJoined() {
  folly::CPUThreadPoolExecutor pool(2);
  int x = 1;
  pool.add([&x] { use(x); });
  pool.join();
}
void follyFutureIsDropped(folly::Executor &executor) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  auto done = folly::via(&executor, [&x] { return x; });
}
void follyFutureIsAwaited(folly::Executor &executor) {
  int x = 1;
  auto done = folly::via(&executor, [&x] { return x; });
  done.wait();
}

// boost::thread_group, whose destructor does not join.

void boostGroupIsNotJoined() {
  int x = 1;
  boost::thread_group group;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  group.create_thread([&x] { use(x); });
}
void boostGroupIsJoined() {
  int x = 1;
  boost::thread_group group;
  group.create_thread([&x] { use(x); });
  group.join_all();
}

// Qt's threads; folly's interface of all executors.

void qtThreadIsNotWaitedFor() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  QThread *t = QThread::create([&x] { use(x); });
  t->start();
}
void qtThreadIsWaitedFor() {
  int x = 1;
  QThread *t = QThread::create([&x] { use(x); });
  t->start();
  t->wait();
  delete t;
}
void follyExecutor(folly::Executor &executor) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  executor.add([&x] { use(x); });
}
void follyExecutorCopied(folly::Executor &executor) {
  int x = 1;
  executor.add([x] { use(x); });
}
