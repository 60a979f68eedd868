// Today's known wrong answers in the choice of words: FN_ functions are wrong
// and reported, but not as what they are; the line "Right:" tells what should
// be.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <thread>

// An assignment that ends the program is called a destruction. Right would be
// "'t' is given a new value while its thread is still joinable, which ends the
// program".
void FN_overwritten() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
  t = std::thread([] { use(2); });
  t.join();
}

// The same in the next iteration.
void FN_overwrittenInALoop() {
  std::thread t;
  for (int i = 0; i < 2; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread may still be joinable, which ends the program [holdfast-unjoined-thread]
    t = std::thread([] { use(1); });
  t.join();
}

// The same by a handle without a thread.
void FN_overwrittenByAnEmptyOne() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 't' is destroyed while its thread is still joinable, which ends the program [holdfast-unjoined-thread]
  std::thread t([] { use(1); });
  t = std::thread();
}
