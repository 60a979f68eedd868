// `this` in a member thread: the order of the members counts where no function
// of the class joins, and so does a destructor that lets the thread go.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "pool.h"
#include "threads.h"

#include <future>
#include <string>
#include <thread>

class DetachedByTheDestructor {
  std::thread worker;
  std::string name = std::string(40, 'x');

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'this'{{.*}} [holdfast-thread-capture]
    worker = std::thread([this] { use(name); });
  }
  ~DetachedByTheDestructor() {
    if (worker.joinable())
      worker.detach();
  }
};
class DetachedByWhatTheDestructorCalls {
  std::thread worker;
  std::string name = std::string(40, 'x');
  void stop() {
    if (worker.joinable())
      worker.detach();
  }

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'this'{{.*}} [holdfast-thread-capture]
    worker = std::thread([this] { use(name); });
  }
  ~DetachedByWhatTheDestructorCalls() { stop(); }
};
class FutureDeclaredFirst {
  std::future<void> done;
  std::string name = std::string(40, 'x');

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'name'{{.*}} [holdfast-thread-capture]
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
class OwnGuardDeclaredFirst {
  JoiningThread worker;
  std::string name = std::string(40, 'x');

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'name'{{.*}} [holdfast-thread-capture]
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
class DerivedLeavesTheJoinToItsBase : JoiningBase {
  std::string name = std::string(40, 'x');

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'name'{{.*}} [holdfast-thread-capture]
    worker = std::thread([this] { use(name); });
  }
};

// The same with one thing changed: who joins, and what dies first.
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
class FutureDeclaredLast {
  std::string name = std::string(40, 'x');
  std::future<void> done;

public:
  void start() {
    done = std::async(std::launch::async, [this] { use(name); });
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
class DerivedJoinsByItself : JoiningBase {
  std::string name = std::string(40, 'x');

public:
  void start() {
    worker = std::thread([this] { use(name); });
  }
  ~DerivedJoinsByItself() {
    if (worker.joinable())
      worker.join();
  }
};
class FutureOfWhatIsDeclaredFirst {
  std::string first = std::string(40, 'x');
  std::future<void> done;
  std::string last = std::string(40, 'x');

public:
  void start() {
    done = std::async(std::launch::async, [this] { use(first); });
  }
};

// The jobs of a member pool: its own destructor waits for them.

class PoolDeclaredFirst {
  Pool pool;
  std::string name = std::string(40, 'x');

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: closure passed to a thread borrows 'name', which dies before the thread is joined [holdfast-thread-capture]
    pool.submit([this] { use(name); });
  }
};
class PoolDeclaredLast {
  std::string name = std::string(40, 'x');
  Pool pool;

public:
  void start() {
    pool.submit([this] { use(name); });
  }
};
class PoolDeclaredFirstAndWaitedFor {
  Pool pool;
  std::string name = std::string(40, 'x');

public:
  void start() {
    pool.submit([this] { use(name); });
  }
  ~PoolDeclaredFirstAndWaitedFor() { pool.wait(); }
};
class PoolDeclaredFirstAndGone {
  std::unique_ptr<Pool> pool = std::make_unique<Pool>();
  std::string name = std::string(40, 'x');

public:
  void start() {
    pool->submit([this] { use(name); });
  }
  ~PoolDeclaredFirstAndGone() { pool.reset(); }
};

class StoppedInAFunction {
  std::future<void> done;
  std::string name = std::string(40, 'x');

public:
  void start() {
    done = std::async(std::launch::async, [this] { use(name); });
  }
  void stop() { done.wait(); }
};
class DestructorElsewhere {
  std::future<void> done;
  std::string name = std::string(40, 'x');

public:
  void start() {
    done = std::async(std::launch::async, [this] { use(name); });
  }
  ~DestructorElsewhere();
};
