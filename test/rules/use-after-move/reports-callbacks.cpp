// What only the body of a library function would instantiate, a generic lambda,
// a comparator or a constructor, is checked all the same, in every language mode.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++14 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++17 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++23 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <algorithm>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

template <class T> void use(const T &);
void keep(std::string);

void forEach(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    keep(std::move(e));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
    use(e);
  });
}
void forEachCopied(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    keep(e);
    use(e);
  });
}
void sort(std::vector<std::string> v) {
  std::sort(v.begin(), v.end(), [](const auto &a, const auto &b) {
    std::string c = a, d = b;
    keep(std::move(c));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'c' is used after it was moved [holdfast-use-after-move]
    return c < d;
  });
}
void sortCopied(std::vector<std::string> v) {
  std::sort(v.begin(), v.end(), [](const auto &a, const auto &b) {
    std::string c = a, d = b;
    keep(c);
    return c < d;
  });
}
void transform(std::vector<std::string> v, std::vector<std::size_t> w) {
  std::transform(v.begin(), v.end(), w.begin(), [](auto e) {
    keep(std::move(e));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
    return e.size();
  });
}
void transformCopied(std::vector<std::string> v, std::vector<std::size_t> w) {
  std::transform(v.begin(), v.end(), w.begin(), [](auto e) {
    keep(e);
    return e.size();
  });
}
void findIf(std::map<int, std::string> m) {
  std::find_if(m.begin(), m.end(), [](auto &e) {
    keep(std::move(e.second));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e.second' is used after it was moved [holdfast-use-after-move]
    return e.second.size() > 1;
  });
}
void findIfCopied(std::map<int, std::string> m) {
  std::find_if(m.begin(), m.end(), [](auto &e) {
    keep(e.second);
    return e.second.size() > 1;
  });
}
void thread(std::string s) {
  std::thread t(
      [](auto text) {
        keep(std::move(text));
        // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
        use(text);
      },
      s);
  t.join();
}
void threadCopied(std::string s) {
  std::thread t(
      [](auto text) {
        keep(text);
        use(text);
      },
      s);
  t.join();
}
void function() {
  std::function<void(std::string)> f = [](auto text) {
    keep(std::move(text));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
    use(text);
  };
}
void functionCopied() {
  std::function<void(std::string)> f = [](auto text) {
    keep(text);
    use(text);
  };
}

// Other ways to be called.
void byName(std::vector<std::string> v) {
  auto f = [](auto &e) {
    keep(std::move(e));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
    use(e);
  };
  std::for_each(v.begin(), v.end(), f);
}
void byNameCopied(std::vector<std::string> v) {
  auto f = [](auto &e) {
    keep(e);
    use(e);
  };
  std::for_each(v.begin(), v.end(), f);
}
void nested(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    std::vector<std::string> w{e};
    std::for_each(w.begin(), w.end(), [](auto &f) {
      keep(std::move(f));
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'f' is used after it was moved [holdfast-use-after-move]
      use(f);
    });
  });
}
void nestedCopied(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    std::vector<std::string> w{e};
    std::for_each(w.begin(), w.end(), [](auto &f) {
      keep(f);
      use(f);
    });
  });
}
void plainInGeneric(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    auto f = [&] {
      keep(std::move(e));
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
      use(e);
    };
    f();
  });
}
void plainInGenericCopied(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    auto f = [&] {
      keep(e);
      use(e);
    };
    f();
  });
}
void capturing(std::vector<std::string> v, std::string s) {
  std::for_each(v.begin(), v.end(), [&](auto &e) { keep(e); });
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be moved more than once in the call of 'for_each' [holdfast-use-after-move]
  std::for_each(v.begin(), v.end(), [&](auto &) {
    keep(std::move(s));
  });
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' may be used after it was moved [holdfast-use-after-move]
  use(s);
}
void capturingCopied(std::vector<std::string> v, std::string s) {
  std::for_each(v.begin(), v.end(), [&](auto &e) { keep(e); });
  std::for_each(v.begin(), v.end(), [&](auto &) {
    keep(s);
  });
  use(s);
}
void member(std::list<std::string> l) {
  l.remove_if([](auto &e) {
    keep(std::move(e));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
    return e.empty();
  });
}
void memberCopied(std::list<std::string> l) {
  l.remove_if([](auto &e) {
    keep(e);
    return e.empty();
  });
}
void found(std::vector<std::string> v) {
  std::lower_bound(v.begin(), v.end(), 1, [](const auto &e, auto n) {
    auto c = e;
    keep(std::move(c));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'c' is used after it was moved [holdfast-use-after-move]
    return c.size() < n + 0u;
  });
}
void foundCopied(std::vector<std::string> v) {
  std::lower_bound(v.begin(), v.end(), 1, [](const auto &e, auto n) {
    auto c = e;
    keep(c);
    return c.size() < n + 0u;
  });
}
void summed(std::vector<std::string> v) {
  std::accumulate(v.begin(), v.end(), 1, [](int n, auto &e) {
    keep(std::move(e));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
    return n + int(e.size());
  });
}
void summedCopied(std::vector<std::string> v) {
  std::accumulate(v.begin(), v.end(), 1, [](int n, auto &e) {
    keep(e);
    return n + int(e.size());
  });
}
void once(std::once_flag &o, std::string s) {
  std::call_once(
      o,
      [](auto text) {
        keep(std::move(text));
        // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
        use(text);
      },
      s);
}
void onceCopied(std::once_flag &o, std::string s) {
  std::call_once(
      o,
      [](auto text) {
        keep(text);
        use(text);
      },
      s);
}
void declaredOnly() {
  std::function<void(std::string)> f = [](auto text) -> void {
    keep(std::move(text));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
    use(text);
  };
}
void declaredOnlyCopied() {
  std::function<void(std::string)> f = [](auto text) -> void {
    keep(text);
    use(text);
  };
}
template <class T> void inTemplate(std::vector<T> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    keep(std::move(e));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
    use(e);
  });
}
template <class T> void inTemplateCopied(std::vector<T> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    keep(e);
    use(e);
  });
}
template void inTemplate<std::string>(std::vector<std::string>);
template void inTemplateCopied<std::string>(std::vector<std::string>);

// What a thread is given is a copy of its own, an rvalue; what an algorithm
// reads through its iterators is not.
void threadForwards(std::string s) {
  std::thread t(
      [](auto &&text) {
        keep(std::forward<decltype(text)>(text));
        // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
        use(text);
      },
      s);
  t.join();
}
void forEachForwards(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &&text) {
    keep(std::forward<decltype(text)>(text));
    use(text);
  });
}

// Outside of functions.
std::thread global(
    [](auto text) {
      keep(std::move(text));
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
      use(text);
    },
    std::string());
std::thread globalCopied(
    [](auto text) {
      keep(text);
      use(text);
    },
    std::string());
struct Worker {
  std::thread thread = std::thread(
    [](auto text) {
      keep(std::move(text));
      // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
      use(text);
    },
    std::string());
};
struct WorkerCopied {
  std::thread thread = std::thread(
    [](auto text) {
      keep(text);
      use(text);
    },
    std::string());
};

// What a library body would have called of the user's own.
struct Record {
  std::string text;
  explicit Record(std::string s) : text(std::move(s)) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
    use(s);
  }
  Record(std::string s, int) : text(std::move(s)) { use(text); }
};
void constructed() {
  auto p = std::make_unique<Record>("x");
  auto q = std::make_unique<Record>("x", 1);
}
template <class T> struct Box {
  T held;
  explicit Box(T t) : held(std::move(t)) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
    use(t);
  }
};
template <class T> struct BoxCopied {
  T held;
  explicit BoxCopied(T t) : held(t) { use(t); }
};
void boxed() {
  auto p = std::make_unique<Box<std::string>>("x");
  auto q = std::make_unique<BoxCopied<std::string>>("x");
}
struct Any {
  template <class T> explicit Any(T t) {
    keep(std::move(t));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is used after it was moved [holdfast-use-after-move]
    use(t);
  }
};
struct AnyCopied {
  template <class T> explicit AnyCopied(T t) {
    keep(t);
    use(t);
  }
};
void emplaced(std::vector<Any> v, std::vector<AnyCopied> w) {
  v.emplace_back(std::string());
  w.emplace_back(std::string());
}
void threads(std::vector<std::thread> &v, std::string s) {
  v.emplace_back(
      [](auto text) {
        keep(std::move(text));
        // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'text' is used after it was moved [holdfast-use-after-move]
        use(text);
      },
      s);
}
void threadsCopied(std::vector<std::thread> &v, std::string s) {
  v.emplace_back(
      [](auto text) {
        keep(text);
        use(text);
      },
      s);
}
struct ByLength {
  template <class T> bool operator()(T a, T b) const {
    keep(std::move(a));
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a' is used after it was moved [holdfast-use-after-move]
    return a.size() < b.size();
  }
};
struct ByText {
  template <class T> bool operator()(T a, T b) const {
    keep(a);
    return a < b;
  }
};
void comparators(std::vector<std::string> v) {
  std::sort(v.begin(), v.end(), ByLength());
  std::sort(v.begin(), v.end(), ByText());
}
