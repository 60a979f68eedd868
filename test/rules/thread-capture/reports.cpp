// A detached thread, and one that is joined too late, must not borrow what is
// local to the function: every way of lending, beside the same with a copy.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++14 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++17 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// The seed: ten threads that all see one i, which is gone when they are joined.
void tenThreadsBorrowTheLoopVariable() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'i', {{.*}} [holdfast-thread-capture]
    threads.push_back(std::thread([&] { use(i); }));
  for (std::thread &t : threads)
    t.join();
}
void tenThreadsCopyTheLoopVariable() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 10; ++i)
    threads.push_back(std::thread([=] { use(i); }));
  for (std::thread &t : threads)
    t.join();
}

// Detached, joined, copied.

void detachedBorrowsALocal() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread t([&x] { use(x); });
  t.detach();
}
void joinedBorrowsALocal() {
  int x = 1;
  std::thread t([&x] { use(x); });
  t.join();
}
void detachedCopiesALocal() {
  int x = 1;
  std::thread t([x] { use(x); });
  t.detach();
}

// By-reference captures.

void defaultCaptureByReference() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&] { use(x); }).detach();
}
void defaultCaptureByValue() {
  int x = 1;
  std::thread([=] { use(x); }).detach();
}
void initCaptureOfAReference() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&y = x] { use(y); }).detach();
}
void initCaptureOfACopy() {
  int x = 1;
  std::thread([y = x] { use(y); }).detach();
}
void initCaptureOfAnAddress() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([p = &x] { use(*p); }).detach();
}
void initCaptureOfAMovedValue() {
  std::string s = "a string too long to be stored in place";
  std::thread([t = std::move(s)] { use(t); }).detach();
}
void oneOfTwoIsBorrowed() {
  int x = 1;
  int y = 2;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'y', {{.*}} [holdfast-thread-capture]
  std::thread([x, &y] { use(x), use(y); }).detach();
}
void bothOfTwoAreCopied() {
  int x = 1;
  int y = 2;
  std::thread([x, y] { use(x), use(y); }).detach();
}
void defaultCaptureExceptOne() {
  int x = 1;
  int y = 2;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&, y] { use(x), use(y); }).detach();
}
void defaultCaptureExceptOneAndTheOther() {
  int x = 1;
  int y = 2;
  std::thread([=] { use(x), use(y); }).detach();
}

// Addresses, references and pointers captured by value.

void capturedPointerToALocal() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  int *p = &x;
  std::thread([p] { use(*p); }).detach();
}
void capturedPointerToTheHeap() {
  int *p = new int(1);
  std::thread([p] { use(*p); }).detach();
}
void capturedReferenceToALocal() {
  int x = 1;
  int &r = x;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([&r] { use(r); }).detach();
}
void capturedReferenceToALocalJoined() {
  int x = 1;
  int &r = x;
  std::thread([&r] { use(r); }).join();
}
void copiedReferenceToALocal() {
  int x = 1;
  int &r = x;
  std::thread([r] { use(r); }).detach();
}
void capturedPointerToAMember() {
  std::pair<int, int> pair(1, 2);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'pair.second', {{.*}} [holdfast-thread-capture]
  int *p = &pair.second;
  std::thread([p] { use(*p); }).detach();
}
void capturedPointerToAMemberJoined() {
  std::pair<int, int> pair(1, 2);
  int *p = &pair.second;
  std::thread([p] { use(*p); }).join();
}
void capturedMemberByReference() {
  std::pair<int, int> pair(1, 2);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'pair', {{.*}} [holdfast-thread-capture]
  std::thread([&pair] { use(pair.first); }).detach();
}
void capturedPairByValue() {
  std::pair<int, int> pair(1, 2);
  std::thread([pair] { use(pair.first); }).detach();
}
void capturedPointerToAnElement() {
  int values[3] = {1, 2, 3};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values[1]', {{.*}} [holdfast-thread-capture]
  int *p = &values[1];
  std::thread([p] { use(*p); }).detach();
}
void capturedPointerToAnElementJoined() {
  int values[3] = {1, 2, 3};
  int *p = &values[1];
  std::thread([p] { use(*p); }).join();
}
void capturedArrayDecayed() {
  int values[3] = {1, 2, 3};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values[0]', {{.*}} [holdfast-thread-capture]
  int *p = values;
  std::thread([p] { use(*p); }).detach();
}
void capturedArrayDecayedJoined() {
  int values[3] = {1, 2, 3};
  int *p = values;
  std::thread([p] { use(*p); }).join();
}
void capturedArrayCopied() {
  int values[3] = {1, 2, 3};
  std::thread([values] { use(values[1]); }).detach();
}
void arrayOfStaticDuration() {
  static int values[3] = {1, 2, 3};
  int *p = values;
  std::thread([p] { use(*p); }).detach();
}

// Arguments of the thread.

void argumentByRef() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([](int &y) { use(y); }, std::ref(x)).detach();
}
void argumentByRefJoined() {
  int x = 1;
  std::thread([](int &y) { use(y); }, std::ref(x)).join();
}
void argumentByCref() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([](const int &y) { use(y); }, std::cref(x)).detach();
}
void argumentByValue() {
  int x = 1;
  std::thread([](const int &y) { use(y); }, x).detach();
}
void argumentByAddress() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread([](int *p) { use(*p); }, &x).detach();
}
void argumentByAddressJoined() {
  int x = 1;
  std::thread([](int *p) { use(*p); }, &x).join();
}
void readThrough(const int *p) { use(*p); }
void functionWithAnAddress() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::thread(readThrough, &x).detach();
}
int globalNumber = 1;
void functionWithAGlobalsAddress() { std::thread(readThrough, &globalNumber).detach(); }
void readReference(const int &x) { use(x); }
void bindByValue() {
  int x = 1;
  std::thread(std::bind(readReference, x)).detach();
}
struct Reader {
  int value = 1;
  void read() const { use(value); }
};
void memberFunctionOfALocal() {
  Reader reader;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'reader', {{.*}} [holdfast-thread-capture]
  std::thread(&Reader::read, &reader).detach();
}
void memberFunctionOfACopy() {
  Reader reader;
  std::thread(&Reader::read, reader).detach();
}
void memberFunctionThroughRef() {
  Reader reader;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'reader', {{.*}} [holdfast-thread-capture]
  std::thread(&Reader::read, std::ref(reader)).detach();
}
void memberFunctionThroughRefJoined() {
  Reader reader;
  std::thread(&Reader::read, std::ref(reader)).join();
}
void closureThroughRef() {
  int x = 1;
  auto f = [x] { use(x); };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'f', {{.*}} [holdfast-thread-capture]
  std::thread(std::ref(f)).detach();
}
void closureByValue() {
  int x = 1;
  auto f = [x] { use(x); };
  std::thread(f).detach();
}
