// A coroutine that is started and not awaited uses, after a suspension, the
// captures of a closure that has died, or what a reference parameter denotes.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,coroutine-capture' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "coroutines.h"
#include "threads.h"

#include <memory>
#include <string>
#include <string_view>

// Captures: the closure dies at the end of the expression, by value or not.

void captureByValue() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
  [x]() -> Task {
    co_await later();
    use(x);
  }();
}
void parameterByValue() {
  int x = 1;
  [](int x) -> Task {
    co_await later();
    use(x);
  }(x);
}
void captureUsedBeforeTheSuspension() {
  int x = 1;
  [x]() -> Task {
    use(x);
    co_await later();
  }();
}
void captureCopiedBeforeTheSuspension() {
  int x = 1;
  [x]() -> Task {
    auto copy = x;
    co_await later();
    use(copy);
  }();
}
void captureOfAStaticClosure() {
  static int x = 1;
  static auto f = [y = x]() -> Task {
    co_await later();
    use(y);
  };
  f();
}
void captureOfALocalClosure() {
  int x = 1;
  auto f = [x]() -> Task {
    co_await later();
    use(x);
  };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
  f();
}
void captureOfALocalClosureResumedInTime() {
  int x = 1;
  auto f = [x]() -> Task {
    co_await later();
    use(x);
  };
  f();
  resumeAll();
}
void captureByReference() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
  [&x]() -> Task {
    co_await later();
    use(x);
  }();
}
void captureOfAGlobal() {
  static int x = 1;
  [&]() -> Task {
    co_await later();
    use(x);
  }();
}
void captureOfASharedPointer() {
  auto p = std::make_shared<int>(1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
  [p]() -> Task {
    co_await later();
    use(*p);
  }();
}
void parameterOfASharedPointer() {
  auto p = std::make_shared<int>(1);
  [](std::shared_ptr<int> p) -> Task {
    co_await later();
    use(*p);
  }(p);
}
Task helperAwaitsTheClosure() {
  int x = 1;
  co_await [x]() -> Task {
    co_await later();
    use(x);
  }();
}
Task helperDoesNotAwaitTheClosure() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
  [x]() -> Task {
    co_await later();
    use(x);
  }();
  co_return;
}
Task helperAwaitsAfterTheExpression() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
  Task task = [x]() -> Task {
    co_await later();
    use(x);
  }();
  co_await task;
}

// Reference parameters: what they denote must live until the last use.

static Task readsLater(const std::string &s) {
  co_await later();
  use(s);
}
static Task readsACopyLater(std::string s) {
  co_await later();
  use(s);
}
static Task readsNow(const std::string &s) {
  use(s);
  co_await later();
}
static Task readsAViewLater(std::string_view s) {
  co_await later();
  use(s);
}
void temporaryByReference() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'std::string' is borrowed by a coroutine that may outlive it [holdfast-coroutine-capture]
  readsLater(std::string(40, 'x'));
}
void temporaryByValue() {
  readsACopyLater(std::string(40, 'x'));
}
void temporaryReadAtOnce() {
  readsNow(std::string(40, 'x'));
}
void localByReference() {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is borrowed by a coroutine that may outlive it [holdfast-coroutine-capture]
  readsLater(s);
}
void staticByReference() {
  static std::string s(40, 'x');
  readsLater(s);
}
void localByView() {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is borrowed by a coroutine that may outlive it [holdfast-coroutine-capture]
  readsAViewLater(s);
}
void literalByView() {
  readsAViewLater("text");
}
Task helperAwaitsTheTemporary() {
  co_await readsLater(std::string(40, 'x'));
}
Task helperAwaitsTheLocal() {
  std::string s(40, 'x');
  Task task = readsLater(s);
  co_await task;
}
Task helperAwaitsTheDeadTemporary() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'std::string' is borrowed by a coroutine that may outlive it [holdfast-coroutine-capture]
  Task task = readsLater(std::string(40, 'x'));
  co_await task;
}
