// A lambda does what its body does where it is called, to what it has
// captured: moving, refilling, reading; making one does nothing yet but its
// captures.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++14 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++17 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++23 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void calledInPlace(std::string s) {
  [&] { keep(std::move(s)); }();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void calledInPlaceCopied(std::string s) {
  [&] { keep(s); }();
  use(s);
}

void calledByName(std::string s) {
  auto f = [&] { keep(std::move(s)); };
  f();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void neverCalled(std::string s) {
  auto f = [&] { keep(std::move(s)); };
  use(s);
}
void calledAfterUse(std::string s) {
  auto f = [&] { keep(std::move(s)); };
  use(s);
  f();
}

void calledTwice(std::string s) {
  auto f = [&] { keep(std::move(s)); };
  f();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again after it was moved [holdfast-use-after-move]
  f();
}
void calledTwiceRefilled(std::string s) {
  auto f = [&] { keep(std::move(s)); };
  f();
  s = "x";
  f();
}

void refills(std::string s) {
  keep(std::move(s));
  [&] { s = "x"; }();
  use(s);
}
void readsInstead(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  [&] { use(s); }();
}
void readsLater(std::string s) {
  auto f = [&] { use(s); };
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  f();
}
void readsEarlier(std::string s) {
  auto f = [&] { use(s); };
  f();
  keep(std::move(s));
}

void ownCopyTwice(std::string s) {
  auto f = [s]() mutable { keep(std::move(s)); };
  f();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'f' is moved again after it was moved [holdfast-use-after-move]
  f();
}
void ownCopyOnce(std::string s) {
  auto f = [s]() mutable { keep(std::move(s)); };
  f();
  use(s);
}

void namedReference(std::string s) {
  auto f = [&t = s] { keep(std::move(t)); };
  f();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void namedReferenceToAnother(std::string s, std::string u) {
  auto f = [&t = u] { keep(std::move(t)); };
  f();
  use(s);
}

struct Worker {
  std::string text;
  void capturedThis() {
    auto f = [this] { keep(std::move(text)); };
    f();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
    use(text);
  }
  void capturedThisNotCalled() {
    auto f = [this] { keep(std::move(text)); };
    use(text);
  }
};

void nested(std::string s) {
  auto f = [&] {
    auto g = [&] { keep(std::move(s)); };
    g();
  };
  f();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void nestedNotCalled(std::string s) {
  auto f = [&] {
    auto g = [&] { keep(std::move(s)); };
    use(s);
  };
  f();
  use(s);
}

void parameterOfLambda(std::string s) {
  auto f = [](std::string &t) { keep(std::move(t)); };
  f(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void parameterOfLambdaRead(std::string s) {
  auto f = [](std::string &t) { keep(t); };
  f(s);
  use(s);
}

void insideTheLambda() {
  auto f = [](std::string s) {
    keep(std::move(s));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
  };
}
void insideTheLambdaCopied() {
  auto f = [](std::string s) {
    keep(s);
    use(s);
  };
}
void insideInitCapture(std::string s) {
  auto f = [t = std::move(s)]() mutable {
    keep(std::move(t));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
    use(t);
  };
}

void ranNow(std::vector<int> v, std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  std::for_each(v.begin(), v.end(), [&](int) { use(s); });
}
void ranNowBefore(std::vector<int> v, std::string s) {
  std::for_each(v.begin(), v.end(), [&](int) { use(s); });
  keep(std::move(s));
}
template <class F> void run(F f) { f(); }
template <class F> void dontRun(F &) {}
void ranByHelper(std::string s) {
  run([&] { keep(std::move(s)); });
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void notRanByHelper(std::string s) {
  auto f = [&] { keep(std::move(s)); };
  dontRun(f);
  use(s);
}

// A generic lambda that only a library function would have instantiated.
void generic(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    keep(std::move(e));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
    use(e);
  });
}
void genericCopied(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    keep(e);
    use(e);
  });
}

// Captures run in the order in which they are written.
void capturedInOrder(std::string s) {
  auto f = [n = s.size(), t = std::move(s)] { use(n); };
}
void capturedInWrongOrder(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  auto f = [t = std::move(s), n = s.size()] { use(n); };
}
