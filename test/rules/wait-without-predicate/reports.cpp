// A wait with neither a predicate nor a loop around it. Each case has a silent
// twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,wait-without-predicate' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <condition_variable>
#include <mutex>
#include <pthread.h>

std::mutex m;
std::condition_variable c;
std::condition_variable_any any;
bool isReady;

void bare() {
  std::unique_lock<std::mutex> g(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: this wait on 'c' has neither a predicate nor a loop around it: it may return without a signal, or miss one that came before [holdfast-wait-without-predicate]
  c.wait(g);
}
void withPredicate() {
  std::unique_lock<std::mutex> g(m);
  c.wait(g, [] { return isReady; });
}
void inALoop() {
  std::unique_lock<std::mutex> g(m);
  while (!isReady)
    c.wait(g);
}
void onCondition() {
  std::unique_lock<std::mutex> g(m);
  if (!isReady)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: this wait on 'c' has neither a predicate nor a loop around it: it may return without a signal, or miss one that came before [holdfast-wait-without-predicate]
    c.wait(g);
}
struct Event {
  std::mutex mutex;
  std::condition_variable_any changed;
  bool isSet = false;
  void wait() {
    std::unique_lock<std::mutex> g(mutex);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: this wait on 'changed' has neither a predicate nor a loop around it: it may return without a signal, or miss one that came before [holdfast-wait-without-predicate]
    changed.wait(g);
  }
  void waitUntilSet() {
    std::unique_lock<std::mutex> g(mutex);
    do
      changed.wait(g);
    while (!isSet);
  }
};
pthread_mutex_t pm = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t pc = PTHREAD_COND_INITIALIZER;
void posix() {
  pthread_mutex_lock(&pm);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: this wait has neither a predicate nor a loop around it: it may return without a signal, or miss one that came before [holdfast-wait-without-predicate]
  pthread_cond_wait(&pc, &pm);
  pthread_mutex_unlock(&pm);
}
void posixInALoop() {
  pthread_mutex_lock(&pm);
  while (!isReady)
    pthread_cond_wait(&pc, &pm);
  pthread_mutex_unlock(&pm);
}
