// A handle is joined or let go before it dies. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unjoined-thread' %s -- -std=c++20 -I %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unjoined-thread' %s -- -std=c++20 -isystem %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <holdfast/go.h>
#include <holdfast/thread.h>

void threadIsDropped() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'worker' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  auto worker = holdfast::spawn([] {});
}
void threadIsDetached() {
  auto worker = holdfast::spawn([] {});
  std::move(worker).detach();
}
void goroutineIsDropped() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'task' is destroyed while its thread is still joinable
  auto task = holdfast::go([] {});
}
void goroutineIsJoined() {
  auto task = holdfast::go([] {});
  std::move(task).join();
}
void threadIsDroppedOnOneWay(bool wait) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'worker' is destroyed while its thread may still be joinable
  auto worker = holdfast::spawn([] {});
  if (wait)
    std::move(worker).join();
}
void threadIsDroppedOnNoWay(bool wait) {
  auto worker = holdfast::spawn([] {});
  if (wait)
    std::move(worker).join();
  else
    std::move(worker).detach();
}
void handleIsMovedAndDropped() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'own' is destroyed while its thread is still joinable
  auto worker = holdfast::spawn([] {});
  auto own = std::move(worker);
}
void handleIsMovedAndJoined() {
  auto worker = holdfast::spawn([] {});
  auto own = std::move(worker);
  std::move(own).join();
}
void childIsDropped() {
  holdfast::scope([](auto &threads) { auto child = threads.spawn([] {}); });
}
