// Moves and uses are told apart by place: a part beside a part, a whole after
// its part, a part after the whole, and the same place under another name.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

// Fields.

void samePart(Pair p) {
  keep(std::move(p.a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p.a' is used after it was moved [holdfast-use-after-move]
  use(p.a);
}
void otherPart(Pair p) {
  keep(std::move(p.a));
  use(p.b);
}

void partAfterWhole(Pair p) {
  keepPair(std::move(p));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p.a' is used after 'p' was moved [holdfast-use-after-move]
  use(p.a);
}
void partAfterWholeRefilled(Pair p) {
  keepPair(std::move(p));
  p = Pair();
  use(p.a);
}
void partRefilledAfterWhole(Pair p) {
  keepPair(std::move(p));
  p.a = "x";
  use(p.a);
}
void otherPartRefilledAfterWhole(Pair p) {
  keepPair(std::move(p));
  p.a = "x";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p.b' is used after 'p' was moved [holdfast-use-after-move]
  use(p.b);
}

void wholeAfterPart(Pair p) {
  keep(std::move(p.a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after its part 'p.a' was moved [holdfast-use-after-move]
  use(p);
}
void wholeAfterPartRefilled(Pair p) {
  keep(std::move(p.a));
  p.a = "x";
  use(p);
}
void wholeMayBeMovedInPart(Pair p) {
  if (flip())
    keep(std::move(p.a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' may be used after its part 'p.a' was moved [holdfast-use-after-move]
  use(p);
}
void wholeMovedInPartAndRefilled(Pair p) {
  if (flip()) {
    keep(std::move(p.a));
    p.a = "x";
  }
  use(p);
}

void memberOfRvalue(Pair p) {
  keep(std::move(p).a);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p.a' is used after it was moved [holdfast-use-after-move]
  use(p.a);
}
void otherMemberOfRvalue(Pair p) {
  keep(std::move(p).a);
  use(p.b);
}

struct Outer {
  Pair in;
  std::string c;
};
void deepPart(Outer o) {
  keep(std::move(o.in.a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'o.in.a' is used after it was moved [holdfast-use-after-move]
  use(o.in.a);
}
void deepPartBeside(Outer o) {
  keep(std::move(o.in.a));
  use(o.in.b);
  use(o.c);
}
void middleAfterDeepPart(Outer o) {
  keep(std::move(o.in.a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'o.in' is used after its part 'o.in.a' was moved [holdfast-use-after-move]
  use(o.in);
}
void deepPartAfterMiddle(Outer o) {
  keepPair(std::move(o.in));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'o.in.a' is used after 'o.in' was moved [holdfast-use-after-move]
  use(o.in.a);
}

// Members through this.

class Session {
  std::string name;
  std::string peer;

public:
  void impliedThis() {
    keep(std::move(name));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'name' is used after it was moved [holdfast-use-after-move]
    use(name);
  }
  void impliedThisOther() {
    keep(std::move(name));
    use(peer);
  }
  void writtenThis() {
    keep(std::move(this->name));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'this->name' is used after it was moved [holdfast-use-after-move]
    use(this->name);
  }
  void writtenThisOther() {
    keep(std::move(this->name));
    use(this->peer);
  }
  void ofAnother(Session &other) {
    keep(std::move(other.name));
    use(name);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'other.name' is used after it was moved [holdfast-use-after-move]
    use(other.name);
  }
};

// References and pointers to a known place.

void throughReference() {
  std::string s;
  std::string &r = s;
  keep(std::move(r));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void throughReferenceToAnother() {
  std::string s, t;
  std::string &r = t;
  keep(std::move(r));
  use(s);
}

void useThroughReference() {
  std::string s;
  std::string &r = s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r' is used after it was moved [holdfast-use-after-move]
  use(r);
}
void useThroughReferenceToAnother() {
  std::string s, t;
  std::string &r = t;
  keep(std::move(s));
  use(r);
}

void rvalueReferenceVariable() {
  std::string s;
  std::string &&r = std::move(s);
  keep(std::move(r));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}

std::string &find(int key);
void referenceToUnknown() {
  std::string &r = find(1);
  keep(std::move(r));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r' is used after it was moved [holdfast-use-after-move]
  use(r);
}
void referenceToAnotherUnknown() {
  std::string &r = find(1);
  std::string &q = find(2);
  keep(std::move(r));
  use(q);
}
void referenceIntoMap(std::unordered_map<int, std::string> m) {
  std::string &r = m[1];
  keep(std::move(r));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r' is used after it was moved [holdfast-use-after-move]
  use(r);
}
void referenceIntoMapBeside(std::unordered_map<int, std::string> m) {
  std::string &r = m[1];
  std::string &q = m[2];
  keep(std::move(r));
  use(q);
}

void throughPointer() {
  std::string s;
  std::string *p = &s;
  keep(std::move(*p));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void throughPointerToAnother() {
  std::string s, t;
  std::string *p = &t;
  keep(std::move(*p));
  use(s);
}

void useThroughPointer() {
  std::string s;
  std::string *p = &s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*p' is used after it was moved [holdfast-use-after-move]
  use(*p);
}
void useThroughPointerToAnother() {
  std::string s, t;
  std::string *p = &s;
  p = &t;
  keep(std::move(s));
  use(*p);
}

void pointerParameter(std::string *p) {
  keep(std::move(*p));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*p' is used after it was moved [holdfast-use-after-move]
  use(*p);
}
void pointerParameterSet(std::string *p, std::string *q) {
  keep(std::move(*p));
  p = q;
  use(*p);
}
void pointerItself(std::string *p) {
  keep(std::move(*p));
  use(p);
}

void arrow(Pair *p) {
  keep(std::move(p->a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p->a' is used after it was moved [holdfast-use-after-move]
  use(p->a);
}
void arrowOther(Pair *p) {
  keep(std::move(p->a));
  use(p->b);
}

// Smart pointers and optionals: what is inside.

void pointee(std::unique_ptr<std::string> p) {
  keep(std::move(*p));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*p' is used after it was moved [holdfast-use-after-move]
  use(*p);
}
void pointeeRefilled(std::unique_ptr<std::string> p) {
  keep(std::move(*p));
  *p = "x";
  use(*p);
}
void pointeeByArrow(std::unique_ptr<Pair> p) {
  keep(std::move(p->a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p->a' is used after it was moved [holdfast-use-after-move]
  use(p->a);
}
void pointeeByArrowOther(std::unique_ptr<Pair> p) {
  keep(std::move(p->a));
  use(p->b);
}
void pointeeOfNewPointer(std::unique_ptr<std::string> p) {
  keep(std::move(*p));
  p.reset(new std::string);
  use(*p);
}

void payload(std::optional<std::string> o) {
  keep(std::move(*o));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*o' is used after it was moved [holdfast-use-after-move]
  use(*o);
}
void payloadRefilled(std::optional<std::string> o) {
  keep(std::move(*o));
  *o = "x";
  use(*o);
}
void payloadOfRvalue(std::optional<std::string> o) {
  keep(*std::move(o));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*o' is used after it was moved [holdfast-use-after-move]
  use(*o);
}
void payloadOfLvalue(std::optional<std::string> o) {
  keep(*o);
  use(*o);
}
void payloadReset(std::optional<std::string> o) {
  keep(std::move(*o));
  o.emplace("x");
  use(*o);
}
void payloadByArrow(std::optional<std::string> o) {
  keep(std::move(*o));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*o' is used after it was moved [holdfast-use-after-move]
  use(o->size());
}
void payloadAsked(std::optional<std::string> o) {
  keep(std::move(*o));
  if (o.has_value())
    flip();
}

// Structured bindings.

void boundPart(Pair p) {
  auto &[a, b] = p;
  keep(std::move(a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a' is used after it was moved [holdfast-use-after-move]
  use(a);
}
void boundPartOther(Pair p) {
  auto &[a, b] = p;
  keep(std::move(a));
  use(b);
}
void boundPartOfOriginal(Pair p) {
  auto &[a, b] = p;
  keep(std::move(a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p.a' is used after it was moved [holdfast-use-after-move]
  use(p.a);
}
void boundCopy(Pair p) {
  auto [a, b] = p;
  keep(std::move(a));
  use(p.a);
}
void boundTuple(std::tuple<std::string, std::string> t) {
  auto &[a, b] = t;
  keep(std::move(a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a' is used after it was moved [holdfast-use-after-move]
  use(a);
}
void boundTupleOther(std::tuple<std::string, std::string> t) {
  auto &[a, b] = t;
  keep(std::move(a));
  use(b);
}
