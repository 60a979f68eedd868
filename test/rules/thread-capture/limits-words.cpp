// Today's known wrong answers in the choice of words: FN_ functions are wrong
// and reported, but not as what they are; the line "Right:" tells what should
// be.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <array>
#include <thread>
#include <vector>

// Two iterators of one container are two reports for one cause. Right would be one.
void FN_iteratorsAsArguments() {
  std::vector<int> values(3);
  auto sum = [](std::vector<int>::iterator i, std::vector<int>::iterator) { use(*i); };
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: 'values' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'values' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(sum, values.begin(), values.end()).detach();
}

// A loop that detaches each thread is not seen where its elements were assigned by
// index, or where it does more than that. Right would be
// "'x' is borrowed by a thread that may outlive it".
void FN_arrayAssignedByIndexDetached() {
  int x = 1;
  std::array<std::thread, 3> threads;
  for (std::size_t i = 0; i < 3; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'threads' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
    threads[i] = std::thread([&x] { use(x); });
  for (std::thread &t : threads)
    t.detach();
}
void FN_joinedIfJoinableAndCountedDetached() {
  int x = 1;
  int joined = 0;
  std::vector<std::thread> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'threads' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  threads.emplace_back([&x] { use(x); });
  for (std::thread &t : threads)
    if (t.joinable()) {
      t.detach();
      ++joined;
    }
}
