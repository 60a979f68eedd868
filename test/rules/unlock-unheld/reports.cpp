// A lock is given back, or waited with, that is not held. Each case has a silent
// twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unlock-unheld' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <condition_variable>
#include <mutex>

std::mutex m;
std::condition_variable c;

void twice() {
  m.lock();
  m.unlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is unlocked while it is not held [holdfast-unlock-unheld]
  m.unlock();
}
void once() {
  m.lock();
  m.unlock();
}
void neverTaken() {
  std::mutex own;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'own' is unlocked while it is not held [holdfast-unlock-unheld]
  own.unlock();
}
void taken() {
  std::mutex own;
  own.lock();
  own.unlock();
}
void onOnePath() {
  m.lock();
  if (flip())
    m.unlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is unlocked while it may not be held [holdfast-unlock-unheld]
  m.unlock();
}
void onEachPathOnce() {
  m.lock();
  if (flip()) {
    m.unlock();
    return;
  }
  m.unlock();
}
void byGuard() {
  std::unique_lock<std::mutex> g(m);
  g.unlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is unlocked while it is not held [holdfast-unlock-unheld]
  g.unlock();
}
void byGuardAndLockedAgain() {
  std::unique_lock<std::mutex> g(m);
  g.unlock();
  g.lock();
  g.unlock();
}
void byDeferredGuard() {
  std::unique_lock<std::mutex> g(m);
  g.unlock();
  std::unique_lock<std::mutex> h(m, std::defer_lock);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is unlocked while it is not held [holdfast-unlock-unheld]
  h.unlock();
}
void throughCallee(std::mutex &n) { n.unlock(); }
void calls() {
  m.lock();
  throughCallee(m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is unlocked while it is not held [holdfast-unlock-unheld]
  m.unlock();
}
void callsOnce() {
  m.lock();
  throughCallee(m);
}
void waits() {
  std::unique_lock<std::mutex> g(m);
  g.unlock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'm' is waited with while it is not held [holdfast-unlock-unheld]
  c.wait(g, [] { return flip(); });
}
void waitsLocked() {
  std::unique_lock<std::mutex> g(m);
  c.wait(g, [] { return flip(); });
}
void afterAnAttempt() {
  std::mutex own;
  if (!own.try_lock())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'own' is unlocked while it is not held [holdfast-unlock-unheld]
    own.unlock();
}
void afterAnAttemptThatWorked() {
  std::mutex own;
  if (own.try_lock())
    own.unlock();
}
