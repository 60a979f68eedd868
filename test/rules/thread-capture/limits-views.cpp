// Loans that are lost on their way into the closure. FN_ functions are wrong
// and nothing is said; the line "Right:" tells what should be. Mending one
// moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <memory>
#include <ranges>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// A view of std::ranges is not known to borrow.
void FN_rangeViewOfALocal() {
  std::vector<int> values(3);
  auto part = values | std::views::take(2);
  // Right: error: a thread borrows 'values'
  std::thread([part] { use(*part.begin()); }).detach();
}

// get() of a unique_ptr is a pointer to its target; that the target dies with its
// owner is not known.
void FN_getOfAUniquePointer() {
  auto owner = std::make_unique<std::string>(40, 'x');
  // Right: error: a thread borrows 'owner'
  std::thread([p = owner.get()] { use(*p); }).detach();
}

// The target of a unique_ptr is not known to die with it.
void FN_targetOfAUniquePointer() {
  auto owner = std::make_unique<std::string>(40, 'x');
  std::string &target = *owner;
  // Right: error: a thread borrows 'owner'
  std::thread([&target] { use(target); }).detach();
}

// The target of the last shared_ptr is not known to die with it.
void FN_getOfASharedPointer() {
  auto owner = std::make_shared<std::string>(40, 'x');
  // Right: error: a thread borrows 'owner'
  std::thread([p = owner.get()] { use(*p); }).detach();
}

// Pointers that are put into a container are lost.
void FN_vectorOfPointers() {
  int x = 1;
  std::vector<int *> pointers{&x};
  // Right: error: a thread borrows 'x'
  std::thread([pointers] { use(*pointers[0]); }).detach();
}
