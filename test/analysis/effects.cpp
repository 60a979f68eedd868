// RUN: %holdfast --no-cache --dump=effects %s -- -std=c++20 | FileCheck %s
// What a caller must know of a function, in the words of the models.

namespace std {
template <class T> T &&move(T &t) { return static_cast<T &&>(t); }
} // namespace std

struct S {
  S();
  S(S &&);
  S(const S &);
  ~S();
  S &operator=(S &&);
  int n;
};
void take(S s);
bool index();

// CHECK: {{^}}moves: moves(arg0){{$}}
void moves(S &s) { take(std::move(s)); }
// CHECK: {{^}}movesThroughRvalue: moves(arg0){{$}}
void movesThroughRvalue(S &&s) { take(std::move(s)); }
// CHECK: {{^}}leaves: none{{$}}
void leaves(S &&s) {}
// CHECK: {{^}}mayMove: may moves(arg0){{$}}
void mayMove(S &s) {
  if (index())
    take(std::move(s));
}
// CHECK: {{^}}refills: reinit(arg0){{$}}
void refills(S &s) { s = S(); }
// CHECK: {{^}}movesAndRefills: reads(arg0); reinit(arg0){{$}}
void movesAndRefills(S &s) {
  take(std::move(s));
  s = S();
}
// CHECK: {{^}}reads: reads(arg0){{$}}
void reads(const S &s) { S copy = s; }
// CHECK: {{^}}byValue: none{{$}}
void byValue(S s) { take(std::move(s)); }

// CHECK: {{^}}chain1: moves(arg0){{$}}
void chain1(S &s) { moves(s); }
// CHECK: {{^}}chain2: moves(arg1){{$}}
void chain2(S &first, S &s) { chain1(s); }

// A recursive call counts as "no effect" at first, so that a move that every
// way back makes is a "may" one: it errs towards fewer certain words.
// CHECK: {{^}}recursive: may moves(arg0){{$}}
void recursive(S &s, int n) {
  if (n > 0)
    recursive(s, n - 1);
  else
    take(std::move(s));
}
void pong(S &s, int n);
// CHECK: {{^}}ping: reads(arg0); reinit(arg0){{$}}
void ping(S &s, int n) {
  if (n)
    pong(s, n - 1);
}
// CHECK: {{^}}pong: reads(arg0); reinit(arg0){{$}}
void pong(S &s, int n) {
  take(std::move(s));
  s = S();
  ping(s, n);
}

struct Box {
  S held, other;
  // CHECK: {{^}}Box::get: alias(this.held){{$}}
  S &get() { return held; }
  // CHECK: {{^}}Box::takeOut: moves(this.held){{$}}
  S takeOut() { return std::move(held); }
  // CHECK: {{^}}Box::tryTake: {{.*}}may moves(this.held) when true{{$}}
  bool tryTake(S &out) {
    if (index()) {
      out = std::move(held);
      return true;
    }
    return false;
  }
};

// CHECK: {{^}}whenTrue: may moves(arg0) when true{{$}}
bool whenTrue(S &s) {
  if (!index())
    return false;
  take(std::move(s));
  return true;
}
// CHECK: {{^}}whenFalse: may moves(arg0) when false{{$}}
bool whenFalse(S &s) {
  if (!index())
    return true;
  take(std::move(s));
  return false;
}

// CHECK: {{^}}lambdas: none{{$}}
void lambdas(S a, S b) {
  // CHECK: {{^}}lambdas{{.+}}operator(): moves(this.[a].*){{$}}
  auto out = [&a] { take(std::move(a)); };
  // CHECK: {{^}}lambdas{{.+}}operator(): reinit(this.[a].*){{$}}
  auto in = [&a] { a = S(); };
  // CHECK: {{^}}lambdas{{.+}}operator(): moves(this.[b]){{$}}
  auto own = [b = std::move(b)]() mutable { take(std::move(b)); };
  out();
  in();
  own();
}
