// Every kind of move ends a value's life: a use after it is reported, and the
// same use where nothing has moved is not.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void byValue() {
  std::string s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void byValueCopied() {
  std::string s;
  keep(s);
  use(s);
}

void byRvalueReference() {
  std::string s;
  take(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void look(std::string &&s) { use(s); }
void byRvalueReferenceOnlyRead() {
  std::string s;
  look(std::move(s));
  use(s);
}

void intoVariable() {
  std::string s;
  std::string t = std::move(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
  use(t);
}
void intoReference() {
  std::string s;
  std::string &&t = std::move(s);
  use(s);
  use(t);
}

void byAssignment(std::string t) {
  std::string s;
  t = std::move(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void byAssignmentCopied(std::string t) {
  std::string s;
  t = s;
  use(s);
}

void byStaticCast() {
  std::string s;
  keep(static_cast<std::string &&>(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void byStaticCastToLvalue() {
  std::string s;
  keep(static_cast<std::string &>(s));
  use(s);
}

template <class T> void forwarded(T &&t) {
  keep(std::forward<T>(t));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  use(t);
}
template <class T> void forwardedLvalue(T &&t) {
  keep(std::forward<T>(t));
  use(t);
}
void instantiate() {
  std::string s;
  forwarded(std::string("x"));
  forwardedLvalue(s);
}

void exchangedAway() {
  std::string s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void exchanged() {
  std::string s;
  keep(std::exchange(s, std::string()));
  use(s);
}

void intoInitCapture() {
  std::string s;
  auto f = [t = std::move(s)] { use(t); };
  f();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void intoInitCaptureCopied() {
  std::string s;
  auto f = [t = s] { use(t); };
  f();
  use(s);
}

void closure() {
  std::string s;
  auto f = [s] { use(s); };
  auto g = std::move(f);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'f' is used after it was moved [holdfast-use-after-move]
  f();
  g();
}
void closureCopied() {
  std::string s;
  auto f = [s] { use(s); };
  auto g = f;
  f();
  g();
}

void stdFunction(std::function<void()> f) {
  std::function<void()> g = std::move(f);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'f' is used after it was moved [holdfast-use-after-move]
  f();
  g();
}
void stdFunctionCopied(std::function<void()> f) {
  std::function<void()> g = f;
  f();
  g();
}

struct Builder {
  std::string text;
  std::string build() const & { return text; }
  std::string build() && { return std::move(text); }
};
void byMemberOfRvalue() {
  Builder b;
  keep(std::move(b).build());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'b.text' is used after it was moved [holdfast-use-after-move]
  use(b.text);
}
void byMemberOfLvalue() {
  Builder b;
  keep(b.build());
  use(b.text);
}

struct Request {
  std::string text;
  Request();
  std::string send() &&;
  std::string send() const &;
};
void byMemberOfRvalueWithoutBody() {
  Request r;
  keep(std::move(r).send());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r' is used after it was moved [holdfast-use-after-move]
  use(r);
}
void byMemberOfLvalueWithoutBody() {
  Request r;
  keep(r.send());
  use(r);
}

std::string give(std::string &s) { return std::move(s); }
std::string copy(std::string &s) { return s; }
void byReturnStdMove() {
  std::string s;
  keep(give(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void byReturnCopied() {
  std::string s;
  keep(copy(s));
  use(s);
}

void twice() {
  std::string s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again after it was moved [holdfast-use-after-move]
  keep(std::move(s));
}
void twiceCopiedFirst() {
  std::string s;
  keep(s);
  keep(std::move(s));
}

void parameterByValue(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void parameterByReference(std::string &s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void parameterByRvalueReference(std::string &&s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void parameterNotMoved(std::string &&s) {
  keep(s);
  use(s);
}

static std::string global;
void globalVariable() {
  keep(std::move(global));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'global' is used after it was moved [holdfast-use-after-move]
  use(global);
}
void globalVariableCopied() {
  keep(global);
  use(global);
}

void intoAggregate() {
  std::string s;
  Pair p{std::move(s), "b"};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void intoAggregateCopied() {
  std::string s;
  Pair p{s, "b"};
  use(s);
}

void intoHeap() {
  std::string s;
  auto *p = new std::string(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
  delete p;
}
void intoHeapCopied() {
  std::string s;
  auto *p = new std::string(s);
  use(s);
  delete p;
}

void intoMakeUnique() {
  std::string s;
  auto p = std::make_unique<std::string>(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void intoMakeUniqueCopied() {
  std::string s;
  auto p = std::make_unique<std::string>(s);
  use(s);
}

void intoContainer(std::vector<std::string> v) {
  std::string s, t;
  v.push_back(std::move(s));
  v.emplace_back(std::move(t));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  use(t);
}
void intoContainerCopied(std::vector<std::string> v) {
  std::string s, t;
  v.push_back(s);
  v.emplace_back(t);
  use(s);
  use(t);
}

void intoTuple() {
  std::string s;
  std::tuple<std::string, int> t(std::move(s), 1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void intoTupleCopied() {
  std::string s;
  std::tuple<std::string, int> t(s, 1);
  use(s);
}

struct Holder {
  std::string text;
  explicit Holder(std::string s) : text(std::move(s)) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
  }
  explicit Holder(std::string s, int) : text(std::move(s)) { use(text); }
};

// One cause, one report: the second use of the same moved value says nothing
// new.
void usedTwice() {
  std::string s;
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
  use(s);
}
void usedTwiceLive() {
  std::string s;
  keep(s);
  use(s);
  use(s);
}
