// One way out leaves a lock held that another has given back. Each case has a
// silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,lock-leak' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <mutex>

std::mutex m;

void earlyReturn() {
  m.lock();
  if (flip())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is still held where this returns; another way out gives it back [holdfast-lock-leak]
    return;
  m.unlock();
}
void earlyReturnWithUnlock() {
  m.lock();
  if (flip()) {
    m.unlock();
    return;
  }
  m.unlock();
}
void throws() {
  m.lock();
  if (flip())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is still held where this throws; another way out gives it back [holdfast-lock-leak]
    throw 1;
  m.unlock();
}
void throwsWithUnlock() {
  m.lock();
  if (flip()) {
    m.unlock();
    throw 1;
  }
  m.unlock();
}
int sameAnswer() {
  m.lock();
  if (flip())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is still held where this returns; another way out gives it back [holdfast-lock-leak]
    return -1;
  m.unlock();
  if (flip())
    return -1;
  return 0;
}
int anotherAnswer() {
  m.lock();
  if (flip())
    return 1;
  m.unlock();
  return 0;
}
struct Queue {
  std::mutex mutex;
  void push(int n) {
    mutex.lock();
    switch (n) {
    case 0:
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'mutex' is still held where this returns; another way out gives it back [holdfast-lock-leak]
      return;
    case 1:
      mutex.unlock();
      return;
    default: mutex.unlock();
    }
  }
  void begin() { mutex.lock(); }
  void end() { mutex.unlock(); }
  void through() {
    begin();
    if (flip())
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'mutex' is still held where this returns; another way out gives it back [holdfast-lock-leak]
      return;
    end();
  }
  void throughBoth() {
    begin();
    if (flip()) {
      end();
      return;
    }
    end();
  }
};
