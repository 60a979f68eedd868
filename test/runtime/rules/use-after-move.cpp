// What was sent, given to a thread or joined is not used again. Each case has a
// silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,use-after-move' %s -- -std=c++20 -I %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,use-after-move' %s -- -std=c++20 -isystem %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <holdfast/channel.h>
#include <holdfast/go.h>
#include <holdfast/thread.h>

#include <memory>
#include <string>

void sent(const holdfast::sender<std::string> &to) {
  std::string text = "a";
  (void)to.send(std::move(text));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
  (void)text.size();
}
void copyIsSent(const holdfast::sender<std::string> &to) {
  std::string text = "a";
  (void)to.send(text);
  (void)text.size();
}
void tried(const holdfast::sender<std::unique_ptr<int>> &to) {
  auto number = std::make_unique<int>(1);
  (void)to.try_send(std::move(number));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'number' is used after it was moved
  ++*number;
}
void triedAndTakenBack(const holdfast::sender<std::unique_ptr<int>> &to) {
  auto number = std::make_unique<int>(1);
  number = to.try_send(std::move(number)).take();
  ++*number;
}
void takenBackTwice(const holdfast::sender<std::string> &to) {
  auto result = to.send("a");
  auto text = std::move(result).take();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'result' is moved again after it was moved
  auto again = std::move(result).take();
}
void takenBackOnce(const holdfast::sender<std::string> &to) {
  auto result = to.send("a");
  auto text = std::move(result).take();
  auto again = std::move(text);
}
void givenToAThread(std::string text) {
  auto worker = holdfast::spawn([](std::string own) { (void)own.size(); }, std::move(text));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved
  (void)text.size();
  std::move(worker).join();
}
void copyIsGivenToAThread(std::string text) {
  auto worker = holdfast::spawn([](std::string own) { (void)own.size(); }, text);
  (void)text.size();
  std::move(worker).join();
}
void capturedByAGoroutine(std::string text) {
  holdfast::go([own = std::move(text)] { (void)own.size(); }).detach();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved
  (void)text.size();
}
void copyIsCapturedByAGoroutine(std::string text) {
  holdfast::go([own = text] { (void)own.size(); }).detach();
  (void)text.size();
}
void givenToAChild(std::string text) {
  holdfast::scope([&](auto &threads) {
    threads.spawn([](std::string own) { (void)own.size(); }, std::move(text));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved
    (void)text.size();
  });
}
void copyIsGivenToAChild(std::string text) {
  holdfast::scope([&](auto &threads) {
    threads.spawn([](std::string own) { (void)own.size(); }, text);
    (void)text.size();
  });
}
void joinedTwice() {
  auto worker = holdfast::spawn([] {});
  std::move(worker).join();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'worker' is moved again after it was moved
  std::move(worker).join();
}
void joinedOnce() {
  auto worker = holdfast::spawn([] {});
  std::move(worker).join();
}
void detachedAndJoined() {
  auto task = holdfast::go([] {});
  std::move(task).detach();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'task' is moved again after it was moved
  std::move(task).join();
}
void detachedOnly() {
  auto task = holdfast::go([] {});
  std::move(task).detach();
}
void anEndThatMoved(holdfast::sender<int> to) {
  auto own = std::move(to);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'to' is used after it was moved
  (void)to.send(1);
}
void theEndItMovedTo(holdfast::sender<int> to) {
  auto own = std::move(to);
  (void)own.send(1);
}
void aGuardThatMoved(const holdfast::mutex<int> &value) {
  auto guard = value.lock();
  auto own = std::move(guard);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'guard' is used after it was moved
  ++*guard;
}
void theGuardItMovedTo(const holdfast::mutex<int> &value) {
  auto guard = value.lock();
  auto own = std::move(guard);
  ++*own;
}
