// An element of an array or a vector is a place where its index is a constant
// or a variable that has not changed since.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

void arrayElement() {
  std::string s[3];
  keep(std::move(s[0]));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's[0]' is used after it was moved [holdfast-use-after-move]
  use(s[0]);
}
void arrayElementOther() {
  std::string s[3];
  keep(std::move(s[0]));
  use(s[1]);
}

void vectorElement(std::vector<std::string> v) {
  keep(std::move(v[0]));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v[0]' is used after it was moved [holdfast-use-after-move]
  use(v[0]);
}
void vectorElementOther(std::vector<std::string> v) {
  keep(std::move(v[0]));
  use(v[1]);
}

void sameIndex(std::vector<std::string> v, int i) {
  keep(std::move(v[i]));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v[i]' is used after it was moved [holdfast-use-after-move]
  use(v[i]);
}
void indexChanged(std::vector<std::string> v, int i) {
  keep(std::move(v[i]));
  ++i;
  use(v[i]);
}
void elementRefilled(std::vector<std::string> v, int i) {
  keep(std::move(v[i]));
  v[i] = "x";
  use(v[i]);
}
void elementAt(std::vector<std::string> v) {
  keep(std::move(v.at(0)));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v[0]' is used after it was moved [holdfast-use-after-move]
  use(v[0]);
}
void elementAtOther(std::vector<std::string> v) {
  keep(std::move(v.at(0)));
  use(v[1]);
}
void frontErased(std::vector<std::string> v) {
  keep(std::move(v.front()));
  v.erase(v.begin());
  use(v.front());
}
void backPopped(std::vector<std::string> v) {
  keep(std::move(v.back()));
  v.pop_back();
  use(v.back());
}
void containerOfMovedElement(std::vector<std::string> v) {
  keep(std::move(v[0]));
  use(v.size());
}
