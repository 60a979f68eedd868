// The executors of known libraries have no rows yet, so a closure that is
// given to one is taken to be done with when the call returns. FN_ functions
// are wrong and nothing is said; the line "Right:" tells what should be.
// Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "executors.h"
#include "threads.h"

#include <vector>

void FN_boostGroupIsNotJoined() {
  int x = 1;
  boost::thread_group group;
  // Right: error: 'x' is borrowed by a thread that may outlive it
  group.create_thread([&x] { use(x); });
}
void boostGroupIsJoined() {
  int x = 1;
  boost::thread_group group;
  group.create_thread([&x] { use(x); });
  group.join_all();
}
void FN_asioPost(boost::asio::io_context &context) {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
  boost::asio::post(context, [&x] { use(x); });
}
void asioPostCopied(boost::asio::io_context &context) {
  int x = 1;
  boost::asio::post(context, [x] { use(x); });
}
void FN_asioDispatch(boost::asio::io_context &context) {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
  boost::asio::dispatch(context, [&x] { use(x); });
}
void asioDispatchCopied(boost::asio::io_context &context) {
  int x = 1;
  boost::asio::dispatch(context, [x] { use(x); });
}
void FN_asioDefer(boost::asio::io_context &context) {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
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
void FN_asioPoolDeclaredBefore() {
  boost::asio::thread_pool pool;
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
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
void FN_asioPoolIsOnlyStopped() {
  boost::asio::thread_pool pool;
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
  boost::asio::post(pool, [&x] { use(x); });
  pool.stop();
}
void FN_asioTimer(boost::asio::io_context &context) {
  int x = 1;
  boost::asio::steady_timer timer(context);
  // Right: error: 'x' is borrowed by a thread that may outlive it
  timer.async_wait([&x](int) { use(x); });
}
void asioTimerCopied(boost::asio::io_context &context) {
  int x = 1;
  boost::asio::steady_timer timer(context);
  timer.async_wait([x](int) { use(x); });
}
void FN_tbbGroupIsNotWaitedFor(tbb::task_group &group) {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
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
void FN_tbbLoopVariable(tbb::task_group &group) {
  for (int i = 0; i < 3; ++i)
    // Right: error: 'i' is borrowed by a thread that may outlive it
    group.run([&i] { use(i); });
  group.wait();
}
void tbbLoopVariableCopied(tbb::task_group &group) {
  for (int i = 0; i < 3; ++i)
    group.run([i] { use(i); });
  group.wait();
}
void FN_tbbArenaEnqueues(tbb::task_arena &arena) {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
  arena.enqueue([&x] { use(x); });
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
void FN_taskflowIsNotWaitedFor(tf::Executor &executor) {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
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
void FN_taskflowFutureIsDropped(tf::Executor &executor) {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
  (void)executor.async([&x] { use(x); });
}
void taskflowFutureIsAwaited(tf::Executor &executor) {
  int x = 1;
  executor.async([&x] { use(x); }).wait();
}
void FN_qtPoolIsNotWaitedFor() {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
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
void FN_qtPoolDeclaredBefore() {
  QThreadPool pool;
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
  pool.start([&x] { use(x); });
}
void FN_qtConcurrentIsNotWaitedFor() {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
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
void FN_qtThreadIsNotWaitedFor() {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
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
void FN_follyExecutor(folly::Executor &executor) {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
  executor.add([&x] { use(x); });
}
void follyExecutorCopied(folly::Executor &executor) {
  int x = 1;
  executor.add([x] { use(x); });
}
void FN_follyPoolDeclaredBefore() {
  folly::CPUThreadPoolExecutor pool(2);
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
  pool.add([&x] { use(x); });
}
void follyPoolDeclaredBeforeIsJoined() {
  folly::CPUThreadPoolExecutor pool(2);
  int x = 1;
  pool.add([&x] { use(x); });
  pool.join();
}
void FN_follyFutureIsDropped(folly::Executor &executor) {
  int x = 1;
  // Right: error: 'x' is borrowed by a thread that may outlive it
  auto done = folly::via(&executor, [&x] { return x; });
}
void follyFutureIsAwaited(folly::Executor &executor) {
  int x = 1;
  auto done = folly::via(&executor, [&x] { return x; });
  done.wait();
}
