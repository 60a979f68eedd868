// A closure that a callee runs does there what its body does, as often as the
// callee runs it.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++17 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <algorithm>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

template <class T> void use(const T &);
void keep(std::string);
bool flip();

// By the unit's own templates.

template <class F> void once(F f) { f(); }
template <class F> void twice(F f) {
  f();
  f();
}
template <class F> void repeat(F f) {
  while (flip())
    f();
}
template <class F> void repeatOnce(F f) {
  if (flip())
    f();
}

void movedByTwice(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved more than once in the call of 'twice' [holdfast-use-after-move]
  twice([&] { keep(std::move(s)); });
}
void movedByOnce(std::string s) {
  once([&] { keep(std::move(s)); });
}
void copiedByTwice(std::string s) {
  twice([&] { keep(s); });
}
void namedClosureByTwice(std::string s) {
  auto f = [&] { keep(std::move(s)); };
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved more than once in the call of 'twice' [holdfast-use-after-move]
  twice(f);
}
void namedClosureByOnce(std::string s) {
  auto f = [&] { keep(std::move(s)); };
  once(f);
}
void movedByRepeat(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be moved more than once in the call of 'repeat' [holdfast-use-after-move]
  repeat([&] { keep(std::move(s)); });
}
void movedByRepeatOnce(std::string s) {
  repeatOnce([&] { keep(std::move(s)); });
}
void refilledInside(std::string s) {
  twice([&] {
    keep(std::move(s));
    s = "x";
  });
}
void otherRefilledInside(std::string s, std::string t) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved more than once in the call of 'twice' [holdfast-use-after-move]
  twice([&] {
    keep(std::move(s));
    t = "x";
  });
}
void flagInside(std::string s) {
  bool done = false;
  twice([&] {
    if (!done) {
      keep(std::move(s));
      done = true;
    }
  });
}

// By the library's.

void movedByForEach(std::vector<int> v, std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be moved more than once in the call of 'for_each' [holdfast-use-after-move]
  std::for_each(v.begin(), v.end(), [&](int) { keep(std::move(s)); });
}
void copiedByForEach(std::vector<int> v, std::string s) {
  std::for_each(v.begin(), v.end(), [&](int) { keep(s); });
}
void elementMovedByForEach(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [&](std::string &e) { keep(std::move(e)); });
}
void flagInsideForEach(std::vector<int> v, std::string s) {
  bool done = false;
  std::for_each(v.begin(), v.end(), [&](int) {
    if (!done) {
      keep(std::move(s));
      done = true;
    }
  });
}
struct Batch {
  std::string text;
  void movedByForEach(std::vector<int> v) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' may be moved more than once in the call of 'for_each' [holdfast-use-after-move]
    std::for_each(v.begin(), v.end(), [this](int) { keep(std::move(text)); });
  }
  void copiedByForEach(std::vector<int> v) {
    std::for_each(v.begin(), v.end(), [this](int) { keep(text); });
  }
};
void movedBySort(std::vector<int> v, std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be moved more than once in the call of 'sort' [holdfast-use-after-move]
  std::sort(v.begin(), v.end(), [&](int a, int b) {
    keep(std::move(s));
    return a < b;
  });
}
void copiedBySort(std::vector<int> v, std::string s) {
  std::sort(v.begin(), v.end(), [&](int a, int b) {
    keep(s);
    return a < b;
  });
}
void movedByInvoke(std::string s) {
  std::invoke([&] { keep(std::move(s)); });
}
void movedByCallOnce(std::once_flag &flag, std::string s) {
  std::call_once(flag, [&] { keep(std::move(s)); });
}
void usedAfterCallOnce(std::once_flag &flag, std::string s) {
  std::call_once(flag, [&] { keep(std::move(s)); });
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void usedAfterCallOnceCopied(std::once_flag &flag, std::string s) {
  std::call_once(flag, [&] { keep(s); });
  use(s);
}
