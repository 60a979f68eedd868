// The executors of known libraries lend as std::thread does, by rows: what each
// of them waits for, and what it does not.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "executors.h"
#include "threads.h"

#include <vector>

// boost::thread, whose destructor detaches.

void boostThreadDies() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  boost::thread t([&x] { use(x); });
}
void boostThreadIsJoined() {
  int x = 1;
  boost::thread t([&x] { use(x); });
  t.join();
}
