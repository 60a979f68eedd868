// Today's known wrong answers in the choice of words: FN_ functions are wrong
// and reported, but not as what they are; the line "Right:" tells what should
// be.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

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
