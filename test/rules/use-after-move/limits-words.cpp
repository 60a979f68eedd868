// Today's known wrong answers in the choice of words: FN_ functions are wrong and
// reported, but not as what they are.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

// A call in no fixed order, of which only the inner calls are seen. Right would
// be "'s' is used and moved in one call, in no fixed order".
void byValue(std::string, std::size_t);
std::size_t length(const std::string &);
std::string give(std::string);
void FN_inNestedCalls(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  byValue(give(std::move(s)), length(s));
}
void FN_memberChain(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  byValue(give(std::move(s)) + "x", s.size());
}

// "May" for "is": the answer of the helper says that it has moved.
bool tryConsume(std::string &s) {
  if (flip()) {
    keep(std::move(s));
    return true;
  }
  return false;
}
void FN_helperTellsReversed(std::string s) {
  if (!tryConsume(s))
    return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
// The depth of a recursion is not known. Right would be "is".
void drainDeep(std::string &s, int n) {
  if (n == 0)
    keep(std::move(s));
  else
    drainDeep(s, n - 1);
}
void FN_afterRecursion(std::string s) {
  drainDeep(s, 3);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

// A reference that may denote several places is moved "maybe", though what it
// denotes has not changed. Right would be "is".
void FN_sameReference(std::string s, std::string t, bool c) {
  std::string &r = c ? s : t;
  keep(std::move(r));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r' may be used after it was moved [holdfast-use-after-move]
  use(r);
}

// "Is" for "may": the key may have been there, the second call may not come.
void FN_tryEmplaceNotTested(std::unordered_map<int, std::string> m, std::string s) {
  m.try_emplace(1, std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
template <class F> void maybeTwice(F f) {
  f();
  if (flip())
    f();
}
void FN_maybeTwice(std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved more than once in the call of 'maybeTwice' [holdfast-use-after-move]
  maybeTwice([&] { keep(std::move(s)); });
}

// Named otherwise than it is written. Right would be 'v.front()'.
void FN_nameOfFront(std::vector<std::string> v) {
  keep(std::move(v.front()));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v[0]' is used after it was moved [holdfast-use-after-move]
  use(v.front());
}
