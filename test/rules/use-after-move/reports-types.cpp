// A type whose moved-from state is specified answers questions about that
// state; a use of what it no longer has is reported, and so is every read of
// a container, a string or a std::function.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "cases.h"

// Smart pointers: null tests and comparisons are answered.

void uniqueDereferenced(std::unique_ptr<Node> p) {
  keepNode(std::move(p));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after it was moved [holdfast-use-after-move]
  use((*p).value);
}
void uniqueTested(std::unique_ptr<Node> p) {
  keepNode(std::move(p));
  if (p)
    flip();
  if (!p)
    flip();
}
void uniqueArrow(std::unique_ptr<Node> p) {
  keepNode(std::move(p));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after it was moved [holdfast-use-after-move]
  p->value = 1;
}
void uniqueCompared(std::unique_ptr<Node> p, std::unique_ptr<Node> q) {
  keepNode(std::move(p));
  if (p == nullptr || p != nullptr || p == q)
    flip();
}
void uniqueMovedAgain(std::unique_ptr<Node> p) {
  keepNode(std::move(p));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is moved again after it was moved [holdfast-use-after-move]
  keepNode(std::move(p));
}
void uniqueAddressAsked(std::unique_ptr<Node> p) {
  keepNode(std::move(p));
  use(p.get() == nullptr);
}
void uniqueTestedThenDereferenced(std::unique_ptr<Node> p) {
  if (flip())
    keepNode(std::move(p));
  if (p)
    p->value = 1;
}
void uniqueNotTestedThenDereferenced(std::unique_ptr<Node> p) {
  if (flip())
    keepNode(std::move(p));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' may be used after it was moved [holdfast-use-after-move]
  p->value = 1;
}

void sharedDereferenced(std::shared_ptr<Node> p) {
  std::shared_ptr<Node> q = std::move(p);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after it was moved [holdfast-use-after-move]
  p->value = 1;
}
void sharedCounted(std::shared_ptr<Node> p) {
  std::shared_ptr<Node> q = std::move(p);
  use(p.use_count());
  use(p == nullptr);
}
void sharedCopied(std::shared_ptr<Node> p) {
  std::shared_ptr<Node> q = p;
  p->value = 1;
}

// Optional and variant.

void optionalDereferenced(std::optional<std::string> o) {
  std::optional<std::string> q = std::move(o);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*o' is used after 'o' was moved [holdfast-use-after-move]
  use(*o);
}
void optionalAsked(std::optional<std::string> o) {
  std::optional<std::string> q = std::move(o);
  use(o.has_value());
  if (o)
    flip();
}
void optionalMovedAgain(std::optional<std::string> o) {
  std::optional<std::string> q = std::move(o);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'o' is moved again after it was moved [holdfast-use-after-move]
  std::optional<std::string> r = std::move(o);
}
void optionalMovedAfterReset(std::optional<std::string> o) {
  std::optional<std::string> q = std::move(o);
  o.reset();
  std::optional<std::string> r = std::move(o);
}
void variantRead(std::variant<int, std::string> v) {
  std::variant<int, std::string> w = std::move(v);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v' is used after it was moved [holdfast-use-after-move]
  use(std::get<std::string>(v));
}
void variantAsked(std::variant<int, std::string> v) {
  std::variant<int, std::string> w = std::move(v);
  use(v.index());
}

// Guards, threads, futures, promises, tasks.

void guardLocked(std::unique_lock<std::mutex> l) {
  std::unique_lock<std::mutex> k = std::move(l);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'l' is used after it was moved [holdfast-use-after-move]
  l.unlock();
}
void guardAsked(std::unique_lock<std::mutex> l) {
  std::unique_lock<std::mutex> k = std::move(l);
  use(l.owns_lock());
  if (l)
    flip();
}
void threadJoined(std::thread t) {
  std::thread u = std::move(t);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  t.join();
  u.join();
}
void threadAsked(std::thread t) {
  std::thread u = std::move(t);
  if (t.joinable())
    flip();
  u.join();
}
void futureTaken(std::future<int> f) {
  std::future<int> g = std::move(f);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'f' is used after it was moved [holdfast-use-after-move]
  use(f.get());
}
void futureAsked(std::future<int> f) {
  std::future<int> g = std::move(f);
  use(f.valid());
}
void promiseSet(std::promise<int> p) {
  std::promise<int> q = std::move(p);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after it was moved [holdfast-use-after-move]
  p.set_value(1);
}
void promiseSetInTheNewOne(std::promise<int> p) {
  std::promise<int> q = std::move(p);
  q.set_value(1);
}
void taskRun(std::packaged_task<void()> t) {
  std::packaged_task<void()> u = std::move(t);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  t();
}
void taskAsked(std::packaged_task<void()> t) {
  std::packaged_task<void()> u = std::move(t);
  use(t.valid());
}

// Containers, strings and std::function promise nothing: every read counts.

void stringAsked(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  if (s.empty())
    flip();
}
void stringAskedAfterClear(std::string s) {
  keep(std::move(s));
  s.clear();
  if (s.empty())
    flip();
}
void vectorAsked(std::vector<int> v) {
  std::vector<int> w = std::move(v);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v' is used after it was moved [holdfast-use-after-move]
  use(v.size());
}
void vectorAskedAfterClear(std::vector<int> v) {
  std::vector<int> w = std::move(v);
  v.clear();
  use(v.size());
}
void functionAsked(std::function<void()> f) {
  std::function<void()> g = std::move(f);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'f' is used after it was moved [holdfast-use-after-move]
  if (f)
    flip();
}
void functionAskedAfterSet(std::function<void()> f) {
  std::function<void()> g = std::move(f);
  f = nullptr;
  if (f)
    flip();
}
