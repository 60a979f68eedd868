// A coroutine's body is checked as any other: what moved before a suspension
// is moved after it.
//
// RUN: not %holdfast --no-cache --quiet %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <coroutine>
#include <string>

template <class T> void use(const T &);
void keep(std::string);

struct Task {
  struct promise_type {
    Task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(std::string);
    void return_void();
    void unhandled_exception();
  };
};
std::suspend_always pause();

Task afterSuspension(std::string s) {
  keep(std::move(s));
  co_await pause();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
Task refilledAfterSuspension(std::string s) {
  keep(std::move(s));
  co_await pause();
  s = "x";
  use(s);
}
Task yielded(std::string s) {
  co_yield std::move(s);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
Task yieldedCopy(std::string s) {
  co_yield s;
  use(s);
}
Task inLoop(std::string s) {
  for (;;) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is moved again in the next iteration of the loop [holdfast-use-after-move]
    co_yield std::move(s);
  }
}
Task inLoopFresh() {
  for (;;) {
    std::string s;
    co_yield std::move(s);
  }
}
Task returnedBetween(std::string s, bool last) {
  keep(std::move(s));
  if (last)
    co_return;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is used after it was moved [holdfast-use-after-move]
  use(s);
}
Task returnedBefore(std::string s, bool last) {
  if (last) {
    keep(std::move(s));
    co_return;
  }
  use(s);
}
