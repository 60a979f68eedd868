// A template is checked as it is instantiated and reported once, at its
// pattern, however many instantiations have the finding.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

template <class T> void moved(T value) {
  T other = std::move(value);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'value' is used after it was moved [holdfast-use-after-move]
  use(value);
}
template <class T> void copied(T value) {
  T other = value;
  use(value);
}
template <class T> void movedIfNotTrivial(T value) {
  T other = std::move(value);
  use(value);
}
template <class T> void neverInstantiated(T value) {
  T other = std::move(value);
  use(value);
}
void instantiate() {
  moved(std::string());
  moved(std::vector<int>());
  copied(std::string());
  movedIfNotTrivial(1);
  movedIfNotTrivial(2.0);
}

template <class T> struct Cell {
  T value;
  T give() { return std::move(value); }
  void giveTwice() {
    use(give());
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'value' is moved again after it was moved [holdfast-use-after-move]
    use(give());
  }
  void giveOnce() {
    use(give());
    value = T();
    use(give());
  }
};
void instantiateMembers(Cell<std::string> c, Cell<std::string> d) {
  c.giveTwice();
  d.giveOnce();
}

// A pack: each element is its own.
template <class... T> void sinkAll(T &&...);
template <class... T> void forwardAll(T &&...values) {
  sinkAll(std::forward<T>(values)...);
}
template <class... T> void forwardAllTwice(T &&...values) {
  sinkAll(std::forward<T>(values)...);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'values' is moved again after it was moved [holdfast-use-after-move]
  sinkAll(std::forward<T>(values)...);
}
void instantiatePacks() {
  forwardAll(std::string(), std::string());
  forwardAllTwice(std::string());
}

// The branch that is not taken in this instantiation does not exist.
template <bool Give> void chosen(std::string s) {
  if constexpr (Give)
    keep(std::move(s));
  else
    use(s);
}
template <bool Give> void chosenThenUsed(std::string s) {
  if constexpr (Give)
    keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void instantiateChosen() {
  chosen<true>("x");
  chosen<false>("x");
  chosenThenUsed<true>("x");
  chosenThenUsed<false>("x");
}

// A generic lambda is checked for what it is called with.
void genericLambda(std::string s) {
  auto f = [](auto &&value) { keep(std::forward<decltype(value)>(value)); };
  f(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void genericLambdaWithLvalue(std::string s) {
  auto f = [](auto &&value) { keep(std::forward<decltype(value)>(value)); };
  f(s);
  use(s);
}
