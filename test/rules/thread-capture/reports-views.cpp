// Views, spans, iterators and pointers borrow although they are captured by
// value, and the thread that has them must not outlive what they see.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

void viewOfALocal() {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::string_view v = s;
  std::thread([v] { use(v); }).detach();
}
void viewOfAStatic() {
  static std::string s(40, 'x');
  std::string_view v = s;
  std::thread([v] { use(v); }).detach();
}
void viewOfALocalJoined() {
  std::string s(40, 'x');
  std::string_view v = s;
  std::thread([v] { use(v); }).join();
}
void viewOfALiteral() {
  std::string_view v = "text";
  std::thread([v] { use(v); }).detach();
}
void stringMadeOfAView() {
  std::string s(40, 'x');
  std::string_view v = s;
  std::thread([t = std::string(v)] { use(t); }).detach();
}
void viewMadeInTheCapture() {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::thread([v = std::string_view(s)] { use(v); }).detach();
}
void viewMadeInTheCaptureJoined() {
  std::string s(40, 'x');
  std::thread([v = std::string_view(s)] { use(v); }).join();
}
void partOfAView() {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::string_view v = s;
  std::thread([part = v.substr(1)] { use(part); }).detach();
}
void partOfAString() {
  std::string s(40, 'x');
  std::thread([part = s.substr(1)] { use(part); }).detach();
}
void viewAsAnArgument() {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::thread([](std::string_view v) { use(v); }, std::string_view(s)).detach();
}
void stringAsAnArgument() {
  std::string s(40, 'x');
  std::thread([](std::string_view v) { use(v); }, s).detach();
}
void textOfAString() {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::thread([p = s.c_str()] { use(p); }).detach();
}
void textOfAStringAsAnArgument() {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's', {{.*}} [holdfast-thread-capture]
  std::thread([](const char *p) { use(p); }, s.c_str()).detach();
}
void textOfAStringJoined() {
  std::string s(40, 'x');
  std::thread([](const char *p) { use(p); }, s.c_str()).join();
}
void charactersOfAStringMadeLate() {
  char text[40] = "text";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'text[0]', {{.*}} [holdfast-thread-capture]
  std::thread([](const std::string &s) { use(s); }, static_cast<const char *>(text)).detach();
}
void charactersOfAStringMadeBefore() {
  char text[40] = "text";
  std::thread([](const std::string &s) { use(s); }, std::string(text)).detach();
}
void spanOfALocal() {
  std::vector<int> values(3);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values', {{.*}} [holdfast-thread-capture]
  std::span<int> part(values);
  std::thread([part] { use(part); }).detach();
}
void spanOfALocalJoined() {
  std::vector<int> values(3);
  std::span<int> part(values);
  std::thread([part] { use(part); }).join();
}
void spanOfAnArray() {
  int values[3] = {};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values', {{.*}} [holdfast-thread-capture]
  std::thread([part = std::span(values)] { use(part); }).detach();
}
void spanOfAnArrayJoined() {
  int values[3] = {};
  std::thread([part = std::span(values)] { use(part); }).join();
}
void spanOfAStaticArray() {
  static int values[3] = {};
  std::thread([part = std::span(values)] { use(part); }).detach();
}
void subspanOfALocal() {
  std::vector<int> values(3);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values', {{.*}} [holdfast-thread-capture]
  std::thread([part = std::span(values).first(2)] { use(part); }).detach();
}
void subspanOfALocalJoined() {
  std::vector<int> values(3);
  std::thread([part = std::span(values).first(2)] { use(part); }).join();
}
void iteratorOfALocal() {
  std::vector<int> values(3);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values', {{.*}} [holdfast-thread-capture]
  std::thread([i = values.begin()] { use(*i); }).detach();
}
void iteratorOfAStatic() {
  static std::vector<int> values(3);
  std::thread([i = values.begin()] { use(*i); }).detach();
}
void valueOfAnIterator() {
  std::vector<int> values(3);
  std::thread([i = *values.begin()] { use(i); }).detach();
}
void iteratorsAsArgumentsJoined() {
  std::vector<int> values(3);
  auto sum = [](std::vector<int>::iterator i, std::vector<int>::iterator) { use(*i); };
  std::thread(sum, values.begin(), values.end()).join();
}
void dataOfALocal() {
  std::vector<int> values(3);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values', {{.*}} [holdfast-thread-capture]
  std::thread([p = values.data()] { use(p); }).detach();
}
void dataOfALocalJoined() {
  std::vector<int> values(3);
  std::thread([p = values.data()] { use(p); }).join();
}
void addressOfAnElement() {
  std::vector<int> values(3);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values[1]', {{.*}} [holdfast-thread-capture]
  std::thread([p = &values[1]] { use(p); }).detach();
}
void addressOfAnElementJoined() {
  std::vector<int> values(3);
  std::thread([p = &values[1]] { use(p); }).join();
}
void referenceToTheFirstElement() {
  std::vector<int> values(3);
  int &first = values.front();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'values[0]', {{.*}} [holdfast-thread-capture]
  std::thread([&first] { use(first); }).detach();
}
void copyOfTheFirstElement() {
  std::vector<int> values(3);
  int first = values.front();
  std::thread([first] { use(first); }).detach();
}
void rangeViewOfAStatic() {
  static std::vector<int> values(3);
  auto part = values | std::views::take(2);
  std::thread([part] { use(*part.begin()); }).detach();
}
void moveOfAUniquePointer() {
  auto owner = std::make_unique<std::string>(40, 'x');
  std::thread([p = std::move(owner)] { use(*p); }).detach();
}
void releaseOfAUniquePointer() {
  auto owner = std::make_unique<int>(1);
  std::thread([p = owner.release()] { use(*p); }).detach();
}
void targetOfAUniquePointerJoined() {
  auto owner = std::make_unique<std::string>(40, 'x');
  std::string &target = *owner;
  std::thread([&target] { use(target); }).join();
}
void getOfASharedPointerJoined() {
  auto owner = std::make_shared<std::string>(40, 'x');
  std::thread([p = owner.get()] { use(*p); }).join();
}
void copyOfASharedPointer() {
  auto owner = std::make_shared<std::string>(40, 'x');
  std::thread([p = owner] { use(*p); }).detach();
}
void sharedPointerByReference() {
  auto owner = std::make_shared<std::string>(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'owner', {{.*}} [holdfast-thread-capture]
  std::thread([&owner] { use(*owner); }).detach();
}
void weakCopyOfASharedPointer() {
  auto owner = std::make_shared<std::string>(40, 'x');
  std::thread([weak = std::weak_ptr<std::string>(owner)] {
    if (auto p = weak.lock())
      use(*p);
  }).detach();
}
void valueInsideAnOptional() {
  std::optional<int> value = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows '*value', {{.*}} [holdfast-thread-capture]
  std::thread([&n = *value] { use(n); }).detach();
}
void copyOfTheValueInsideAnOptional() {
  std::optional<int> value = 1;
  std::thread([n = *value] { use(n); }).detach();
}
void vectorOfValues() {
  int x = 1;
  std::vector<int> values{x};
  std::thread([values] { use(values[0]); }).detach();
}
void referenceWrapperJoined() {
  int x = 1;
  std::reference_wrapper<int> ref = x;
  std::thread([ref] { use(ref.get()); }).join();
}
void temporaryInTheCapture() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows a temporary, {{.*}} [holdfast-thread-capture]
  std::thread([v = std::string_view(std::string(40, 'x'))] { use(v); }).detach();
}
void temporaryInTheCaptureAsAString() {
  std::thread([v = std::string(40, 'x')] { use(v); }).detach();
}

// What a view that is a parameter sees may be a temporary.
void byView(std::string_view s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 's'{{.*}} [holdfast-thread-capture]
  std::thread([s] { use(s); }).detach();
}
void byViewThatIsCopied(std::string_view s) {
  std::thread([s = std::string(s)] { use(s); }).detach();
}
void byViewJoined(std::string_view s) {
  std::thread([s] { use(s); }).join();
}

void referenceWrapper() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  std::reference_wrapper<int> ref = x;
  std::thread([ref] { use(ref.get()); }).detach();
}
void referenceWrapperOfAStatic() {
  static int x = 1;
  std::reference_wrapper<int> ref = x;
  std::thread([ref] { use(ref.get()); }).detach();
}
