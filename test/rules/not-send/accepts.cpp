// What may cross threads, and what nobody can know, is silent.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,not-send' %s -- -std=c++17 -I %S/../Inputs 2>&1 | count 0
// RUN: %holdfast --no-cache --quiet '--rules=-*,not-send' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Unknown; // no definition: neither yes nor no
struct Plain {
  std::string name;
  std::vector<int> values;
  std::optional<int> maybe;
};
void pointerToAnUnknownType(std::unique_ptr<int> owner, Unknown *p) {
  std::thread([p, owner = std::move(owner)] { use(p), use(*owner); }).join();
}
void plainStruct(Plain plain) {
  std::thread([plain = std::move(plain)] { use(plain); }).join();
}
void functionOfUnknownContents(std::function<void()> f) { std::thread(f).join(); }
void mutexByReference() {
  std::mutex m;
  std::thread([&m] {
    std::lock_guard<std::mutex> lock(m);
    use(1);
  }).join();
}
void lockThatStaysHere() {
  std::mutex m;
  std::unique_lock<std::mutex> lock(m);
  std::thread([] { use(1); }).join();
}
void threadInAThread() {
  std::thread inner([] { use(1); });
  std::thread([inner = std::move(inner)]() mutable { inner.join(); }).join();
}
