// Bugs that public projects have fixed and that are not found yet, rebuilt in
// small from what their reports say. FN_ functions are wrong and nothing is
// said; the line "Right:" tells what should be. Mending one moves it to
// reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "pool.h"
#include "threads.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// stellar/stellar-core, issue 528: a loop that waits for a callback gave up, and
// the callback set the flag on a stack that was gone.
void FN_publishHistory(Pool &clock) {
  std::atomic<bool> done{false};
  // Right: error: a thread borrows 'done'
  clock.submit([&done] { use(done), done = true; });
  for (int cranks = 0; !done && cranks < 2; ++cranks)
    if (flip())
      break;
}
void publishHistoryFixed(Pool &clock) {
  auto done = std::make_shared<std::atomic<bool>>(false);
  clock.submit([done] { use(done), *done = true; });
  for (int cranks = 0; !*done && cranks < 2; ++cranks)
    if (flip())
      break;
}
