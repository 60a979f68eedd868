// What a function does to its parameters and its object is known at its
// calls: helpers that move out of a `T &`, chains and recursion of them,
// getters that move a member out, helpers that refill.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void drain(std::string &s) { keep(std::move(s)); }
void peek(std::string &s) { use(s); }

void afterDrain(std::string s) {
  drain(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void afterPeek(std::string s) {
  peek(s);
  use(s);
}

void drainTwice(std::string s) {
  drain(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again after it was moved [holdfast-use-after-move]
  drain(s);
}
void drainRefilled(std::string s) {
  drain(s);
  s = "x";
  drain(s);
}
void drainThenPeek(std::string s) {
  drain(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  peek(s);
}

// Chains.

void drainOuter(std::string &s) { drain(s); }
void drainOutermost(std::string &s) { drainOuter(s); }
void peekOutermost(std::string &s) { peek(s); }
void afterChain(std::string s) {
  drainOutermost(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void afterHarmlessChain(std::string s) {
  peekOutermost(s);
  use(s);
}

void declaredFirst(std::string &s);
void afterHelperDefinedBelow(std::string s) {
  declaredFirst(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void declaredFirst(std::string &s) { keep(std::move(s)); }

// Recursion.

void drainDeep(std::string &s, int n) {
  if (n == 0) {
    keep(std::move(s));
    return;
  }
  if (flip())
    drainDeep(s, n - 1);
}
void peekDeep(std::string &s, int n) {
  if (n == 0) {
    keep(s);
    return;
  }
  if (flip())
    peekDeep(s, n - 1);
}
void afterRecursion(std::string s) {
  drainDeep(s, 3);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void afterHarmlessRecursion(std::string s) {
  peekDeep(s, 3);
  use(s);
}
void odd(std::string &s, int n);
void even(std::string &s, int n) {
  if (n == 0)
    keep(std::move(s));
  else
    odd(s, n - 1);
}
void odd(std::string &s, int n) {
  if (n != 0)
    even(s, n - 1);
}
void afterMutualRecursion(std::string s, int n) {
  even(s, n);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}

// On some paths only.

void drainMaybe(std::string &s) {
  if (flip())
    keep(std::move(s));
}
void afterDrainMaybe(std::string s) {
  drainMaybe(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void drainAndRefill(std::string &s) {
  keep(std::move(s));
  s = "x";
}
void afterDrainAndRefill(std::string s) {
  drainAndRefill(s);
  use(s);
}

// Rvalue references: what the body does decides.

void consume(std::string &&s) { keep(std::move(s)); }
void observe(std::string &&s) { keep(s); }
void consumeMaybe(std::string &&s) {
  if (flip())
    keep(std::move(s));
}
void afterConsume(std::string s) {
  consume(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void afterObserve(std::string s) {
  observe(std::move(s));
  use(s);
}
void afterConsumeMaybe(std::string s) {
  consumeMaybe(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
template <class T> void pass(T &&t) { consume(std::forward<T>(t)); }
template <class T> void hold(T &&t) { observe(std::forward<T>(t)); }
void afterPass(std::string s) {
  pass(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void afterHold(std::string s) {
  hold(std::move(s));
  use(s);
}

// Pointers.

void drainPointer(std::string *s) { keep(std::move(*s)); }
void peekPointer(std::string *s) { use(*s); }
void afterDrainPointer(std::string s) {
  drainPointer(&s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void afterPeekPointer(std::string s) {
  peekPointer(&s);
  use(s);
}

// Parts of a parameter.

void drainPart(Pair &p) { keep(std::move(p.a)); }
void samePart(Pair p) {
  drainPart(p);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p.a' is used after it was moved [holdfast-use-after-move]
  use(p.a);
}
void otherPart(Pair p) {
  drainPart(p);
  use(p.b);
}
void wholeOfPart(Pair p) {
  drainPart(p);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after its part 'p.a' was moved [holdfast-use-after-move]
  use(p);
}
void drainFirst(std::string &s, std::string &t) {
  keep(std::move(s));
  use(t);
}
void firstArgument(std::string s, std::string t) {
  drainFirst(s, t);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void secondArgument(std::string s, std::string t) {
  drainFirst(s, t);
  use(t);
}

// Members.

class Box {
  std::string text;
  std::string name;

public:
  std::string giveText() { return std::move(text); }
  std::string copyText() const { return text; }
  const std::string &readText() const { return text; }
  std::size_t textSize() const { return text.size(); }
  const std::string &readName() const { return name; }
  void setText(std::string t) { text = std::move(t); }

  void insideTwice() {
    keep(giveText());
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is moved again after it was moved [holdfast-use-after-move]
    keep(giveText());
  }
  void insideOnce() {
    keep(copyText());
    keep(giveText());
  }
  void insideUse() {
    keep(giveText());
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
    use(text);
  }
  void insideOther() {
    keep(giveText());
    use(name);
  }
};
void getterTwice(Box b) {
  keep(b.giveText());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'b.text' is moved again after it was moved [holdfast-use-after-move]
  keep(b.giveText());
}
void getterOnce(Box b) {
  keep(b.copyText());
  keep(b.giveText());
}
void getterThenRead(Box b) {
  keep(b.giveText());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'b.text' is used after it was moved [holdfast-use-after-move]
  use(b.textSize());
}
void getterThenOther(Box b) {
  keep(b.giveText());
  use(b.readName());
}
void getterThenSet(Box b) {
  keep(b.giveText());
  b.setText("x");
  use(b.textSize());
}

// Refilling.

void refill(std::string &s) { s = "x"; }
void refillDeep(std::string &s) { refill(s); }
void afterRefill(std::string s) {
  keep(std::move(s));
  refill(s);
  use(s);
}
void afterRefillDeep(std::string s) {
  keep(std::move(s));
  refillDeep(s);
  use(s);
}
void afterUnrelated(std::string s, std::string t) {
  keep(std::move(s));
  refill(t);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void swapOut(std::string &s, std::string &t) { std::swap(s, t); }
void afterSwapOut(std::string s, std::string t) {
  keep(std::move(s));
  swapOut(s, t);
  use(s);
}

// Getters that hand out a reference.

std::string &first(Pair &p) { return p.a; }
void throughAccessor(Pair p) {
  keep(std::move(first(p)));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p.a' is used after it was moved [holdfast-use-after-move]
  use(p.a);
}
void throughAccessorOther(Pair p) {
  keep(std::move(first(p)));
  use(p.b);
}

// Where the object's class is known, or named, a virtual function is as any other.
struct Eater {
  virtual void eat(std::string &s) { last = std::move(s); }
  virtual ~Eater() = default;
  std::string last;
};
struct HasEater {
  Eater own;
  Eater &other;
};
void eatenByAMember(HasEater &has, std::string s) {
  has.own.eat(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved
  use(s);
}
void eatenByAnother(HasEater &has, std::string s) {
  has.other.eat(s);
  use(s);
}
void eatenByName(Eater &eater, std::string s) {
  eater.Eater::eat(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved
  use(s);
}
void eatenByWhoever(Eater &eater, std::string s) {
  eater.eat(s);
  use(s);
}
