// Today's known wrong answers of double-lock: FN_ functions are wrong and
// silent. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,double-lock' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <mutex>
#include <pthread.h>

std::mutex m;

// The callee takes the lock on one of its paths only.
void lockSometimes() {
  if (flip())
    return;
  std::lock_guard<std::mutex> g(m);
}
void FN_calleeTakesItOnOnePath() {
  // Right: error: 'lockSometimes' may lock 'm', which is held already here
  std::lock_guard<std::mutex> g(m);
  lockSometimes();
}
// Only how it was made tells that it is not recursive.
pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER;
void FN_posix() {
  pthread_mutex_lock(&plain);
  // Right: error: 'plain' is locked while it is held already
  pthread_mutex_lock(&plain);
}
// Which elements they are is not known.
void FN_unknownElement(std::mutex *locks, int i) {
  locks[i + 1].lock();
  // Right: error: 'locks[i + 1]' is locked while it is held already
  locks[i + 1].lock();
}
