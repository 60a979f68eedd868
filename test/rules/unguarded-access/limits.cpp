// Today's known wrong answers of unguarded-access: FN_ functions are wrong and
// silent. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,unguarded-access' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <functional>
#include <mutex>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define PT_GUARDED_BY(x) __attribute__((pt_guarded_by(x)))
#define REQUIRES(...) __attribute__((requires_capability(__VA_ARGS__)))
#define REQUIRES_SHARED(...) __attribute__((requires_shared_capability(__VA_ARGS__)))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define TRY_ACQUIRE(...) __attribute__((try_acquire_capability(__VA_ARGS__)))
#define ASSERT_HELD(...) __attribute__((assert_capability(__VA_ARGS__)))
#define CAPABILITY __attribute__((capability("mutex")))
#define SCOPED __attribute__((scoped_lockable))
#define UNCHECKED __attribute__((no_thread_safety_analysis))

struct Account {
  std::mutex m;
  int n GUARDED_BY(m) = 0;
  // Who runs it, and under which lock, is not known.
  void keep(std::function<void()> closure);
  void FN_kept() {
    // Right: error: 'n' is written without 'm', which guards it
    keep([this] { n = 1; });
  }
};
