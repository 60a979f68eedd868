// The threads of C: a pthread_t that dies without a word is not taken as a
// thread that nobody joins. FN_ functions are wrong and nothing is said; the line
// "Right:" tells what should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <algorithm>
#include <memory>
#include <pthread.h>
#include <vector>

static void *readInt(void *p) {
  use(*static_cast<int *>(p));
  return nullptr;
}
void FN_pthreadNeverJoined() {
  int x = 1;
  pthread_t t;
  // Right: error: a thread borrows 'x'
  pthread_create(&t, nullptr, readInt, &x);
}
void pthreadNeverJoinedStatic() {
  static int x = 1;
  pthread_t t;
  pthread_create(&t, nullptr, readInt, &x);
}
void FN_pthreadJoinedAfterAReturn() {
  int x = 1;
  pthread_t t;
  // Right: error: a thread borrows 'x'
  pthread_create(&t, nullptr, readInt, &x);
  if (flip())
    return;
  pthread_join(t, nullptr);
}
void pthreadJoinedBeforeTheReturn() {
  int x = 1;
  pthread_t t;
  pthread_create(&t, nullptr, readInt, &x);
  pthread_join(t, nullptr);
  if (flip())
    return;
}
void algorithmRunsNow() {
  std::vector<int> values(3);
  int x = 1;
  std::for_each(values.begin(), values.end(), [&x](int) { use(x); });
}
