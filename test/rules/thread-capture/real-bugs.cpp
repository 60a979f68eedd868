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
