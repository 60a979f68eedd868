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

// Each element moved in one loop, and one used after it.
void FN_elementsMovedInLoop(std::vector<std::string> v) {
  for (std::size_t i = 0; i < v.size(); ++i)
    keep(std::move(v[i]));
  use(v[0]);
}
void FN_elementsMovedByReference(std::vector<std::string> v) {
  for (std::string &s : v)
    keep(std::move(s));
  use(v[0]);
}

// What an iterator points to has no place of its own.
void FN_iterator(std::vector<std::string> v) {
  auto it = v.begin();
  keep(std::move(*it));
  use(*it);
}
void FN_iteratorOfMap(std::unordered_map<int, std::string> m) {
  auto it = m.find(1);
  keep(std::move(it->second));
  use(it->second);
}

// Nor has the element of a map at a key.
void FN_elementOfMap(std::unordered_map<int, std::string> m) {
  keep(std::move(m[1]));
  use(m[1]);
}

// Nor what a pointer out of a container points to.
void FN_pointersInContainer(std::vector<std::string *> v) {
  keep(std::move(*v[0]));
  std::string *p = v[0];
  use(*p);
}

// Two references may be to one object.
void FN_aliasedParameters(std::string &a, std::string &b) {
  keep(std::move(a));
  use(b);
}
void FN_aliasedArguments(std::string s) { FN_aliasedParameters(s, s); }

// swap hands the moved state over to the other one.
void FN_swappedWithMoved(std::string s, std::string t) {
  keep(std::move(s));
  std::swap(s, t);
  use(t);
}

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
struct MovingSink : Sink {
  void eat(std::string &s) override { keep(std::move(s)); }
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

// A loop in which the condition holds only once, by reasons of arithmetic or
// of the data.
void FP_firstIteration(std::string s, int n) {
  for (int i = 0; i < n; ++i)
    if (i == 0)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}
void FP_onlyOneMatches(std::vector<int> v, int id, std::string s) {
  for (int i : v)
    if (i == id)
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}
