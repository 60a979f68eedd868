// Executors of known libraries that have no rows yet, or not for this. FN_
// functions are wrong and nothing is said; the line "Right:" tells what should
// be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "executors.h"
#include "threads.h"



void FN_boostGroupIsNotJoined() {
  int x = 1;
  boost::thread_group group;
  // Right: error: a thread borrows 'x'
  group.create_thread([&x] { use(x); });
}
void boostGroupIsJoined() {
  int x = 1;
  boost::thread_group group;
  group.create_thread([&x] { use(x); });
  group.join_all();
}
void FN_asioTimer(boost::asio::io_context &context) {
  int x = 1;
  boost::asio::steady_timer timer(context);
  // Right: error: a thread borrows 'x'
  timer.async_wait([&x](int) { use(x); });
}
void asioTimerCopied(boost::asio::io_context &context) {
  int x = 1;
  boost::asio::steady_timer timer(context);
  timer.async_wait([x](int) { use(x); });
}
void FN_qtThreadIsNotWaitedFor() {
  int x = 1;
  // Right: error: a thread borrows 'x'
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
  // Right: error: a thread borrows 'x'
  executor.add([&x] { use(x); });
}
void follyExecutorCopied(folly::Executor &executor) {
  int x = 1;
  executor.add([x] { use(x); });
}

// Who waits for what is enqueued in an arena is not known.
void FN_tbbArenaEnqueues(tbb::task_arena &arena) {
  int x = 1;
  // Right: error: a thread borrows 'x'
  arena.enqueue([&x] { use(x); });
}
