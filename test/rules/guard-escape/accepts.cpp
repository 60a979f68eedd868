// Code that looks like guard-escape and is right is silent.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,guard-escape %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))

class Registry {
  std::mutex m;
  std::string name GUARDED_BY(m);
  std::vector<std::string> list GUARDED_BY(m);
  std::shared_ptr<const std::string> shared GUARDED_BY(m);
  std::string fixed = "registry"; // nothing guards it

public:
  // What goes out is a value.
  std::size_t size() {
    std::lock_guard<std::mutex> g(m);
    return list.size();
  }
  std::shared_ptr<const std::string> snapshot() {
    std::lock_guard<std::mutex> g(m);
    return shared;
  }
  std::vector<std::string> taken() {
    std::lock_guard<std::mutex> g(m);
    return std::move(list);
  }
  std::string first() {
    std::lock_guard<std::mutex> g(m);
    const std::string &found = list.front();
    return found;
  }
  const std::string &constant() {
    std::lock_guard<std::mutex> g(m);
    return fixed;
  }

  // The lock goes along.
  std::pair<std::unique_lock<std::mutex>, std::string *> lockedName() {
    std::unique_lock<std::mutex> g(m);
    return {std::move(g), &name};
  }

  // The work is done under the lock.
  template <class F> void with(F f) {
    std::lock_guard<std::mutex> g(m);
    f(name);
  }
  void each() {
    std::lock_guard<std::mutex> g(m);
    for (const std::string &one : list)
      use(one);
  }
  std::size_t found() {
    std::unique_lock<std::mutex> g(m);
    std::string_view part = name;
    std::size_t length = part.size();
    g.unlock();
    return length;
  }
};
