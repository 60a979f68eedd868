// What the help offers: another capture where the thread would see the same
// value, and otherwise words.
//
// RUN: not %framed --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s --implicit-check-not='error:' \
// RUN:   --implicit-check-not='warning:' --implicit-check-not='help:'

#include "threads.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

void change(int &value);

void byDefault() {
  int x = 1;
  // CHECK: error: {{.*}}borrows 'x',
  // CHECK: help: capture it by value
  // CHECK-NEXT: {{^ +[0-9]+ -}}
  // CHECK-NEXT: {{^ +[0-9]+ [+] +}}std::thread([&, x] { use(x); }).detach();
  std::thread([&] { use(x); }).detach();
}
void byName() {
  int x = 1, y = 2;
  // CHECK: error: {{.*}}borrows 'x',
  // CHECK: help: capture it by value
  // CHECK-NEXT: {{^ +[0-9]+ -}}
  // CHECK-NEXT: {{^ +[0-9]+ [+] +}}std::thread([y, x] { use(x), use(y); }).detach();
  std::thread([y, &x] { use(x), use(y); }).detach();
}
void besideADefaultByValue() {
  int x = 1, y = 2;
  // CHECK: error: {{.*}}borrows 'x',
  // CHECK: help: capture it by value
  // CHECK-NEXT: {{^ +[0-9]+ -}}
  // CHECK-NEXT: {{^ +[0-9]+ [+] +}}std::thread([=] { use(x), use(y); }).detach();
  std::thread([=, &x] { use(x), use(y); }).detach();
}
void twoOfOneDefault() {
  int x = 1, y = 2;
  // CHECK: error: closure passed to a thread borrows 'x' and 'y', which die while the thread may still run
  // CHECK: 'x' and 'y' die here, when 'twoOfOneDefault' returns
  // CHECK: help: capture them by value
  // CHECK-NEXT: {{^ +[0-9]+ -}}
  // CHECK-NEXT: {{^ +[0-9]+ [+] +}}std::thread([&, x, y] { use(x), use(y); }).detach();
  std::thread([&] { use(x), use(y); }).detach();
}
void movedWhereNobodyNeedsIt(std::string name) {
  // CHECK: error: {{.*}}borrows 'name',
  // CHECK: help: move it into the closure
  // CHECK-NEXT: {{^ +[0-9]+ -}}
  // CHECK-NEXT: {{^ +[0-9]+ [+] +}}std::thread([name = std::move(name)] { use(name); }).detach();
  std::thread([&name] { use(name); }).detach();
}
void copiedWhereItIsStillRead(std::string name) {
  // CHECK: error: {{.*}}borrows 'name',
  // CHECK: help: capture it by value
  // CHECK-NEXT: {{^ +[0-9]+ -}}
  // CHECK-NEXT: {{^ +[0-9]+ [+] +}}std::thread([name] { use(name); }).detach();
  std::thread([&name] { use(name); }).detach();
  use(name);
}
void moveOnly(std::unique_ptr<int> owner) {
  // CHECK: error: {{.*}}borrows 'owner',
  // CHECK: help: move it into the closure
  // CHECK-NEXT: {{^ +[0-9]+ -}}
  // CHECK-NEXT: {{^ +[0-9]+ [+] +}}std::thread([owner = std::move(owner)] { use(*owner); }).detach();
  std::thread([&owner] { use(*owner); }).detach();
}
void moveOnlyStillRead(std::unique_ptr<int> owner) {
  // CHECK: error: {{.*}}borrows 'owner',
  // CHECK: help: give the thread a copy of 'owner', or join the thread before 'owner' dies
  std::thread([&owner] { use(*owner); }).detach();
  use(*owner);
}
void writtenByTheThread() {
  int x = 1;
  // CHECK: error: {{.*}}borrows 'x',
  // CHECK: help: join the thread before 'x' dies, or let a shared pointer keep it alive
  std::thread([&x] { x = 2; }).detach();
}
void givenToAWriterByTheThread() {
  int x = 1;
  // CHECK: error: {{.*}}borrows 'x',
  // CHECK: help: join the thread before 'x' dies, or let a shared pointer keep it alive
  std::thread([&x] { change(x); }).detach();
}
void writtenWhileTheThreadRuns() {
  bool stop = false;
  // CHECK: error: {{.*}}borrows 'stop',
  // CHECK: help: give the thread a copy of 'stop', or join the thread before 'stop' dies
  std::thread([&stop] { use(stop); }).detach();
  stop = true;
}
void lentToAWriter() {
  int x = 1;
  auto write = [&x] { x = 2; };
  // CHECK: error: {{.*}}borrows 'x',
  // CHECK: help: give the thread a copy of 'x', or join the thread before 'x' dies
  std::thread([&x] { use(x); }).detach();
  write();
}
void partsAreOnlyRead() {
  std::vector<std::string> names(3);
  // CHECK: error: {{.*}}borrows 'names',
  // CHECK: help: capture it by value
  std::thread([&names] {
    for (const std::string &name : names)
      use(name);
    use(names[0]);
    use(names.size());
  }).detach();
  use(names);
}
void partsAreWritten() {
  std::vector<std::string> names(3);
  // CHECK: error: {{.*}}borrows 'names',
  // CHECK: help: join the thread before 'names' dies, or let a shared pointer keep it alive
  std::thread([&names] {
    for (std::string &name : names)
      name = "x";
  }).detach();
  use(names);
}
void withWordsOfItsOwn() {
  int x = 1;
  // CHECK: error: {{.*}}borrows 'x',
  // CHECK: help: give the thread a copy of 'x', or join the thread before 'x' dies
  std::thread([&r = x] { use(r); }).detach();
}
void asAnArgument() {
  int x = 1;
  // CHECK: error: a thread borrows 'x',
  // CHECK: help: give the thread a copy of 'x', or join the thread before 'x' dies
  std::thread([](const int *p) { use(*p); }, &x).detach();
}
struct Shape {
  virtual ~Shape();
  int size = 1;
};
void aCopyWouldBeSliced(const Shape &shape) {
  // CHECK: error: {{.*}}borrows 'shape',
  // CHECK: help: give the thread a copy of 'shape', or join the thread before 'shape' dies
  std::thread([&shape] { use(shape.size); }).detach();
}
struct Object {
  std::string name = std::string(40, 'x');
  void reads() {
    // CHECK: error: {{.*}}borrows 'this',
    // CHECK: help: give the thread a copy of the object
    // CHECK-NEXT: {{^ +[0-9]+ -}}
    // CHECK-NEXT: {{^ +[0-9]+ [+] +}}std::thread([*this] { use(name); }).detach();
    std::thread([this] { use(name); }).detach();
  }
  void writes() {
    // CHECK: error: {{.*}}borrows 'this',
    // CHECK: help: keep the object alive with the thread, or join the thread before the object dies
    std::thread([this] { name = "y"; }).detach();
  }
};
