// A scope of the runtime joins when its body has returned: what the body declares
// is gone then, what is declared outside is not.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture' %s -- -std=c++20 -I %source_root/runtime/include 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <holdfast/go.h>
#include <holdfast/thread.h>

void aLocalOfTheBody() {
  holdfast::scope([&](auto &threads) {
    int here = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'here', which dies while the thread may still run [holdfast-thread-capture]
    threads.spawn([&here] { ++here; });
  });
}
void aLocalOfWhoHasTheScope() {
  int here = 1;
  holdfast::scope([&](auto &threads) {
    threads.spawn([&here] { ++here; });
  });
}
void aLocalOfTheBodyOfGoroutines() {
  holdfast::go_scope([&](auto &tasks) {
    int here = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'here', which dies while the thread may still run [holdfast-thread-capture]
    tasks.go([&here] { ++here; });
  });
}
void aLocalOfWhoHasTheScopeOfGoroutines() {
  int here = 1;
  holdfast::go_scope([&](auto &tasks) {
    tasks.go([&here] { ++here; });
  });
}
