// A parameter dies with the call or with what the caller has given: neither by
// value nor by reference may it be lent to a thread that the call leaves behind.
//
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

void byValue(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::thread([&s] { use(s); }).detach();
}
void byValueMoved(std::string s) {
  std::thread([s = std::move(s)] { use(s); }).detach();
}
void byConstReference(const std::string &s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::thread([&s] { use(s); }).detach();
}
void byConstReferenceCopied(const std::string &s) {
  std::thread([s] { use(s); }).detach();
}
void byConstReferenceJoined(const std::string &s) {
  std::thread([&s] { use(s); }).join();
}
void byReference(std::string &s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::thread([&] { use(s); }).detach();
}
void byReferenceJoined(std::string &s) {
  std::thread([&] { use(s); }).join();
}
void byRvalueReference(std::string &&s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::thread([&s] { use(s); }).detach();
}
void byRvalueReferenceMoved(std::string &&s) {
  std::thread([s = std::move(s)] { use(s); }).detach();
}
void byViewCopied(std::string_view s) {
  std::thread([s = std::string(s)] { use(s); }).detach();
}
void byViewJoined(std::string_view s) {
  std::thread([s] { use(s); }).join();
}
void bySharedPointer(std::shared_ptr<std::string> s) {
  std::thread([s] { use(*s); }).detach();
}
void bySharedPointerBorrowed(std::shared_ptr<std::string> s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::thread([&s] { use(*s); }).detach();
}
void byReferenceToASharedPointer(const std::shared_ptr<std::string> &s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::thread([&s] { use(*s); }).detach();
}
void byReferenceToASharedPointerCopied(const std::shared_ptr<std::string> &s) {
  std::thread([s] { use(*s); }).detach();
}
void intoTheCallersThreads(std::vector<std::thread> &threads, int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'n', {{.*}} [holdfast-thread-capture]
  threads.emplace_back([&n] { use(n); });
}
void intoTheCallersThreadsCopied(std::vector<std::thread> &threads, int n) {
  threads.emplace_back([n] { use(n); });
}
std::thread returnedThread(int n) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'n', {{.*}} [holdfast-thread-capture]
  return std::thread([&n] { use(n); });
}
std::thread returnedThreadCopied(int n) {
  return std::thread([n] { use(n); });
}
void outOfAnOutParameter(std::thread &out) {
  int n = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'n', {{.*}} [holdfast-thread-capture]
  out = std::thread([&n] { use(n); });
}
void outOfAnOutParameterCopied(std::thread &out) {
  int n = 1;
  out = std::thread([n] { use(n); });
}
void outOfAnOutParameterJoinedOnSomePaths(std::thread &out) {
  int n = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'n', {{.*}} [holdfast-thread-capture]
  out = std::thread([&n] { use(n); });
  if (flip())
    return;
  out.join();
}
void outOfAnOutParameterJoinedOnAllPaths(std::thread &out) {
  int n = 1;
  out = std::thread([&n] { use(n); });
  if (flip()) {
    out.join();
    return;
  }
  out.join();
}
