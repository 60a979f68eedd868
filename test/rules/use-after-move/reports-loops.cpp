// A move that only one iteration can reach is no second move: a counter, or a
// flag that is cleared at the end of each iteration, tells which one.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void firstByCounter(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i == 0)
      keep(std::move(s));
}
void notFirstByCounter(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i >= 1)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}
void firstOfUnsigned(std::string s, std::size_t n) {
  for (std::size_t i = 0; i != n; ++i)
    if (!i)
      keep(std::move(s));
}
void notFirstOfUnsigned(std::string s, std::size_t n) {
  for (std::size_t i = 0; i != n; ++i)
    if (i)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}
void lastByCounter(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i == n - 1)
      keep(std::move(s));
}
void notLastByCounter(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i != n - 1)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}
void lastBackwards(std::string s, int n) {
  for (int i = n; i > 0; --i)
    if (i == 1)
      keep(std::move(s));
}
void notLastBackwards(std::string s, int n) {
  for (int i = n; i > 0; --i)
    if (i > 1)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}
void firstThenUsed(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i == 0)
      keep(std::move(s));
    else
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
      use(s);
}
void firstThenUsedCopied(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i == 0)
      keep(s);
    else
      use(s);
}

void flagClearedInIncrement(std::string s, int n) {
  bool first = true;
  for (int i = 0; i < n; ++i, first = false)
    if (first)
      keep(std::move(s));
}
void flagSetInIncrement(std::string s, int n) {
  bool first = true;
  for (int i = 0; i < n; ++i, first = true)
    if (first)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}

// Conditions that have nothing to do with it change nothing.

void note(int);
void amongQuestions(std::string s, int n) {
  bool first = true;
  for (int i = 0; i < n; ++i, first = false) {
    if (flip()) note(1);
    if (flip()) note(2);
    if (flip()) note(3);
    if (flip()) note(4);
    if (flip()) note(5);
    if (flip()) note(6);
    if (flip()) note(7);
    if (flip()) note(8);
    if (flip()) note(9);
    if (flip()) note(10);
    if (flip()) note(11);
    if (flip()) note(12);
    if (first)
      keep(std::move(s));
  }
}
void amongQuestionsSet(std::string s, int n) {
  bool first = true;
  for (int i = 0; i < n; ++i, first = true) {
    if (flip()) note(1);
    if (flip()) note(2);
    if (flip()) note(3);
    if (flip()) note(4);
    if (flip()) note(5);
    if (flip()) note(6);
    if (flip()) note(7);
    if (flip()) note(8);
    if (flip()) note(9);
    if (flip()) note(10);
    if (flip()) note(11);
    if (flip()) note(12);
    if (first)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
  }
}
void amongFlags(std::string s, int n, bool a, bool b, bool c, bool d, bool e) {
  for (int i = 0; i < n; ++i) {
    if (a) note(1);
    if (b) note(2);
    if (c) note(3);
    if (d) note(4);
    if (e) note(5);
    if (i == 0)
      keep(std::move(s));
  }
}
void amongFlagsNotFirst(std::string s, int n, bool a, bool b, bool c, bool d, bool e) {
  for (int i = 0; i < n; ++i) {
    if (a) note(1);
    if (b) note(2);
    if (c) note(3);
    if (d) note(4);
    if (e) note(5);
    if (i >= 1)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
  }
}
