// The elements of a tuple or a pair are parts, by whatever name they are called:
// get by number or by type, a structured binding, a member.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++17 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -stdlib=libc++ 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// REQUIRES: libc++

#include <string>
#include <tuple>
#include <utility>
#include <vector>

using Words = std::tuple<std::string, std::string>;
using Mixed = std::tuple<std::string, std::vector<int>>;
using Both = std::pair<std::string, std::string>;

template <class T> void use(const T &);
void keep(std::string);
void keepWords(Words);

// get.

void byNumber(Words t) {
  keep(std::move(std::get<0>(t)));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'get<0>(t)' is used after it was moved [holdfast-use-after-move]
  use(std::get<0>(t));
}
void byNumberOther(Words t) {
  keep(std::move(std::get<0>(t)));
  use(std::get<1>(t));
}
void ofRvalue(Words t) {
  keep(std::get<0>(std::move(t)));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'get<0>(t)' is used after it was moved [holdfast-use-after-move]
  use(std::get<0>(t));
}
void ofRvalueOther(Words t) {
  keep(std::get<0>(std::move(t)));
  use(std::get<1>(t));
}
void ofPair(Both p) {
  keep(std::move(std::get<0>(p)));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'get<0>(p)' is used after it was moved [holdfast-use-after-move]
  use(std::get<0>(p));
}
void ofPairOther(Both p) {
  keep(std::move(std::get<0>(p)));
  use(std::get<1>(p));
}
void byTypeOther(Mixed t) {
  keep(std::move(std::get<std::string>(t)));
  use(std::get<std::vector<int>>(t));
}

void elementAfterWhole(Words t) {
  keepWords(std::move(t));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'get<0>(t)' is used after 't' was moved [holdfast-use-after-move]
  use(std::get<0>(t));
}
void elementAfterWholeCopied(Words t) {
  keepWords(t);
  use(std::get<0>(t));
}
void wholeAfterElement(Words t) {
  keep(std::move(std::get<0>(t)));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after its part 'get<0>(t)' was moved [holdfast-use-after-move]
  use(t);
}
void wholeAfterElementRefilled(Words t) {
  keep(std::move(std::get<0>(t)));
  std::get<0>(t) = "x";
  use(t);
}

// Structured bindings.

void tupleByReference(Words t) {
  auto &[a, b] = t;
  keep(std::move(a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a' is used after it was moved [holdfast-use-after-move]
  use(a);
}
void tupleByReferenceOther(Words t) {
  auto &[a, b] = t;
  keep(std::move(a));
  use(b);
}
void tupleByValue(Words t) {
  auto [a, b] = t;
  keep(std::move(a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a' is used after it was moved [holdfast-use-after-move]
  use(a);
}
void tupleByValueOther(Words t) {
  auto [a, b] = t;
  keep(std::move(a));
  use(b);
}
void pairByReference(Both p) {
  auto &[a, b] = p;
  keep(std::move(a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a' is used after it was moved [holdfast-use-after-move]
  use(a);
}
void pairByReferenceOther(Both p) {
  auto &[a, b] = p;
  keep(std::move(a));
  use(b);
}
void pairByValue(Both p) {
  auto [a, b] = p;
  keep(std::move(a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a' is used after it was moved [holdfast-use-after-move]
  use(a);
}
void pairByValueOther(Both p) {
  auto [a, b] = p;
  keep(std::move(a));
  use(b);
}

void elementUnderBinding(Words t) {
  auto &[a, b] = t;
  keep(std::move(a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'get<0>(t)' is used after it was moved [holdfast-use-after-move]
  use(std::get<0>(t));
}
void elementUnderBindingOther(Words t) {
  auto &[a, b] = t;
  keep(std::move(a));
  use(std::get<1>(t));
}
void elementUnderBindingOfCopy(Words t) {
  auto [a, b] = t;
  keep(std::move(a));
  use(std::get<0>(t));
}
void movedIntoBindings(Words t) {
  auto [a, b] = std::move(t);
  use(a);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'get<0>(t)' is used after 't' was moved [holdfast-use-after-move]
  use(std::get<0>(t));
}
void copiedIntoBindings(Words t) {
  auto [a, b] = t;
  use(a);
  use(std::get<0>(t));
}
