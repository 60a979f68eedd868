// What is not a move, what no move reaches, and what special members do, is
// silent. (What a single token separates from a finding stands beside it in
// the reports-*.cpp files.)
//
// RUN: %holdfast --no-cache --quiet %s -- -std=c++17 -I %S/../Inputs 2>&1 | count 0
// RUN: %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "cases.h"

// Trivially copyable types are copied.

struct Point {
  int x, y;
};
void number(int n) {
  int m = std::move(n);
  use(n + m);
}
void point(Point p) {
  Point q = std::move(p);
  use(p.x + q.x);
}
void pointer(Point *p) {
  Point *q = std::move(p);
  use(p->x + q->x);
}
void referenceCapturingClosure(std::string s) {
  auto f = [&s] { use(s); };
  auto g = std::move(f);
  f();
  g();
}
enum class Color { Red };
void enumeration(Color c) {
  Color d = std::move(c);
  use(c);
  use(d);
}
void trivialMember(Node n) {
  int m = std::move(n.value);
  use(n.value + m);
}

// A const object is copied.

void constVariable() {
  const std::string s;
  keep(std::move(s));
  use(s);
}
void constParameter(const std::string &s) {
  std::string t = std::move(s);
  use(s);
}
void constMember(const Pair &p) {
  keep(std::move(p.a));
  use(p.a);
}
struct Copied {
  Copied();
  Copied(const Copied &);
  void go() const;
};
void moveOnlyByName(Copied c) {
  Copied d = std::move(c);
  c.go();
}

// std::move alone moves nothing.

void castOnly(std::string s) {
  std::string &&r = std::move(s);
  use(s);
  use(r);
}
void castDiscarded(std::string s) {
  (void)std::move(s);
  use(s);
}
void boundToConst(std::string s) {
  use(std::move(s));
  use(s);
}
void comparedOnly(std::string s, std::string t) {
  if (std::move(s) == t)
    use(s);
}
template <class T> void inspect(T &&value) { use(value); }
void calleeThatDoesNotMove(std::string s) {
  inspect(std::move(s));
  use(s);
}

// Unevaluated operands.

std::string give(std::string s);
void unevaluated(std::string s) {
  use(sizeof(std::string(std::move(s))));
  using T = decltype(give(std::move(s)));
  static_assert(!noexcept(keep(std::move(s))), "");
  use(s);
  use(T());
}

// Special members, written by hand and defaulted.

struct ByHand {
  std::string a;
  std::unique_ptr<Node> b;
  int n = 0;

  ByHand() = default;
  ByHand(ByHand &&o) noexcept
      : a(std::move(o.a)), b(std::move(o.b)), n(o.n) {
    o.n = 0;
  }
  ByHand &operator=(ByHand &&o) noexcept {
    if (this != &o) {
      a = std::move(o.a);
      b = std::move(o.b);
      n = o.n;
      o.n = 0;
    }
    return *this;
  }
};
struct ByDefault {
  std::string a;
  ByHand b;
  ByDefault() = default;
  ByDefault(ByDefault &&) = default;
  ByDefault &operator=(ByDefault &&) = default;
};
struct BySwap {
  std::string a;
  BySwap() = default;
  BySwap(BySwap &&o) noexcept { swap(o); }
  BySwap &operator=(BySwap o) noexcept {
    swap(o);
    return *this;
  }
  void swap(BySwap &o) noexcept { std::swap(a, o.a); }
};
struct ByExchange {
  Node *node = nullptr;
  std::string name;
  ByExchange() = default;
  ByExchange(ByExchange &&o) noexcept
      : node(std::exchange(o.node, nullptr)),
        name(std::exchange(o.name, std::string())) {
    use(o.name);
  }
  ByExchange &operator=(ByExchange &&o) noexcept {
    ByExchange old(std::move(o));
    std::swap(node, old.node);
    std::swap(name, old.name);
    return *this;
  }
};
void useThemAll(ByHand a, ByDefault b, BySwap c, ByExchange d) {
  ByHand a2 = std::move(a);
  ByDefault b2 = std::move(b);
  BySwap c2 = std::move(c);
  ByExchange d2 = std::move(d);
  a = std::move(a2);
  b = std::move(b2);
  c = std::move(c2);
  d = std::move(d2);
  use(a.a);
  use(b.a);
  use(c.a);
  use(d.name);
}

// Slices: the base takes its own part.

struct Base {
  std::string x;
  Base() = default;
  Base(Base &&) = default;
  Base &operator=(Base &&) = default;
};
struct Derived : Base {
  std::string y;
  Derived() = default;
  Derived(Derived &&o) : Base(std::move(o)), y(std::move(o.y)) {}
  Derived &operator=(Derived &&o) {
    Base::operator=(std::move(o));
    y = std::move(o.y);
    return *this;
  }
};
struct Second {
  std::string z;
  Second() = default;
  Second(Second &&) = default;
};
struct TwoBases : Base, Second {
  std::string y;
  TwoBases(TwoBases &&o)
      : Base(std::move(o)), Second(std::move(o)), y(std::move(o.y)) {}
};
void slicedOutside(Derived d) {
  Base b = std::move(d);
  use(d.y);
}

// Swaps through a temporary.

template <class T> void swapByHand(T &a, T &b) {
  T t = std::move(a);
  a = std::move(b);
  b = std::move(t);
}
void swapStrings(std::string s, std::string t) {
  swapByHand(s, t);
  use(s);
  use(t);
}
void rotate(std::vector<std::string> v) {
  std::string last = std::move(v.back());
  v.pop_back();
  v.insert(v.begin(), std::move(last));
  use(v);
}
void selfSwap(Pair p) {
  std::string t = std::move(p.a);
  p.a = std::move(p.b);
  p.b = std::move(t);
  use(p);
}

// Loops that hand out one value at a time.

void drainQueue(std::vector<std::unique_ptr<Node>> queue) {
  while (!queue.empty()) {
    std::unique_ptr<Node> n = std::move(queue.back());
    queue.pop_back();
    keepNode(std::move(n));
  }
}
void eachElement(std::vector<std::string> v) {
  for (std::size_t i = 0; i < v.size(); ++i)
    keep(std::move(v[i]));
  v.clear();
}
void eachElementByPointer(std::string *first, std::string *last) {
  for (; first != last; ++first)
    keep(std::move(*first));
}
void shiftDown(std::vector<std::string> &v, std::size_t at) {
  for (std::size_t i = at; i + 1 < v.size(); ++i)
    v[i] = std::move(v[i + 1]);
  v.pop_back();
}
void linked(std::unique_ptr<Node> head) {
  while (head) {
    std::unique_ptr<Node> next = std::make_unique<Node>();
    head = std::move(next);
  }
}
void batches(std::vector<std::vector<int>> &out, int n) {
  std::vector<int> batch;
  for (int i = 0; i < n; ++i) {
    batch.push_back(i);
    if (batch.size() == 10) {
      out.push_back(std::move(batch));
      batch.clear();
    }
  }
  if (!batch.empty())
    out.push_back(std::move(batch));
}

// A class that moves a member out may call its own functions afterwards: it
// knows its state, and no body says that the member is touched.

class Connection {
  std::string buffer;
  void stateChanged();
  bool isOpen() const;

public:
  void flush() {
    take(std::move(buffer));
    stateChanged();
    if (isOpen())
      buffer = "x";
  }
};

// Returning and handing on.

std::string returned(std::string s) { return std::move(s); }
std::string returnedOnEachPath(std::string s) {
  if (flip())
    return std::move(s);
  return s + "x";
}
std::string builtUp(std::string s) {
  s = std::move(s) + "x";
  s = std::move(s) + "y";
  return s;
}
void sinkParameter(std::string &&s) { take(std::move(s)); }

struct List {
  std::string value;
  std::unique_ptr<List> next;
};
void popFront(std::unique_ptr<List> &head) {
  std::unique_ptr<List> rest = std::move(head->next);
  keep(std::move(head->value));
  head = std::move(rest);
}
void popFrontAtOnce(std::unique_ptr<List> &head) {
  head = std::move(head->next);
  use(head->value);
}

class Lazy {
  std::optional<std::string> cache;

public:
  void refresh() {
    if (cache)
      keep(std::move(*cache));
    cache = std::string("x");
    use(*cache);
  }
};

// A lambda that moves what nobody uses any more.

void handedOver(std::unique_ptr<Node> n) {
  std::function<void()> f = [] {};
  std::thread t([n = std::move(n)] { use(n->value); });
  t.join();
  f = nullptr;
}

// Self-assignment guarded and not.

void assignThrough(std::string &a, std::string &b) {
  a = std::move(b);
  use(a);
}

// Not a use: taking the address to compare, binding, discarding.

void compareAddress(std::string s, std::string *p) {
  keep(std::move(s));
  if (p == &s)
    flip();
}
void discarded(std::string s) {
  keep(std::move(s));
  (void)s;
}

// Arithmetic is a question, too: the same on the same values has one answer.

void remainders(std::string s, int n) {
  if (n % 2 == 0)
    keep(std::move(s));
  if (n % 2 == 1)
    use(s);
}

void sums(std::string s, int a, int b) {
  if (a + b > 3)
    keep(std::move(s));
  if (a + b <= 3)
    use(s);
}

void sameMask(std::string s, int n) {
  if (n & 1)
    keep(std::move(s));
  if (!(n & 1))
    use(s);
}

void sameSum(std::string s, int a, int b) {
  if (a + b > 3)
    keep(std::move(s));
  if (!(a + b > 3))
    use(s);
}

void firstByOldValue(std::string s, int n) {
  int i = 0;
  while (i < n)
    if (i++ == 0)
      keep(std::move(s));
}

// Many conditions of one loop body that hold from one iteration to the next.
void note(int);
void flagAmongConditions(std::string s, int n, bool a, bool b, bool c, bool d, bool e, bool f,
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
      keep(std::move(s));
  }
}

void counterAmongConditions(std::string s, int n, bool a, bool b, bool c, bool d, bool e,
                               bool f) {
  for (int i = 0; i < n; ++i) {
    if (a) note(1);
    if (b) note(2);
    if (c) note(3);
    if (d) note(4);
    if (e) note(5);
    if (f) note(6);
    if (i == 0)
      keep(std::move(s));
  }
}

void restByCast(Pair p) {
  keep(std::move(p.a));
  keepPair(static_cast<Pair &&>(p));
}

// A helper tells by its result, which is kept.
bool tryConsume(std::string &s) {
  if (flip()) {
    keep(std::move(s));
    return true;
  }
  return false;
}
void helperTellsLater(std::string s) {
  bool consumed = tryConsume(s);
  if (!consumed)
    use(s);
}
