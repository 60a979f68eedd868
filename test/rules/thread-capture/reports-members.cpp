// A member thread that has `this` ends in time where the destructor joins it, or
// where the member dies before what its thread uses.
//
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <future>
#include <string>
#include <thread>

// A member thread that the destructor joins.

class JoinedByTheDestructor {
  std::thread worker;
  std::string name = std::string(40, 'x');

public:
  void start() {
    worker = std::thread([this] { use(name); });
  }
  ~JoinedByTheDestructor() {
    if (worker.joinable())
      worker.join();
  }
};
class JoinedByWhatTheDestructorCalls {
  std::thread worker;
  std::string name = std::string(40, 'x');
  void stop() {
    if (worker.joinable())
      worker.join();
  }

public:
  void start() {
    worker = std::thread([this] { use(name); });
  }
  ~JoinedByWhatTheDestructorCalls() { stop(); }
};
class StartedByTheConstructor {
  std::string name = std::string(40, 'x');
  std::thread worker;

public:
  StartedByTheConstructor() : worker([this] { use(name); }) {}
  void start() {}
  ~StartedByTheConstructor() { worker.join(); }
};
class DetachedByTheConstructor {
  std::string name = std::string(40, 'x');

public:
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'this', {{.*}} [holdfast-thread-capture]
  DetachedByTheConstructor() { std::thread([this] { use(name); }).detach(); }
  void start() {}
};

// The order of members decides where a member's own destructor joins.

class FutureDeclaredLast {
  std::string name = std::string(40, 'x');
  std::future<void> done;

public:
  void start() {
    done = std::async(std::launch::async, [this] { use(name); });
  }
};
class FutureDeclaredFirstAndAwaited {
  std::future<void> done;
  std::string name = std::string(40, 'x');

public:
  void start() {
    done = std::async(std::launch::async, [this] { use(name); });
  }
  ~FutureDeclaredFirstAndAwaited() { done.wait(); }
};
class FutureDeclaredFirstUsesWhatIsOlder {
  std::string name = std::string(40, 'x');
  std::future<void> done;
  std::string other = std::string(40, 'x');

public:
  void start() {
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
class OwnGuardDeclaredLast {
  std::string name = std::string(40, 'x');
  JoiningThread worker;

public:
  void start() {
    worker.run(std::thread([this] { use(name); }));
  }
};

// A base class joins after the members of the derived class have died.

class JoiningBase {
protected:
  std::thread worker;

public:
  ~JoiningBase() {
    if (worker.joinable())
      worker.join();
  }
};
class DerivedJoinsItself : JoiningBase {
  std::string name = std::string(40, 'x');

public:
  void start() {
    worker = std::thread([this] { use(name); });
  }
  ~DerivedJoinsItself() { worker.join(); }
};
