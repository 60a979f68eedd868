// What stock Clang says about clients of the library, by its annotations:
// -Wthread-safety about locks, -Wdangling about what outlives a guard. Exactly
// the lines marked below are reported.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety -Wdangling \
// RUN:   -isystem %source_root/runtime/include -Xclang -verify %s

#include <holdfast/channel.h>
#include <holdfast/rwlock.h>
#include <holdfast/thread.h>

using holdfast::mutex, holdfast::rwlock;

void lockedTwice(const mutex<int> &value) {
  auto first = value.lock();
  auto second = value.lock(); // expected-warning {{acquiring mutex 'value' that is already held}}
  // expected-note@-2 {{mutex acquired here}}
}

void lockedInTurn(const mutex<int> &value) {
  { auto first = value.lock(); }
  auto second = value.lock();
}

void withInsideALock(const mutex<int> &value) {
  auto held = value.lock();
  value.with([](int &) {}); // expected-warning {{cannot call function}}
}

void withAfterALock(const mutex<int> &value) {
  { auto held = value.lock(); }
  value.with([](int &) {});
}

void readAndWrite(const rwlock<int> &value) {
  auto reading = value.read();
  auto writing = value.write(); // expected-warning {{acquiring rwlock 'value' that is already held}}
  // expected-note@-2 {{rwlock acquired here}}
}

void movedAndDowngraded(const mutex<int> &value, const rwlock<int> &other) {
  auto first = value.lock();
  auto second = std::move(first);
  auto writing = other.write();
  auto reading = downgrade(std::move(writing));
}

int beyondTheGuard(const mutex<int> &value) {
  int &kept = *value.lock(); // expected-warning {{temporary bound to local reference 'kept' will be destroyed at the end of the full-expression}}
  return kept;
}

int withinTheGuard(const mutex<int> &value) {
  auto held = value.lock();
  int &kept = *held;
  return kept;
}

const int &outOfTheFunction(const mutex<int> &value) {
  auto held = value.lock();
  return *held; // expected-warning {{reference to stack memory associated with local variable 'held' returned}}
}

void guardDiesAtOnce(const mutex<int> &value) {
  value.lock(); // expected-warning {{ignoring return value of type 'mutex_guard<int>' declared with 'nodiscard' attribute}}
}

void handleDiesAtOnce() {
  holdfast::spawn([] {}); // expected-warning {{ignoring return value of type 'join_handle<void>'}}
}

void handleIsDetached() { holdfast::spawn([] {}).detach(); }

void valueIsLost(const holdfast::sender<int> &to) {
  to.send(1); // expected-warning {{ignoring return value of type 'send_result<int>'}}
}

void valueIsGivenUp(const holdfast::sender<int> &to) { (void)to.send(1); }

holdfast::wait_group::member tokenOutlivesItsGroup() {
  holdfast::wait_group group;
  return group.token(); // expected-warning {{address of stack memory associated with local variable 'group' returned}}
}
