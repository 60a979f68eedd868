// Today's known wrong answers: FP_ functions are correct and reported. Mending
// one moves it to reports or accepts.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

// Conditions are compared as terms; arithmetic over them is not solved.
void FP_remainders(std::string s, int n) {
  if (n % 2 == 0)
    keep(std::move(s));
  if (n % 2 == 1)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}
void FP_sums(std::string s, int a, int b) {
  if (a + b > 3)
    keep(std::move(s));
  if (a + b <= 3)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}

// Not even arithmetic that is written twice.
void FP_sameMask(std::string s, int n) {
  if (n & 1)
    keep(std::move(s));
  if (!(n & 1))
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}
void FP_sameSum(std::string s, int a, int b) {
  if (a + b > 3)
    keep(std::move(s));
  if (!(a + b > 3))
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}

// Two questions with one answer are two terms.
void FP_emptyAndSize(std::vector<int> v, std::string s) {
  if (v.empty())
    keep(std::move(s));
  if (v.size() > 0)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}
void FP_hasValueAndBool(std::optional<int> o, std::string s) {
  if (o)
    keep(std::move(s));
  if (!o.has_value())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}

// A loop in which the condition holds only once, by reasons of the data.
void FP_onlyOneMatches(std::vector<int> v, int id, std::string s) {
  for (int i : v)
    if (i == id)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}

// A loop in which the condition holds only once, by bounds that held before the
// move: only the conditions behind it are known there.
void FP_firstByBound(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i < 1)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}
void FP_firstByOldValue(std::string s, int n) {
  int i = 0;
  while (i < n)
    if (i++ == 0)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}
void FP_endOfLoopSet(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i > 2) {
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
      n = 0;
    }
}

// So many conditions of one loop body hold from one iteration to the next that
// the search for a path gives up and calls it possible.
void note(int);
void FP_flagAmongConditions(std::string s, int n, bool a, bool b, bool c, bool d, bool e, bool f,
                            bool g, bool h) {
  bool first = true;
  for (int i = 0; i < n; ++i, first = false) {
    if (a) note(1);
    if (b) note(2);
    if (c) note(3);
    if (d) note(4);
    if (e) note(5);
    if (f) note(6);
    if (g) note(7);
    if (h) note(8);
    if (first)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
  }
}
void FP_counterAmongConditions(std::string s, int n, bool a, bool b, bool c, bool d, bool e,
                               bool f) {
  for (int i = 0; i < n; ++i) {
    if (a) note(1);
    if (b) note(2);
    if (c) note(3);
    if (d) note(4);
    if (e) note(5);
    if (f) note(6);
    if (i == 0)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
  }
}

// The rest of an object, handed on by a cast that is not spelled std::move.
// Right would be silence, as after std::move(p).
void FP_restByCast(Pair p) {
  keep(std::move(p.a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after its part 'p.a' was moved [holdfast-use-after-move]
  keepPair(static_cast<Pair &&>(p));
}

// The answer of a helper is known where it is tested in the call, not where it
// is kept. Right would be silence.
bool tryConsume(std::string &s) {
  if (flip()) {
    keep(std::move(s));
    return true;
  }
  return false;
}
void FP_helperTellsLater(std::string s) {
  bool consumed = tryConsume(s);
  if (!consumed)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}
