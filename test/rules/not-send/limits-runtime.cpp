// Today's known wrong answers where the runtime's headers are in the project's own
// tree. What FP_ functions do wrong is told twice, the second time in the header.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s -- -std=c++20 -I %source_root/runtime/include 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <holdfast/thread.h>

struct HOLDFAST_NOT_SEND Window {
  int handle = 0;
};

// CHECK: thread.h:{{[0-9]+}}:{{[0-9]+}}: error: 'body' must not cross threads: 'lambda' -> 'window' -> 'Window' [holdfast-not-send]
void FP_markedInAScopeIsToldOnceMore() {
  Window window;
  holdfast::scope([&](auto &threads) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread
    threads.spawn([window] { (void)window.handle; });
  });
}
