// A move of the whole takes the parts that its constructor or assignment takes:
// the others are left, and a part that is gone already is not missed.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

struct Entry {
  std::string text;
  int number;
};
void keepEntry(Entry value);

// What a defaulted move copies is left.

void textAfterWhole(Entry e) {
  keepEntry(std::move(e));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e.text' is used after 'e' was moved [holdfast-use-after-move]
  use(e.text);
}
void numberAfterWhole(Entry e) {
  keepEntry(std::move(e));
  use(e.number);
}
struct Nested {
  Entry entry;
  int rank;
};
void textAfterNested(Nested n) {
  Nested m = std::move(n);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'n.entry.text' is used after 'n' was moved [holdfast-use-after-move]
  use(n.entry.text);
}
void numberAfterNested(Nested n) {
  Nested m = std::move(n);
  use(n.entry.number);
  use(n.rank);
}

// A hand-written constructor or assignment tells by its body.

struct Point {
  int x, y;
};
struct Resets {
  std::string text;
  int number;
  Resets(Resets &&o) : text(std::move(o.text)), number(o.number) { o.number = 0; }
};
struct Copies {
  std::string text;
  int number;
  Copies(Copies &&o) : text(std::move(o.text)), number(o.number) {}
};
struct Exchanges {
  std::string text;
  int number;
  Exchanges(Exchanges &&o) : text(std::move(o.text)), number(std::exchange(o.number, 0)) {}
};
struct Elsewhere {
  std::string text;
  int number;
  Point at;
  Elsewhere(Elsewhere &&o);
};
void reset(Resets r) {
  Resets q = std::move(r);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r.number' is used after 'r' was moved [holdfast-use-after-move]
  use(r.number);
}
void copied(Copies r) {
  Copies q = std::move(r);
  use(r.number);
}
void copiedButText(Copies r) {
  Copies q = std::move(r);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r.text' is used after 'r' was moved [holdfast-use-after-move]
  use(r.text);
}
void exchanged(Exchanges r) {
  Exchanges q = std::move(r);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r.number' is used after 'r' was moved [holdfast-use-after-move]
  use(r.number);
}
void bodyElsewhere(Elsewhere r) {
  Elsewhere q = std::move(r);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r.number' is used after 'r' was moved [holdfast-use-after-move]
  use(r.number);
}

void bodyElsewhereOfAClass(Elsewhere r) {
  Elsewhere q = std::move(r);
  use(r.at);
  use(r.at.x);
}

// A base is no such member, and a body that is seen tells more than one that is not:
// the assignment of a template that nobody calls has none.
struct Counted {
  int count = 0;
};
struct OfBase : Counted {
  std::string text;
  OfBase(OfBase &&o);
};
void bodyElsewhereOfABase(OfBase r) {
  OfBase q = std::move(r);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r.count' is used after 'r' was moved [holdfast-use-after-move]
  use(r.count);
}
template <class T> struct Unused {
  Point at;
  Unused(Unused &&o) : at(o.at) { o.at = Point(); }
  Unused &operator=(Unused &&o);
};
template <class T> Unused<T> &Unused<T>::operator=(Unused &&o) {
  at = o.at;
  return *this;
}
void assignmentUnused(Unused<int> r) {
  Unused<int> q = std::move(r);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r.at' is used after 'r' was moved [holdfast-use-after-move]
  use(r.at);
}

struct AssignResets {
  std::string text;
  int number;
  AssignResets &operator=(AssignResets &&o) {
    text = std::move(o.text);
    number = o.number;
    o.number = 0;
    return *this;
  }
};
struct AssignCopies {
  std::string text;
  int number;
  AssignCopies &operator=(AssignCopies &&o) {
    text = std::move(o.text);
    number = o.number;
    return *this;
  }
};
void resetByAssignment(AssignResets &q, AssignResets &r) {
  q = std::move(r);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r.number' is used after 'r' was moved [holdfast-use-after-move]
  use(r.number);
}
void copiedByAssignment(AssignCopies &q, AssignCopies &r) {
  q = std::move(r);
  use(r.number);
}

// The rest of a whole: an explicit std::move says that it is meant.

void restMoved(Pair p) {
  keep(std::move(p.a));
  keepPair(std::move(p));
}
void restCopied(Pair p) {
  keep(std::move(p.a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after its part 'p.a' was moved [holdfast-use-after-move]
  keepPair(p);
}
Pair restReturned(Pair p) {
  keep(std::move(p.a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after its part 'p.a' was moved [holdfast-use-after-move]
  return p;
}
Pair restMovedOut(Pair p) {
  keep(std::move(p.a));
  return std::move(p);
}
void restRead(Pair p) {
  keep(std::move(p.a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after its part 'p.a' was moved [holdfast-use-after-move]
  use(p);
}
void restMovedThenRead(Pair p) {
  keep(std::move(p.a));
  keepPair(std::move(p));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p.a' is used after 'p' was moved [holdfast-use-after-move]
  use(p.a);
}

// A member function that reads a private part names the whole.

class Text {
  std::string text;
  int number = 0;

public:
  std::size_t size() const { return text.size(); }
  int count() const { return number; }
};
void keepText(Text value);
void privatePartRead(Text t) {
  keepText(std::move(t));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  t.size();
}
void privatePartLeft(Text t) {
  keepText(std::move(t));
  t.count();
}
void privatePartCopied(Text t) {
  keepText(t);
  t.size();
}
