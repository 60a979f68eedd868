// Today's known wrong answers on the real standard library, as limits.cpp has
// them on the stand-in.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++17 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

template <class T> void use(const T &);
void keep(std::string);

// Elements that an algorithm moves out. Right would be "'v[0]' is used after it
// was moved".
void FN_range(std::vector<std::string> v, std::vector<std::string> w) {
  std::move(v.begin(), v.end(), w.begin());
  use(v[0]);
}

// A part of a tuple under its type and under its number, and a part of a pair
// under its number, as bindings have it, and under its name, are two places.
void FN_typeAndNumber(std::tuple<std::string, int> t) {
  keep(std::move(std::get<0>(t)));
  use(std::get<std::string>(t));
}
void FN_numberAndName(std::pair<std::string, int> p) {
  keep(std::move(std::get<0>(p)));
  use(p.first);
}
void FN_bindingAndName(std::pair<std::string, int> p) {
  auto &[a, n] = p;
  keep(std::move(a));
  use(p.first);
}

// Named otherwise than it is written. Right would be 'get<std::string>(t)' and
// 'o.value()'.
void FN_nameOfType(std::tuple<std::string, int> t) {
  keep(std::move(std::get<std::string>(t)));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  use(std::get<std::string>(t));
}
void FN_nameOfValue(std::optional<std::string> o) {
  auto q = std::move(o);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*o' is used after 'o' was moved [holdfast-use-after-move]
  use(o.value());
}

// An iterator at the end is not known to be so when it is asked again in the
// other way, nor to be the last one.
void FP_iteratorAtEnd(std::vector<int> v, std::string s) {
  auto it = std::find(v.begin(), v.end(), 3);
  if (it != v.end())
    keep(std::move(s));
  if (it == v.end())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
    use(s);
}
void FP_lastByIterator(const std::vector<int> &v, std::string s) {
  for (auto it = v.begin(); it != v.end(); ++it)
    if (std::next(it) == v.end())
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
      keep(std::move(s));
}

// std::invoke always runs what it is given. Right would be "is".
void FN_invokedThenUsed(std::string s) {
  std::invoke([&] { keep(std::move(s)); });
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
