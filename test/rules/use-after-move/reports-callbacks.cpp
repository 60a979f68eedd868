// A generic lambda that only the body of a library function would instantiate
// is checked all the same, in every language mode.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++14 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++17 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --check-prefixes=CHECK,SINCE20 --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++23 2>&1 \
// RUN:   | FileCheck %s --check-prefixes=CHECK,SINCE20 --implicit-check-not='error:' --implicit-check-not='warning:'

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

template <class T> void use(const T &);
void keep(std::string);

void FN_forEach(std::vector<std::string> v) {
  std::for_each(v.begin(), v.end(), [](auto &e) {
    keep(std::move(e));
    // SINCE20: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
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
    // SINCE20: :[[@LINE+1]]:{{[0-9]+}}: error: 'c' is used after it was moved [holdfast-use-after-move]
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
    // SINCE20: :[[@LINE+1]]:{{[0-9]+}}: error: 'e' is used after it was moved [holdfast-use-after-move]
    return e.size();
  });
}
void transformCopied(std::vector<std::string> v, std::vector<std::size_t> w) {
  std::transform(v.begin(), v.end(), w.begin(), [](auto e) {
    keep(e);
    return e.size();
  });
}
void FN_findIf(std::map<int, std::string> m) {
  std::find_if(m.begin(), m.end(), [](auto &e) {
    keep(std::move(e.second));
    // SINCE20: :[[@LINE+1]]:{{[0-9]+}}: error: 'e.second' is used after it was moved [holdfast-use-after-move]
    return e.second.size() > 1;
  });
}
void findIfCopied(std::map<int, std::string> m) {
  std::find_if(m.begin(), m.end(), [](auto &e) {
    keep(e.second);
    return e.second.size() > 1;
  });
}
void FN_thread(std::string s) {
  std::thread t(
      [](auto text) {
        keep(std::move(text));
        // wanted here, and missed: 'text' is used after it was moved
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
struct ByLength {
  template <class T> bool operator()(T a, T b) const {
    keep(std::move(a));
    // SINCE20: :[[@LINE+1]]:{{[0-9]+}}: error: 'a' is used after it was moved [holdfast-use-after-move]
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
