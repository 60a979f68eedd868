// A moved-from value lives again once it is given a fresh value, however that
// is written; what gives no fresh value does not revive it.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void assigned(std::string s, std::string t) {
  keep(std::move(s));
  s = t;
  use(s);
}
void assignedToAnother(std::string s, std::string t) {
  keep(std::move(s));
  t = "x";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void assignedFromMoved(std::string s, std::string t) {
  keep(std::move(s));
  s = std::move(t);
  use(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  use(t);
}

void cleared(std::vector<int> v) {
  std::vector<int> w = std::move(v);
  v.clear();
  v.push_back(1);
}
void notCleared(std::vector<int> v) {
  std::vector<int> w = std::move(v);
  w.clear();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v' is used after it was moved [holdfast-use-after-move]
  v.push_back(1);
}

void assignCalled(std::vector<int> v) {
  std::vector<int> w = std::move(v);
  v.assign(3, 1);
  use(v);
}
void resizeCalled(std::vector<int> v) {
  std::vector<int> w = std::move(v);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v' is used after it was moved [holdfast-use-after-move]
  v.resize(3);
}

void resetUnique(std::unique_ptr<Node> p) {
  keepNode(std::move(p));
  p.reset(new Node);
  p->value = 1;
}
void resetAnother(std::unique_ptr<Node> p, std::unique_ptr<Node> q) {
  keepNode(std::move(p));
  q.reset(new Node);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after it was moved [holdfast-use-after-move]
  p->value = 1;
}

void emplaced(std::optional<std::string> o) {
  std::optional<std::string> q = std::move(o);
  o.emplace("x");
  use(*o);
}
void emplacedAnother(std::optional<std::string> o) {
  std::optional<std::string> q = std::move(o);
  q.emplace("x");
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*o' is used after 'o' was moved [holdfast-use-after-move]
  use(*o);
}

void swappedByMember(std::string s, std::string t) {
  keep(std::move(s));
  s.swap(t);
  use(s);
}
void swappedByFunction(std::string s, std::string t) {
  keep(std::move(s));
  std::swap(s, t);
  use(s);
}
void swappedOthers(std::string s, std::string t, std::string u) {
  keep(std::move(s));
  std::swap(u, t);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}

std::string give(std::string s);
std::tuple<std::string, int> parse();
void tied(std::string s, int n) {
  keep(std::move(s));
  std::tie(s, n) = parse();
  use(s);
}
void tiedAnother(std::string s, std::string t, int n) {
  keep(std::move(s));
  std::tie(t, n) = parse();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}

void outParameter(std::string s) {
  keep(std::move(s));
  fill(s);
  use(s);
}
void inParameter(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
  fill(s);
}

void readLine(std::istream &in, std::string s) {
  keep(std::move(s));
  std::getline(in, s);
  use(s);
}

void fillPointer(std::string *s);
void outPointer(std::string s) {
  keep(std::move(s));
  fillPointer(&s);
  use(s);
}
void readPointer(const std::string *s);
void inPointer(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  readPointer(&s);
}

void refill(std::string &s) { s = "x"; }
void inspect(std::string &s) { use(s); }
void helperThatRefills(std::string s) {
  keep(std::move(s));
  refill(s);
  use(s);
}
void helperThatReads(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  inspect(s);
}

class Buffer {
public:
  Buffer();
  Buffer(Buffer &&);
  [[clang::reinitializes]] void restart();
  void resume();
  void reset();
};
void attribute(Buffer b) {
  Buffer c = std::move(b);
  b.restart();
  b.resume();
}
void noAttribute(Buffer b) {
  Buffer c = std::move(b);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'b' is used after it was moved [holdfast-use-after-move]
  b.resume();
}
void nameByConvention(Buffer b) {
  Buffer c = std::move(b);
  b.reset();
  b.resume();
}

void onOnePath(std::string s) {
  keep(std::move(s));
  if (flip())
    s = "x";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void onBothPaths(std::string s) {
  keep(std::move(s));
  if (flip())
    s = "x";
  else
    s = "y";
  use(s);
}

void itsOwnResult(std::string s) {
  s = give(std::move(s));
  use(s);
}
void itsOwnConcatenation(std::string s) {
  s = std::move(s) + "x";
  use(s);
}
void theResultElsewhere(std::string s, std::string t) {
  t = std::move(s) + "x";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}

void destroyedAndMadeAnew(Pair p) {
  keepPair(std::move(p));
  p = {"a", "b"};
  use(p);
}
void partsMadeAnew(Pair p) {
  keepPair(std::move(p));
  p.a = "a";
  p.b = "b";
  use(p);
}
