// That a lock guards data is seen in what most accesses do: then what points to
// it and outlives the lock is a warning. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,guard-escape %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

class Registry {
  std::mutex m;
  std::string name;
  std::vector<int> numbers;
  int fixed = 7; // written by nobody

public:
  void rename(const std::string &other) {
    std::lock_guard<std::mutex> g(m);
    name = other;
  }
  std::string copy() {
    std::lock_guard<std::mutex> g(m);
    return name;
  }
  bool isNamed() {
    std::lock_guard<std::mutex> g(m);
    return !name.empty();
  }
  void add(int number) {
    std::lock_guard<std::mutex> g(m);
    numbers.push_back(number);
  }
  std::size_t count() {
    std::lock_guard<std::mutex> g(m);
    return numbers.size();
  }
  void clear() {
    std::lock_guard<std::mutex> g(m);
    numbers.clear();
  }

  const std::string &reference() {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:12: warning: what is returned here leads to 'name' when 'm' is held no more [holdfast-guard-escape]
    return name;
    // CHECK: :[[@LINE-1]]:5: note: 'm' is given back here
    // CHECK: :{{[0-9]+}}:{{[0-9]+}}: note: {{[0-9]}} of {{[0-9]}} accesses to 'name' hold 'm', as here
    // CHECK: help: return a copy, or let the caller say what to do with it under the lock
  }
  const int &unguarded() {
    std::lock_guard<std::mutex> g(m);
    return fixed;
  }
  void print() {
    std::string_view part;
    {
      std::lock_guard<std::mutex> g(m);
      part = name;
    }
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'part', which leads to 'name', is used when 'm' is held no more
    use(part);
  }
  void printUnderTheLock() {
    std::string_view part;
    {
      std::lock_guard<std::mutex> g(m);
      part = name;
      use(part);
    }
  }
  int *first() {
    std::lock_guard<std::mutex> g(m);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: what is returned here leads to 'numbers' when
    return numbers.data();
  }
};

// What the program calls.
void all(Registry &registry) {
  registry.rename("x");
  registry.add(1);
  registry.clear();
  registry.print();
  registry.printUnderTheLock();
  use(registry.isNamed());
  use(registry.copy());
  use(registry.count());
  use(registry.reference());
  use(registry.unguarded());
  use(*registry.first());
}
