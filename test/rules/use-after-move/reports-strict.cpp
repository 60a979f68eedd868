// In strict mode a question to a moved-from value, and handing on what is left
// of it, is reported as any other use; by default it is not.
//
// RUN: not %holdfast --no-cache --quiet --strict %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "cases.h"

void unique(std::unique_ptr<Node> p) {
  keepNode(std::move(p));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after it was moved [holdfast-use-after-move]
  if (p)
    flip();
}
void uniqueAskedBefore(std::unique_ptr<Node> p) {
  if (p)
    flip();
  keepNode(std::move(p));
}

void optional(std::optional<std::string> o) {
  std::optional<std::string> q = std::move(o);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'o' is used after it was moved [holdfast-use-after-move]
  use(o.has_value());
}
void optionalReset(std::optional<std::string> o) {
  std::optional<std::string> q = std::move(o);
  o.reset();
  use(o.has_value());
}

void thread(std::thread t) {
  std::thread u = std::move(t);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  if (t.joinable())
    t.join();
  u.join();
}
void threadOfTheNewOne(std::thread t) {
  std::thread u = std::move(t);
  if (u.joinable())
    u.join();
}

void guard(std::unique_lock<std::mutex> l) {
  std::unique_lock<std::mutex> k = std::move(l);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'l' is used after it was moved [holdfast-use-after-move]
  use(l.owns_lock());
}
void future(std::future<int> f) {
  std::future<int> g = std::move(f);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'f' is used after it was moved [holdfast-use-after-move]
  use(f.valid());
}

// Handing on the rest of an object is a use of it, too.
void restMoved(Pair p) {
  keep(std::move(p.a));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after its part 'p.a' was moved [holdfast-use-after-move]
  keepPair(std::move(p));
}
void restMovedRefilled(Pair p) {
  keep(std::move(p.a));
  p.a = "x";
  keepPair(std::move(p));
}
