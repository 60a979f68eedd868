// What leads to a lock's data does not outlive the guard. Each case has a silent
// twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,guard-escape' %s -- -std=c++20 -I %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,guard-escape' %s -- -std=c++20 -isystem %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <holdfast/mutex.h>

#include <string>
#include <vector>

struct Person {
  std::string name;
  int age = 0;
};

int &returned(const holdfast::mutex<int> &value) {
  auto guard = value.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: what is returned here leads to what 'value' guards when 'value' is held no more [holdfast-guard-escape]
  return *guard;
}
int returnedCopy(const holdfast::mutex<int> &value) {
  auto guard = value.lock();
  return *guard;
}
void afterItsBlock(const holdfast::mutex<int> &value) {
  int *number;
  {
    auto guard = value.lock();
    number = &*guard;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'number', which leads to what 'value' guards, is used when 'value' is held no more
  ++*number;
}
void inItsBlock(const holdfast::mutex<int> &value) {
  int *number;
  {
    auto guard = value.lock();
    number = &*guard;
    ++*number;
  }
}
void ofATemporaryGuard(const holdfast::mutex<std::vector<int>> &value) {
  auto &first = value.lock()->front();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'first', which leads to what 'value' guards, is used when
  ++first;
}
void copyByATemporaryGuard(const holdfast::mutex<std::vector<int>> &value) {
  auto first = value.lock()->front();
  ++first;
}
void ofAReader(const holdfast::rwlock<Person> &person) {
  const std::string *name;
  {
    auto guard = person.read();
    name = &guard->name;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'name', which leads to what 'person' guards, is used when
  (void)name->size();
}
void whileReading(const holdfast::rwlock<Person> &person) {
  const std::string *name;
  {
    auto guard = person.read();
    name = &guard->name;
    (void)name->size();
  }
}
void ofAWriter(const holdfast::rwlock<Person> &person) {
  std::string &name = person.write()->name;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'name', which leads to what 'person' guards, is used when
  name += "!";
}
void whileWriting(const holdfast::rwlock<Person> &person) {
  auto guard = person.write();
  std::string &name = guard->name;
  name += "!";
}
void ofAGuardThatMoved(const holdfast::mutex<int> &value) {
  auto guard = value.lock();
  int *number = &*guard;
  {
    auto inner = std::move(guard);
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'number', which leads to what 'value' guards, is used when
  ++*number;
}
void ofAGuardThatMovedOn(const holdfast::mutex<int> &value) {
  auto guard = value.lock();
  int *number = &*guard;
  auto outer = std::move(guard);
  ++*number;
}
