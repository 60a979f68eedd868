// What belongs to a thread does not go to another one: guards, counts without
// atomics, classes that say so. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s -- -std=c++20 -I %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s -- -std=c++20 -isystem %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <holdfast/arc.h>
#include <holdfast/go.h>
#include <holdfast/thread.h>

struct HOLDFAST_NOT_SEND Window {
  int handle = 0;
};
struct Picture {
  int handle = 0;
};

void markedIsCaptured() {
  Window window;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  holdfast::spawn([window] { (void)window.handle; }).detach();
}
void unmarkedIsCaptured() {
  Picture window;
  holdfast::spawn([window] { (void)window.handle; }).detach();
}
void markedIsGiven() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'Window' must not cross threads: 'Window' must stay in its thread
  holdfast::go([](Window window) { (void)window.handle; }, Window()).detach();
}
void unmarkedIsGiven() {
  holdfast::go([](Picture window) { (void)window.handle; }, Picture()).detach();
}
void markedInAScope() {
  Window window;
  holdfast::scope([&](auto &threads) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread
    threads.spawn([window] { (void)window.handle; });
  });
}
void unmarkedInAScope() {
  Picture window;
  holdfast::scope([&](auto &threads) {
    threads.spawn([window] { (void)window.handle; });
  });
}
void guardGoesAlong(const holdfast::mutex<int> &value) {
  auto guard = value.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'guard' must be released by the thread that took it: 'holdfast::mutex_guard<int>' must not cross threads
  holdfast::spawn([guard = std::move(guard)]() mutable { ++*guard; }).detach();
}
void dataGoesAlong(const holdfast::mutex<int> &value) {
  auto guard = value.lock();
  holdfast::spawn([guard = std::move(*guard)]() mutable { ++guard; }).detach();
}
