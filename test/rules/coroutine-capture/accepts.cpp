// A coroutine that owns what it uses, or is awaited where it is started, is
// silent, and so is a lambda that is none.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,coroutine-capture' %s -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "coroutines.h"
#include "threads.h"

#include <memory>
#include <string>

static Task readsLater(const std::string &s) {
  co_await later();
  use(s);
}
void noCaptures() {
  []() -> Task { co_await later(); }();
}
void noSuspension(int x) {
  [x]() -> Task {
    use(x);
    co_return;
  }();
}
void plainLambdaThatStartsOne() {
  static const std::string text(40, 'x');
  auto f = [] { return readsLater(text); };
  f();
}
struct Session : std::enable_shared_from_this<Session> {
  std::string name = std::string(40, 'x');
  static Task run(std::shared_ptr<Session> self) {
    co_await later();
    use(self->name);
  }
  void start() { run(shared_from_this()); }
};
