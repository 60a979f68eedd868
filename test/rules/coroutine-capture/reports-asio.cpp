// A coroutine that Asio's co_spawn is given runs when the context does: what it
// was lent must live until then.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,coroutine-capture,thread-capture' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "asio_coroutines.h"
#include "threads.h"

#include <memory>
#include <string>
#include <utility>

namespace asio = boost::asio;
using asio::awaitable;

awaitable<void> later();
static awaitable<void> reads(const std::string &s) {
  co_await later();
  use(s);
}
static awaitable<void> readsACopy(std::string s) {
  co_await later();
  use(s);
}

void spawnedWithALocal(asio::io_context &context) {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is borrowed by a coroutine that may outlive it [holdfast-coroutine-capture]
  asio::co_spawn(context, reads(s), asio::detached);
}
void spawnedWithACopy(asio::io_context &context) {
  std::string s(40, 'x');
  asio::co_spawn(context, readsACopy(s), asio::detached);
}
void spawnedAndRun() {
  asio::io_context context;
  std::string s(40, 'x');
  asio::co_spawn(context, reads(s), asio::detached);
  context.run();
}
void spawnedWithATemporary(asio::io_context &context) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'std::string' is borrowed by a coroutine that may outlive it [holdfast-coroutine-capture]
  asio::co_spawn(context, reads(std::string(40, 'x')), asio::detached);
}
void spawnedWithAParameter(asio::io_context &context, const std::string &s) {
  asio::co_spawn(context, reads(s), asio::detached);
}
void spawnedForAFuture(asio::io_context &context) {
  std::string s(40, 'x');
  std::future<void> done = asio::co_spawn(context, reads(s), asio::use_future);
  done.wait();
}
awaitable<void> spawnedAndAwaited(asio::io_context &context) {
  std::string s(40, 'x');
  co_await asio::co_spawn(context, reads(s), asio::use_awaitable);
}
awaitable<void> awaitedAsAName() {
  std::string s(40, 'x');
  auto task = reads(s);
  co_await std::move(task);
}

// Asio keeps the closure that it is given, not one that was called to make the
// coroutine.
void closureThatMakesIt(asio::io_context &context, std::string s) {
  asio::co_spawn(context, [s]() -> awaitable<void> {
    co_await later();
    use(s);
  }, asio::detached);
}
void closureThatHasMadeIt(asio::io_context &context, std::string s) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 's' is captured by a coroutine that may outlive its closure [holdfast-coroutine-capture]
  asio::co_spawn(context, [s]() -> awaitable<void> {
    co_await later();
    use(s);
  }(), asio::detached);
}
void closureThatBorrows(asio::io_context &context) {
  std::string s(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure that runs later borrows 's', which dies before that [holdfast-thread-capture]
  asio::co_spawn(context, [&s]() -> awaitable<void> { co_await reads(s); }, asio::detached);
}
awaitable<void> closureThatIsAwaited(asio::io_context &context) {
  std::string s(40, 'x');
  co_await asio::co_spawn(context, [&s]() -> awaitable<void> { co_await reads(s); }, asio::use_awaitable);
}
class Session : public std::enable_shared_from_this<Session> {
  asio::io_context &context;
  std::string name;
  awaitable<void> run() {
    co_await later();
    use(name);
  }

public:
  explicit Session(asio::io_context &c) : context(c) {}
  void start() {
    asio::co_spawn(context, [self = shared_from_this()] { return self->run(); }, asio::detached);
  }
};
