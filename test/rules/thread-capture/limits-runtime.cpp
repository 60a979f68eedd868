// What the runtime's own scopes hide. FN_ functions are wrong and nothing is said;
// the line "Right:" tells what should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture' %s \
// RUN:   -- -std=c++20 -I %source_root/runtime/include 2>&1 | count 0

#include <holdfast/go.h>
#include <holdfast/thread.h>

// A scope joins when its body has returned: what the body declares is gone then.
void FN_aLocalOfTheBody() {
  holdfast::scope([&](auto &threads) {
    int here = 1;
    // Right: error: closure passed to a thread borrows 'here', which dies before the scope joins
    threads.spawn([&here] { ++here; });
  });
}
void FN_aLocalOfTheBodyOfGoroutines() {
  holdfast::go_scope([&](auto &tasks) {
    int here = 1;
    // Right: error: closure passed to a thread borrows 'here', which dies before the scope joins
    tasks.go([&here] { ++here; });
  });
}
