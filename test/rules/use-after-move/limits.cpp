// Today's known wrong answers: FP_ functions are correct and reported, FN_
// functions are wrong and silent. Mending one moves it to reports or accepts.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

// Two unknown indices may be the same element; nothing is said.
void FN_unknownIndices(std::vector<std::string> v, int i, int j) {
  keep(std::move(v[i]));
  use(v[j]);
}

// An index by arithmetic is an unknown index.
void FN_indexByArithmetic(std::vector<std::string> v, int i) {
  keep(std::move(v[i + 1]));
  use(v[i + 1]);
}

// What a pointer out of a container points to has no place of its own.
void FN_pointersInContainer(std::vector<std::string *> v) {
  keep(std::move(*v[0]));
  std::string *p = v[0];
  use(*p);
}

// Two pointer parameters may be equal.
void FN_aliasedParameters(std::string &a, std::string &b) {
  keep(std::move(a));
  use(b);
}
void FN_aliasedArguments(std::string s) { FN_aliasedParameters(s, s); }

// A wrapper of std::move that has no body here.
template <class T> std::remove_reference_t<T> &&myMove(T &&value);
void FN_unknownCast(std::string s) {
  keep(myMove(s));
  use(s);
}

// A call through a pointer or a virtual function could run any body.
void drain(std::string &s) { keep(std::move(s)); }
void FN_functionPointer(std::string s) {
  void (*f)(std::string &) = flip() ? drain : fill;
  f(s);
  use(s);
}
struct Sink {
  virtual void eat(std::string &s) = 0;
  virtual ~Sink();
};
void FN_virtualCall(Sink &sink, std::string s) {
  sink.eat(s);
  use(s);
}

// A closure inside a std::function is not followed.
void FN_insideStdFunction(std::string s) {
  std::function<void()> f = [&] { keep(std::move(s)); };
  f();
  use(s);
}

// Conditions are compared as terms, arithmetic is not solved.
void FP_arithmetic(std::string s, int n) {
  if (n > 10)
    keep(std::move(s));
  if (n < 5)
    use(s);
}
void FP_countOfMoves(std::string s) {
  int moved = 0;
  if (flip()) {
    keep(std::move(s));
    ++moved;
  }
  if (moved == 0)
    use(s);
}

// A loop that runs once, by a reason outside the terms.
void FP_onlyOneMatches(std::vector<int> v, int id, std::string s) {
  for (int i : v)
    if (i == id)
      keep(std::move(s));
}
