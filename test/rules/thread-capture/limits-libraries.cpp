// Executors of known libraries that have no rows yet, or not for this. FN_
// functions are wrong and nothing is said; the line "Right:" tells what should
// be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "executors.h"
#include "threads.h"

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

// Who waits for what is enqueued in an arena is not known.
void FN_tbbArenaEnqueues(tbb::task_arena &arena) {
  int x = 1;
  // Right: error: a thread borrows 'x'
  arena.enqueue([&x] { use(x); });
}
