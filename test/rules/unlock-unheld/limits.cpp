// Today's known wrong answers of unlock-unheld: FN_ functions are wrong and
// silent. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,unlock-unheld' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <mutex>
#include <pthread.h>

// Its attributes may make it recursive.
pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER;
void FN_posixOnOnePath() {
  pthread_mutex_lock(&plain);
  if (flip())
    pthread_mutex_unlock(&plain);
  // Right: error: 'plain' is unlocked while it may not be held
  pthread_mutex_unlock(&plain);
}
// A guard without a mutex.
void FN_emptyGuard() {
  std::unique_lock<std::mutex> g;
  // Right: error: 'g' is unlocked while it is not held
  g.unlock();
}
