// The rule says the same on the real standard library as on the stand-in: for
// libstdc++ here, for libc++ in reports-std-libcxx.test.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++17 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

template <class T> void use(const T &);
void keep(std::string);
void take(std::string &&);
bool flip();
struct Pair {
  std::string a, b;
};
void keepPair(Pair);

// Moves.

void byValue(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void byValueCopied(std::string s) {
  keep(s);
  use(s);
}
void byReference(std::string s) {
  take(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void byReferenceRefilled(std::string s) {
  take(std::move(s));
  s.clear();
  use(s);
}
void exchanged(std::string s) {
  keep(std::exchange(s, {}));
  use(s);
}
void pushed(std::vector<std::string> v, std::string s) {
  v.push_back(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void pushedCopy(std::vector<std::string> v, std::string s) {
  v.push_back(s);
  use(s);
}
void emplaced(std::vector<std::string> v, std::string s) {
  v.emplace_back(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void emplacedCopy(std::vector<std::string> v, std::string s) {
  v.emplace_back(s);
  use(s);
}
void inserted(std::map<std::string, std::string> m, std::string s) {
  m.insert_or_assign("k", std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void insertedTested(std::map<std::string, std::string> m, std::string s) {
  if (!m.try_emplace("k", std::move(s)).second)
    use(s);
}
void insertedTestedLater(std::unordered_map<int, std::string> m, std::string s) {
  auto [at, done] = m.try_emplace(1, std::move(s));
  if (!done)
    use(s);
}
void paired(std::string s) {
  auto p = std::make_pair(std::move(s), 1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void pairedCopy(std::string s) {
  auto p = std::make_pair(s, 1);
  use(s);
}
void tupled(std::string s) {
  std::tuple<std::string, int> t{std::move(s), 1};
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void tupledByReference(std::string s) {
  auto t = std::forward_as_tuple(std::move(s), 1);
  use(s);
}
void concatenated(std::string s) {
  std::string t = std::move(s) + "x";
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
void concatenatedToItself(std::string s) {
  s = std::move(s) + "x";
  use(s);
}

// Parts.

void part(Pair p) {
  keep(std::move(p.a));
  use(p.b);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p.a' is used after it was moved [holdfast-use-after-move]
  use(p.a);
}
void partOfPair(std::pair<std::string, std::string> p) {
  keep(std::move(p.first));
  use(p.second);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p.first' is used after it was moved [holdfast-use-after-move]
  use(p.first);
}
void element(std::vector<std::string> v) {
  keep(std::move(v[0]));
  use(v[1]);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v[0]' is used after it was moved [holdfast-use-after-move]
  use(v[0]);
}
void payload(std::optional<std::string> o) {
  keep(std::move(*o));
  use(o.has_value());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*o' is used after it was moved [holdfast-use-after-move]
  use(*o);
}
void pointee(std::unique_ptr<std::string> p) {
  keep(std::move(*p));
  use(p.get());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*p' is used after it was moved [holdfast-use-after-move]
  use(*p);
}
void bound(Pair p) {
  auto &[a, b] = p;
  keep(std::move(a));
  use(b);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a' is used after it was moved [holdfast-use-after-move]
  use(a);
}

// Types with a specified moved-from state.

void unique(std::unique_ptr<Pair> p) {
  std::unique_ptr<Pair> q = std::move(p);
  if (p || p == nullptr || p.get() || p == q)
    flip();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after it was moved [holdfast-use-after-move]
  use(p->a);
}
void uniqueMovedAgain(std::unique_ptr<Pair> p) {
  std::unique_ptr<Pair> q = std::move(p);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is moved again after it was moved [holdfast-use-after-move]
  q = std::move(p);
}
void uniqueReset(std::unique_ptr<Pair> p) {
  std::unique_ptr<Pair> q = std::move(p);
  p = std::make_unique<Pair>();
  use(p->a);
}
void shared(std::shared_ptr<Pair> p) {
  std::shared_ptr<Pair> q = std::move(p);
  use(p.use_count());
  use(p != nullptr);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after it was moved [holdfast-use-after-move]
  use(p->a);
}
void sharedReset(std::shared_ptr<Pair> p) {
  std::shared_ptr<Pair> q = std::move(p);
  p.reset(new Pair);
  use(p->a);
}
void optional(std::optional<std::string> o) {
  auto q = std::move(o);
  if (o)
    flip();
  use(o.has_value());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: '*o' is used after 'o' was moved [holdfast-use-after-move]
  use(*o);
}
void optionalEmplaced(std::optional<std::string> o) {
  auto q = std::move(o);
  o.emplace("x");
  use(*o);
}
void variant(std::variant<int, std::string> v) {
  auto w = std::move(v);
  use(v.index());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v' is used after it was moved [holdfast-use-after-move]
  use(std::get<std::string>(v));
}
void guard(std::unique_lock<std::mutex> l) {
  auto k = std::move(l);
  use(l.owns_lock());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'l' is used after it was moved [holdfast-use-after-move]
  l.unlock();
}
void thread(std::thread t) {
  std::thread u = std::move(t);
  use(t.joinable());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  t.join();
}
void future(std::future<int> f) {
  auto g = std::move(f);
  use(f.valid());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'f' is used after it was moved [holdfast-use-after-move]
  use(f.get());
}
void promise(std::promise<int> p) {
  auto q = std::move(p);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' is used after it was moved [holdfast-use-after-move]
  p.set_value(1);
}
void task(std::packaged_task<void()> t) {
  auto u = std::move(t);
  use(t.valid());
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
  t();
}
void function(std::function<void()> f) {
  auto g = std::move(f);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'f' is used after it was moved [holdfast-use-after-move]
  if (f)
    flip();
}
void functionSet(std::function<void()> f) {
  auto g = std::move(f);
  f = nullptr;
  if (f)
    flip();
}
void string(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  if (s.empty())
    flip();
}
void vector(std::vector<int> v) {
  auto w = std::move(v);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'v' is used after it was moved [holdfast-use-after-move]
  use(v.size());
}
void vectorCleared(std::vector<int> v) {
  auto w = std::move(v);
  v.clear();
  use(v.size());
}

// A pointer that is tested and refilled before it is used.

void refilledWhereNull(std::vector<std::unique_ptr<Pair>> out, std::unique_ptr<Pair> u) {
  while (flip()) {
    if (flip()) {
      if (u)
        out.push_back(std::move(u));
    } else {
      if (!u)
        u = std::make_unique<Pair>();
      use(u->a);
    }
  }
}
void notRefilledWhereNull(std::vector<std::unique_ptr<Pair>> out, std::unique_ptr<Pair> u) {
  while (flip()) {
    if (flip()) {
      if (u)
        out.push_back(std::move(u));
    } else {
      if (!u)
        std::make_unique<Pair>();
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'u' may be used after it was moved [holdfast-use-after-move]
      use(u->a);
    }
  }
}

// Reinitialising.

void tied(std::string s, int n) {
  keep(std::move(s));
  std::tie(s, n) = std::make_tuple(std::string("x"), 1);
  use(s);
}
void swapped(std::string s, std::string t) {
  keep(std::move(s));
  std::swap(s, t);
  use(s);
}
void readLine(std::string s) {
  keep(std::move(s));
  std::getline(std::cin, s);
  use(s);
}
void readWord(std::string s) {
  keep(std::move(s));
  std::cin >> s;
  use(s);
}
void assigned(std::string s) {
  keep(std::move(s));
  s.assign(3, 'x');
  use(s);
}
void appended(std::string s) {
  keep(std::move(s));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  s.append("x");
}

// splice and merge empty the list that they take from.

void spliced(std::list<int> a, std::list<int> b) {
  a.splice(a.end(), std::move(b));
  use(b.size());
}
void merged(std::list<int> a, std::list<int> b) {
  a.merge(std::move(b));
  use(b.size());
}
void listAssigned(std::list<int> a, std::list<int> b) {
  a = std::move(b);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'b' is used after it was moved [holdfast-use-after-move]
  use(b.size());
}

// Callbacks of the library.

void each(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    keep(std::move(e));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
    use(e);
  });
}
void eachCopied(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    keep(e);
    use(e);
  });
}
void threadWithGeneric(std::string s) {
  std::thread t(
      [](auto text) {
        keep(std::move(text));
        // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
        use(text);
      },
      s);
  t.join();
}
void sorted(std::vector<std::string> v) {
  std::sort(v.begin(), v.end(), [](auto &a, auto &b) { return a < b; });
  use(v);
}

// Special members as the library calls them.

struct Record {
  std::string a;
  std::vector<std::string> b;
  Record(Record &&) = default;
  Record &operator=(Record &&) = default;
};
void records(std::vector<Record> v, Record r) {
  v.push_back(std::move(r));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'r.a' is used after 'r' was moved [holdfast-use-after-move]
  use(r.a);
}
void recordsRefilled(std::vector<Record> v, Record r, Record other) {
  v.push_back(std::move(r));
  r = std::move(other);
  use(r.a);
}

// A pointer that a constructor keeps is copied; a string is not.

struct Counted {
  std::atomic<int> n{0};
  std::string name;
};
struct Watch {
  Counted *counted;
  int before;
  explicit Watch(Counted *c) : counted(c), before(c->n.load()) {}
};
struct Named {
  std::string name;
  int before;
  Named(std::string &&s, Counted *c) : name(std::move(s)), before(c->n.load()) {}
};
void pointerIsKept(Counted *c) {
  Watch w(c);
  use(c->name);
  use(w);
}
void stringIsKept(Counted *c) {
  std::string s = "x";
  Named n(std::move(s), c);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
  use(n);
}
