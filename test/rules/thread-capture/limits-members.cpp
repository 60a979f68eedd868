// The order of members and the destructors are not looked at where a member
// thread has `this`. FN_ functions are wrong and nothing is said; the line
// "Right:" tells what should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <future>
#include <string>
#include <thread>

class FN_DetachedByTheDestructor {
  std::thread worker;
  std::string name = std::string(40, 'x');

public:
  void start() {
    // Right: error: a thread borrows 'this'
    worker = std::thread([this] { use(name); });
  }
  ~FN_DetachedByTheDestructor() {
    if (worker.joinable())
      worker.detach();
  }
};
class FN_DetachedByWhatTheDestructorCalls {
  std::thread worker;
  std::string name = std::string(40, 'x');
  void stop() {
    if (worker.joinable())
      worker.detach();
  }

public:
  void start() {
    // Right: error: a thread borrows 'this'
    worker = std::thread([this] { use(name); });
  }
  ~FN_DetachedByWhatTheDestructorCalls() { stop(); }
};
class FN_FutureDeclaredFirst {
  std::future<void> done;
  std::string name = std::string(40, 'x');

public:
  void start() {
    // Right: error: a thread borrows 'name'
    done = std::async(std::launch::async, [this] { use(name); });
  }
};
class JoiningThread {
  std::thread thread;

public:
  JoiningThread() = default;
  void run(std::thread t) { thread = std::move(t); }
  ~JoiningThread() {
    if (thread.joinable())
      thread.join();
  }
};
class FN_OwnGuardDeclaredFirst {
  JoiningThread worker;
  std::string name = std::string(40, 'x');

public:
  void start() {
    // Right: error: a thread borrows 'name'
    worker.run(std::thread([this] { use(name); }));
  }
};
class JoiningBase {
protected:
  std::thread worker;

public:
  ~JoiningBase() {
    if (worker.joinable())
      worker.join();
  }
};
class FN_DerivedLeavesTheJoinToItsBase : JoiningBase {
  std::string name = std::string(40, 'x');

public:
  void start() {
    // Right: error: a thread borrows 'name'
    worker = std::thread([this] { use(name); });
  }
};
