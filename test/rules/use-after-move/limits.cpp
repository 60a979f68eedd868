// Today's known wrong answers: FN_ functions are wrong and silent. Mending one
// moves it to reports or accepts. limits-reported.cpp has what is correct and
// reported, limits-words.cpp what is reported in the wrong words.
//
// RUN: %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

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

// A helper that refills on some paths only counts as refilling. Right would be
// "'s' may be used after it was moved".
void refillMaybe(std::string &s) {
  if (flip())
    s = "x";
}
void FN_afterRefillMaybe(std::string s) {
  keep(std::move(s));
  refillMaybe(s);
  use(s);
}

// One part made anew counts as the whole made anew. Right would be "'p' is used
// after it was moved".
void FN_onePartMadeAnew(Pair p) {
  keepPair(std::move(p));
  p.a = "a";
  use(p);
}

// Elements that an algorithm moves out.
void FN_rangeOfElements(std::vector<std::string> v, std::vector<std::string> w) {
  std::move(v.begin(), v.end(), w.begin());
  use(v[0]);
}

// A closure's own copy, moved by a callee that runs the closure twice. Right
// would be a finding in the call of 'twice'.
template <class F> void twice(F f) {
  f();
  f();
}
void FN_ownCopyTwice(std::string s) {
  twice([s]() mutable { keep(std::move(s)); });
}

// A move under a condition in a closure that runs more than once: here the flag
// that is tested is never set. Right would be "'s' is moved more than once in the call of 'twice'".
void FN_flagForgotten(std::string s) {
  bool done = false;
  twice([&] {
    if (!done)
      keep(std::move(s));
  });
}

// A test of try_emplace's answer clears the move whatever the answer is. Right
// would be "'s' is used after it was moved", as an inserted key has taken it.
void FN_tryEmplaceDone(std::unordered_map<int, std::string> m, std::string s) {
  if (m.try_emplace(1, std::move(s)).second)
    use(s);
}
void FN_tryEmplaceDoneByBinding(std::unordered_map<int, std::string> m, std::string s) {
  auto [at, done] = m.try_emplace(1, std::move(s));
  if (done)
    use(s);
}

// What a closure moves that another thread runs.
void FN_movedByThread(std::string s) {
  std::thread t([&] { keep(std::move(s)); });
  t.join();
  use(s);
}

// A global that a callee moves out; and one that was moved from when a callee
// is called, though that callee only reads it.
std::string line;
void drainLine() { keep(std::move(line)); }
void FN_globalMovedByCallee() {
  drainLine();
  use(line);
}
void printLine() { use(line); }
void FN_globalReadByCallee() {
  keep(std::move(line));
  printLine();
}
void FN_globalAcrossCall() {
  keep(std::move(line));
  flip();
  use(line);
}

// A member array goes with its whole. Right would be "'l.words[0]' is used after
// 'l' was moved".
struct Lines {
  std::string words[2];
};
void keepLines(Lines value);
void FN_memberArray(Lines l) {
  keepLines(std::move(l));
  use(l.words[0]);
}

// A member function whose body is in another file counts as refilling, const or
// not. Here it reads 'text'.
struct Report {
  std::string text;
  void print() const;
};
void FN_memberWithoutBody(Report r) {
  keep(std::move(r.text));
  r.print();
}
void FN_memberWithoutBodyThenUsed(Report r) {
  keep(std::move(r.text));
  r.print();
  use(r.text);
}
