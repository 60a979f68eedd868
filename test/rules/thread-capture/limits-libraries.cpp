// Executors of known libraries that have no rows yet, or not for this. FN_
// functions are wrong and nothing is said; the line "Right:" tells what should
// be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "executors.h"
#include "threads.h"

#include <memory>

// What an object that std::make_shared makes was made with is not told.
void FN_timerBehindAPointer(boost::asio::io_context &context) {
  int x = 1;
  auto timer = std::make_shared<boost::asio::steady_timer>(context);
  // Right: error: closure that runs later borrows 'x'
  timer->async_wait([&x, timer](int) { use(x); });
}
void timerBehindAPointerCopied(boost::asio::io_context &context) {
  int x = 1;
  auto timer = std::make_shared<boost::asio::steady_timer>(context);
  timer->async_wait([x, timer](int) { use(x); });
}

// Who waits for what is enqueued in an arena is not known.
void FN_tbbArenaEnqueues(tbb::task_arena &arena) {
  int x = 1;
  // Right: error: closure that runs later borrows 'x'
  arena.enqueue([&x] { use(x); });
}
void tbbArenaEnqueuesACopy(tbb::task_arena &arena) {
  int x = 1;
  arena.enqueue([x] { use(x); });
}

// A slot is called while both objects live: of a connection that is not queued
// nobody knows whether that ends before this function does.
void FN_directConnection(QTimer *sender, QObject *context) {
  int x = 1;
  // Right: error: closure that runs later borrows 'x'
  QObject::connect(sender, &QTimer::timeout, context, [&x] { use(x); });
}
void directConnectionCopied(QTimer *sender, QObject *context) {
  int x = 1;
  QObject::connect(sender, &QTimer::timeout, context, [x] { use(x); });
}
