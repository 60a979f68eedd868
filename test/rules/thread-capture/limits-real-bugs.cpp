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

// bshoshany/thread-pool, issue 6: the blocks of a parallel loop were given to
// the pool by reference to variables that the next iteration overwrites. (That
// the loop waits in the end does not help them.)
void FN_threadPoolBlocks(Pool &pool, int first, int last, int block) {
  for (int at = first; at < last; at += block) {
    int start = at;
    int end = at + block < last ? at + block : last;
    // Right: error: a thread borrows 'start'
    pool.submit([&start, &end] { use(start), use(end); });
  }
  pool.wait();
}
void threadPoolBlocksFixed(Pool &pool, int first, int last, int block) {
  for (int at = first; at < last; at += block) {
    int start = at;
    int end = at + block < last ? at + block : last;
    pool.submit([start, end] { use(start), use(end); });
  }
  pool.wait();
}
// google/orbit, pull request 3487: a pointer that was local to the iteration
// was captured by reference by a task of the executor.
struct Module {
  std::string path = std::string(40, 'x');
};
void FN_orbitModules(Pool &executor, const std::vector<std::shared_ptr<Module>> &modules) {
  for (const auto &entry : modules) {
    const Module *module = entry.get();
    // Right: error: a thread borrows 'module'
    executor.submit([&module] { use(module), use(module->path); });
  }
  executor.wait();
}
void orbitModulesFixed(Pool &executor, const std::vector<std::shared_ptr<Module>> &modules) {
  for (const auto &entry : modules) {
    const Module *module = entry.get();
    executor.submit([module] { use(module), use(module->path); });
  }
  executor.wait();
}
// google/orbit, pull request 4563: parameters had become string_views, and the
// asynchronous lambdas that captured them by value no longer had the text.
void FN_orbitLoadSymbols(Pool &executor, std::string_view path) {
  // Right: error: a thread borrows 'path'
  executor.submit([path] { use(path); });
}
void orbitLoadSymbolsFixed(Pool &executor, std::string_view path) {
  executor.submit([path = std::string(path)] { use(path); });
}
// domoticz/domoticz, pull request 4495: a message given by const reference was
// posted to the strand with [&].
class FN_TcpClient {
  Pool &strand;

public:
  explicit FN_TcpClient(Pool &s) : strand(s) {}
  void write(const std::string &message) {
    // Right: error: a thread borrows 'message'
    strand.submit([&] { use(message); });
  }
  void writeFixed(const std::string &message) {
    strand.submit([message] { use(message); });
  }
};

// realm/realm-core, pull request 4147: the completion of a request, which comes
// later, had a local of the function that sent the request.
void FN_refreshUserData(Pool &network, std::function<void(const std::string &)> completion) {
  std::string user(40, 'x');
  // Right: error: a thread borrows 'completion'
  network.submit([&completion, user] {
    use(user);
    completion(user);
  });
}
void refreshUserDataFixed(Pool &network, std::function<void(const std::string &)> completion) {
  std::string user(40, 'x');
  network.submit([completion, user] {
    use(user);
    completion(user);
  });
}
// nebulastream/nebulastream, pull request 1316: members die in reverse order, and
// the thread was declared before what it tells its end to.
class JoiningThread {
  std::thread thread;

public:
  template <class F> void run(F f) { thread = std::thread(f); }
  ~JoiningThread() {
    if (thread.joinable())
      thread.join();
  }
};
class FN_SourceThread {
  JoiningThread thread;
  std::string termination = std::string(40, 'x');

public:
  void start() {
    // Right: error: a thread borrows 'termination'
    thread.run([this] { use(termination); });
  }
};
class SourceThreadFixed {
  std::string termination = std::string(40, 'x');
  JoiningThread thread;

public:
  void start() {
    thread.run([this] { use(termination); });
  }
};
// mlcommons/inference, pull request 34: the completion of a query had the index
// of the loop by reference, while enqueue returned before the query was done.
void FN_enqueueQueries(Pool &pool) {
  for (int i = 0; i < 3; ++i) {
    // Right: error: a thread borrows 'i'
    pool.submit([&i] { use(i); });
  }
  pool.wait();
}
void enqueueQueriesFixed(Pool &pool) {
  for (int i = 0; i < 3; ++i) {
    pool.submit([i] { use(i); });
  }
  pool.wait();
}
// kroshu/kuka-external-control-sdk, pull request 20: the thread that watches a
// service had the caller's callback by reference, which often is a temporary.
class FN_Observer {
  std::thread thread;

public:
  void watch(const std::function<void()> &callback) {
    // Right: error: a thread borrows 'callback'
    thread = std::thread([&callback] { use(callback), callback(); });
  }
  void watchFixed(const std::function<void()> &callback) {
    thread = std::thread([callback] { use(callback), callback(); });
  }
  ~FN_Observer() {
    if (thread.joinable())
      thread.join();
  }
};

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
