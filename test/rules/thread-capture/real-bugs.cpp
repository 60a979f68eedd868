// Bugs that public projects have fixed, rebuilt in small from what their
// reports say: each with its reference, and its fixed version as the twin.
//
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "pool.h"
#include "threads.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// realsenseai/librealsense, pull request 3783: the thread that handles events
// was started with [&] and read a parameter on a stack that was gone.
struct UsbContext {
  std::atomic<bool> stop{false};
  std::thread events;
};
void usbOpen(UsbContext &context, int device) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'device', {{.*}} [holdfast-thread-capture]
  context.events = std::thread([&] { use(device); });
}
void usbOpenFixed(UsbContext &context, int device) {
  context.events = std::thread([device] { use(device); });
}

// arangodb/arangodb, pull request 16932: a guard that joins its threads when it
// dies was declared before a local that the threads had by reference.
class ThreadGuard {
  std::vector<std::thread> threads;

public:
  ThreadGuard() = default;
  ThreadGuard(const ThreadGuard &) = delete;
  ~ThreadGuard() {
    for (std::thread &t : threads)
      if (t.joinable())
        t.join();
  }
  template <class F> void emplace(F &&f) { threads.emplace_back(std::forward<F>(f)); }
};
void guardedConnections() {
  ThreadGuard joins;
  const std::size_t repetitions = flip() ? 10 : 20;
  for (int i = 0; i < 2; ++i)
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'repetitions', {{.*}} [holdfast-thread-capture]
    joins.emplace([&] { use(repetitions); });
}
void guardedConnectionsFixed() {
  ThreadGuard joins;
  const std::size_t repetitions = flip() ? 10 : 20;
  for (int i = 0; i < 2; ++i)
    joins.emplace([=] { use(repetitions); });
}

// Generous-Corp/pulp, issue 716: a timer gave itself, as a bare pointer, to a
// callback that the event loop held when the timer died.
class EventLoop {
public:
  void after(std::chrono::milliseconds delay, std::function<void()> callback) {
    std::thread([delay, callback] {
      std::this_thread::sleep_for(delay);
      callback();
    }).detach();
  }
};
class PulpTimer {
  EventLoop loop;
  std::string interval = std::string(40, 'x');

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'this', {{.*}} [holdfast-thread-capture]
    loop.after(std::chrono::milliseconds(1), [this] { use(interval); });
  }
};
class PulpTimerFixed {
  struct State {
    std::string interval = std::string(40, 'x');
  };
  EventLoop loop;
  std::shared_ptr<State> state = std::make_shared<State>();

public:
  void start() {
    loop.after(std::chrono::milliseconds(1), [state = state] { use(state->interval); });
  }
};

// CloudPolis/webdav-client-cpp, issue 45: the detached thread of a download had
// all parameters by reference.
void download(const std::string &remote, const std::string &local) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'remote' and 'local', {{.*}} [holdfast-thread-capture]
  std::thread([&] { use(remote), use(local); }).detach();
}
void downloadFixed(const std::string &remote, const std::string &local) {
  std::thread([=] { use(remote), use(local); }).detach();
}
// bshoshany/thread-pool, issue 6: the blocks of a parallel loop were given to
// the pool by reference to variables that the next iteration overwrites. (That
// the loop waits in the end does not help them.)
void threadPoolBlocks(Pool &pool, int first, int last, int block) {
  for (int at = first; at < last; at += block) {
    int start = at;
    int end = at + block < last ? at + block : last;
    // CHECK: :[[@LINE+2]]:{{[0-9]+}}: error: {{.*}}borrows 'start'{{.*}} [holdfast-thread-capture]
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'end'{{.*}} [holdfast-thread-capture]
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
void orbitModules(Pool &executor, const std::vector<std::shared_ptr<Module>> &modules) {
  for (const auto &entry : modules) {
    const Module *module = entry.get();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'module'{{.*}} [holdfast-thread-capture]
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
void orbitLoadSymbols(Pool &executor, std::string_view path) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'path'{{.*}} [holdfast-thread-capture]
  executor.submit([path] { use(path); });
}
void orbitLoadSymbolsFixed(Pool &executor, std::string_view path) {
  executor.submit([path = std::string(path)] { use(path); });
}
// domoticz/domoticz, pull request 4495: a message given by const reference was
// posted to the strand with [&].
class TcpClient {
  Pool &strand;

public:
  explicit TcpClient(Pool &s) : strand(s) {}
  void write(const std::string &message) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'message'{{.*}} [holdfast-thread-capture]
    strand.submit([&] { use(message); });
  }
  void writeFixed(const std::string &message) {
    strand.submit([message] { use(message); });
  }
};

// realm/realm-core, pull request 4147: the completion of a request, which comes
// later, had a local of the function that sent the request.
void refreshUserData(Pool &network, std::function<void(const std::string &)> completion) {
  std::string user(40, 'x');
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'completion'{{.*}} [holdfast-thread-capture]
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
class SourceThread {
  JoiningThread thread;
  std::string termination = std::string(40, 'x');

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'termination'{{.*}} [holdfast-thread-capture]
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
void enqueueQueries(Pool &pool) {
  for (int i = 0; i < 3; ++i) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'i'{{.*}} [holdfast-thread-capture]
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
class Observer {
  std::thread thread;

public:
  void watch(const std::function<void()> &callback) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'callback'{{.*}} [holdfast-thread-capture]
    thread = std::thread([&callback] { use(callback), callback(); });
  }
  void watchFixed(const std::function<void()> &callback) {
    thread = std::thread([callback] { use(callback), callback(); });
  }
  ~Observer() {
    if (thread.joinable())
      thread.join();
  }
};
