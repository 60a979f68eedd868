// Today's known wrong answers of unsynchronized-share: FN_ functions are wrong
// and silent; the line "Right:" tells what should be. Mending one moves it to
// reports.
//
// RUN: %holdfast --no-cache --quiet --rules=-*,unsynchronized-share %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "pool.h"
#include "threads.h"

#include <mutex>
#include <thread>
#include <vector>

void FN_theSameUnknownIndex(int i) {
  std::vector<int> values(3);
  // Right: warning: 'values[i]' is written by two threads at the same time
  std::thread t([&values, i] { ++values[i]; });
  std::thread u([&values, i] { ++values[i]; });
  t.join();
  u.join();
}
// How many threads a member pool has is read off the constructors that make it;
// of one that nobody has written nothing is seen.
struct FN_OwnsAPoolWithTwoThreads {
  Pool pool{2};
  int hits = 0;
  void start() {
    // Right: warning: 'hits' is written by two jobs at the same time
    pool.submit([this] { ++hits; });
    pool.submit([this] { ++hits; });
    pool.wait();
  }
};
// not run: ThreadSanitizer sees the order that the lock made in this run
void FN_lockedElsewhere() {
  int x = 1;
  int y = 1;
  std::mutex m;
  auto both = [&] {
    ++x;
    std::lock_guard<std::mutex> lock(m);
    ++y;
  };
  std::thread t(both);
  {
    std::lock_guard<std::mutex> lock(m);
    ++y;
  }
  // Right: warning: 'x' is written by a lambda in 'FN_lockedElsewhere' ..., and by 'FN_lockedElsewhere' at the same time
  ++x;
  t.join();
}
