// pthread_create lends its last argument: until pthread_join the thread has it, and
// a detached or forgotten thread has it to the end; a joined one gives it back.
//
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <algorithm>
#include <memory>
#include <pthread.h>
#include <vector>

static void *readInt(void *p) {
  use(*static_cast<int *>(p));
  return nullptr;
}
static void *readHeap(void *p) {
  std::unique_ptr<int> owner(static_cast<int *>(p));
  use(*owner);
  return nullptr;
}

void pthreadJoined() {
  int x = 1;
  pthread_t t;
  pthread_create(&t, nullptr, readInt, &x);
  pthread_join(t, nullptr);
}
void pthreadDetached() {
  int x = 1;
  pthread_t t;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  pthread_create(&t, nullptr, readInt, &x);
  pthread_detach(t);
}
void pthreadDetachedWithTheHeap() {
  pthread_t t;
  pthread_create(&t, nullptr, readHeap, new int(1));
  pthread_detach(t);
}
void pthreadsOfALoop() {
  pthread_t threads[3];
  for (int i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'i', {{.*}} [holdfast-thread-capture]
    pthread_create(&threads[i], nullptr, readInt, &i);
  for (pthread_t t : threads)
    pthread_join(t, nullptr);
}
void pthreadsOfAnArray() {
  pthread_t threads[3];
  int values[3] = {};
  for (int i = 0; i < 3; ++i)
    pthread_create(&threads[i], nullptr, readInt, &values[i]);
  for (pthread_t t : threads)
    pthread_join(t, nullptr);
}
void pthreadsOfAnArrayDeclaredInTheLoop() {
  pthread_t threads[3];
  for (int i = 0; i < 3; ++i) {
    int values[1] = {i};
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values[0]', {{.*}} [holdfast-thread-capture]
    pthread_create(&threads[i], nullptr, readInt, values);
  }
  for (pthread_t t : threads)
    pthread_join(t, nullptr);
}
struct Argument {
  int *value;
};
static void *readArgument(void *p) {
  std::unique_ptr<Argument> argument(static_cast<Argument *>(p));
  use(*argument->value);
  return nullptr;
}
void pthreadWithABorrowInTheHeap() {
  int x = 1;
  pthread_t t;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: a thread borrows 'x', {{.*}} [holdfast-thread-capture]
  pthread_create(&t, nullptr, readArgument, new Argument{&x});
  pthread_detach(t);
}
void pthreadWithABorrowOfAStaticInTheHeap() {
  static int x = 1;
  pthread_t t;
  pthread_create(&t, nullptr, readArgument, new Argument{&x});
  pthread_detach(t);
}
