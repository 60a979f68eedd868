// Every kind of use of a moved value is reported: reading, calling, comparing,
// copying, capturing, returning, writing a part; what never runs is not a use.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void memberFunction() {
  std::string s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  s.push_back('x');
}
void memberFunctionThatRefills() {
  std::string s;
  keep(std::move(s));
  s.assign("x");
}

void compoundAssignment() {
  std::string s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  s += "x";
}
void assignment() {
  std::string s;
  keep(std::move(s));
  s = "x";
}

bool comparison(std::string t) {
  std::string s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  return s == t;
}
bool comparisonOfCopied(std::string t) {
  std::string s;
  keep(s);
  return s == t;
}

void copyOfIt() {
  std::string s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  std::string t = s;
}
void referenceToIt() {
  std::string s;
  keep(std::move(s));
  std::string &t = s;
  t = "x";
}

void captureByCopy() {
  std::string s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  auto f = [s] { use(s); };
}
void captureByReferenceNeverCalled() {
  std::string s;
  keep(std::move(s));
  auto f = [&s] { use(s); };
}

std::string returned(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is {{used|moved again}} after it was moved [holdfast-use-after-move]
  return s;
}
std::string returnedCopied(std::string s) {
  keep(s);
  return s;
}

void rangeFor(std::vector<int> v) {
  std::vector<int> w = std::move(v);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v' is used after it was moved [holdfast-use-after-move]
  for (int i : v)
    use(i);
}
void rangeForOverTheNewOne(std::vector<int> v) {
  std::vector<int> w = std::move(v);
  for (int i : w)
    use(i);
}

char subscript(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  return s[0];
}
char subscriptCopied(std::string s) {
  keep(s);
  return s[0];
}

void printed(const std::string &, const std::string &prefix = "");
void argument(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  printed("x", s);
}
void unevaluated(std::string s) {
  keep(std::move(s));
  static_assert(sizeof(s.size()) > 0, "");
  decltype(s.size()) n = 0;
  use(n);
}
void noexceptOperand(std::string s) {
  keep(std::move(s));
  static_assert(!noexcept(keep(s)), "");
}

void destroyed() {
  std::string s;
  keep(std::move(s));
}
void addressOnly(std::string s) {
  keep(std::move(s));
  std::string *p = &s;
  *p = "x";
}

void condition(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  if (s.size() > 1)
    flip();
}
void conditionCopied(std::string s) {
  keep(s);
  if (s.size() > 1)
    flip();
}
