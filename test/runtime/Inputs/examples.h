// What the examples in the headers' comments use without saying it, for
// examples.py: each example is the body of a function of a class made of this
// one, so that it has its own.

#include <holdfast/annotate.h>
#include <holdfast/arc.h>
#include <holdfast/blocking.h>
#include <holdfast/cell.h>
#include <holdfast/condvar.h>
#include <holdfast/http.h>
#include <holdfast/leak_check.h>
#include <holdfast/metrics.h>
#include <holdfast/net.h>
#include <holdfast/once.h>
#include <holdfast/parallel.h>
#include <holdfast/schedule.h>
#include <holdfast/select.h>
#include <holdfast/sync.h>
#include <holdfast/thread.h>
#include <holdfast/trace.h>

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <map>
#include <numeric>
#include <ranges>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

#define EXPECT_TRUE(...) require(__VA_ARGS__)
#define EXPECT_EQ(...) require(are_equal(__VA_ARGS__))

inline void require(bool is) {
  if (!is)
    std::abort();
}
template <class A, class B> bool are_equal(const A &a, const B &b) { return a == b; }

class engine {};
template <class T> class box {
  T *of = nullptr;
};

struct person {
  std::string name;
};
struct image {
  void sharpen() {}
};
struct settings_of_all {
  int port = 80;
};
class account {
public:
  explicit account(int balance) : balance_(balance) {}
  void withdraw(int amount) const {
    auto held = balance_.lock();
    if (*held >= amount)
      *held -= amount;
  }
  int balance() const { return *balance_.lock(); }

private:
  holdfast::mutex<int> balance_;
};

struct example {
  template <class T> static void use(const T &) {}
  template <class T> static void fetch(T &) {}
  static void work() {}
  static void f(int) {}
  static void index(const std::string &) {}
  static void echo(holdfast::tcp_stream) {}
  static void sort(std::vector<int> &all) { std::ranges::sort(all); }
  static long total(std::vector<int> all) { return std::reduce(all.begin(), all.end()); }
  static long count(const std::vector<int> &all) { return static_cast<long>(all.size()); }
  static settings_of_all read_settings() { return {}; }

  const int file = ::open("/dev/null", O_RDONLY);
  char data[16] = {};
  const int n = sizeof data;
  static inline std::FILE *const log_file = stderr;
  std::vector<int> numbers = std::vector<int>(10'000, 7), left = {2, 1}, right = {4, 3}, a = left, b = right;
  std::vector<std::string> words = {"a", "word"};
  std::vector<person> people = {{"b"}, {"a"}};
  std::vector<image> images = std::vector<image>(3);
  holdfast::mutex<person> leader{person{"a"}};
  holdfast::receiver<int> jobs = [] {
    auto ends = holdfast::bounded_channel<int>(1);
    require(bool(ends.sender.send(1)));
    return std::move(ends.receiver);
  }();
  holdfast::channel_ends<int> ends = holdfast::bounded_channel<int>(1);
  holdfast::sender<int> &results = ends.sender;
  int result = 1;
};
