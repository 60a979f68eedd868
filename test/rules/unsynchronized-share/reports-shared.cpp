// What a copied shared_ptr points to, a global, a static and a member are as
// shared as what is captured by reference.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,unsynchronized-share %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "pool.h"
#include "threads.h"

#include <atomic>
#include <barrier>
#include <functional>
#include <memory>
#include <thread>

void targetOfASharedPointer() {
  auto p = std::make_shared<int>(1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: '*p' is written here, and by 'targetOfASharedPointer' at the same time [holdfast-unsynchronized-share]
  std::thread t([p] { ++*p; });
  ++*p;
  t.join();
}
void targetOfAnotherSharedPointer() {
  auto p = std::make_shared<int>(1);
  auto q = std::make_shared<int>(1);
  std::thread t([p] { ++*p; });
  ++*q;
  t.join();
}
void targetOfASharedPointerAfterTheJoin() {
  auto p = std::make_shared<int>(1);
  std::thread t([p] { ++*p; });
  t.join();
  ++*p;
}
void targetOfASharedPointerToConst() {
  std::shared_ptr<const int> p = std::make_shared<int>(1);
  std::thread t([p] { use(*p); });
  use(*p);
  t.join();
}
void targetOfASharedAtomic() {
  auto p = std::make_shared<std::atomic<int>>(1);
  std::thread t([p] { ++*p; });
  ++*p;
  t.join();
}
void sharedPointerItself() {
  auto p = std::make_shared<int>(1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'p' is read here, and written by 'sharedPointerItself' at the same time [holdfast-unsynchronized-share]
  std::thread t([&p] { use(*p); });
  p = std::make_shared<int>(2);
  t.join();
}
void sharedPointersCopy() {
  auto p = std::make_shared<int>(1);
  std::thread t([p] { use(*p); });
  p = std::make_shared<int>(2);
  t.join();
}

int global = 0;
std::atomic<int> globalAtomic{0};
const int globalConstant = 1;
thread_local int globalOfEachThread = 0;
void globalVariable() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'global' is written here, and by 'globalVariable' at the same time [holdfast-unsynchronized-share]
  std::thread t([] { ++global; });
  ++global;
  t.join();
}
void globalVariableAfterTheJoin() {
  std::thread t([] { ++global; });
  t.join();
  ++global;
}
void globalAtomicVariable() {
  std::thread t([] { ++globalAtomic; });
  ++globalAtomic;
  t.join();
}
void globalConstantVariable() {
  std::thread t([] { use(globalConstant); });
  use(globalConstant);
  t.join();
}
void globalVariableOfEachThread() {
  std::thread t([] { ++globalOfEachThread; });
  ++globalOfEachThread;
  t.join();
}
void staticVariable() {
  static int calls = 0;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'calls' is written here, and by 'staticVariable' at the same time [holdfast-unsynchronized-share]
  std::thread t([] { ++calls; });
  ++calls;
  t.join();
}
void staticVariableAfterTheJoin() {
  static int calls = 0;
  std::thread t([] { ++calls; });
  t.join();
  ++calls;
}
void helperCounts() { ++global; }
void globalVariableInACallee() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'global' is written by 'helperCounts' in two threads at the same time [holdfast-unsynchronized-share]
  std::thread t(helperCounts);
  helperCounts();
  t.join();
}
void globalVariableInACalleeAfterTheJoin() {
  std::thread t(helperCounts);
  t.join();
  helperCounts();
}

// Members of an object whose thread uses them.

class ReadsWhileTheThreadWrites {
  int count = 0;

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'count' is written here, and read by 'start' at the same time [holdfast-unsynchronized-share]
    std::thread t([this] { ++count; });
    use(count);
    t.join();
  }
};
class ReadsAfterTheThreadWrote {
  int count = 0;

public:
  void start() {
    std::thread t([this] { ++count; });
    t.join();
    use(count);
  }
};
class WritesAnAtomicFlag {
  std::atomic<bool> stop{false};

public:
  void start() {
    std::thread t([this] {
      while (!stop)
        use(1);
    });
    stop = true;
    t.join();
  }
};
class WritesAPlainFlag {
  bool stop = false;

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'stop' is read here, and written by 'start' at the same time [holdfast-unsynchronized-share]
    std::thread t([this] { use(stop); });
    stop = true;
    t.join();
  }
};
class AnotherMemberFunctionWrites {
  int count = 0;
  std::thread worker;
  void stop() {
    ++count;
    worker.join();
  }

public:
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'count' is written here, and by 'stop' at the same time [holdfast-unsynchronized-share]
    worker = std::thread([this] { ++count; });
    stop();
  }
};
class AnotherMemberFunctionJoinsFirst {
  int count = 0;
  std::thread worker;
  void stop() {
    worker.join();
    ++count;
  }

public:
  void start() {
    worker = std::thread([this] { ++count; });
    stop();
  }
};
void functionWithAReference(int &value) { ++value; }
void argumentByReference() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'x' is written by 'functionWithAReference', and by 'argumentByReference' at the same time [holdfast-unsynchronized-share]
  std::thread t(functionWithAReference, std::ref(x));
  ++x;
  t.join();
}
void argumentByReferenceToAnother() {
  int x = 1;
  int y = 1;
  std::thread t(functionWithAReference, std::ref(y));
  ++x;
  t.join();
}
struct HasAFunctionForTheThread {
  int count = 0;
  void work() { ++count; }
};
void memberFunctionByItsAddress() {
  HasAFunctionForTheThread object;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'object.count' is written by 'work', and by 'memberFunctionByItsAddress' at the same time [holdfast-unsynchronized-share]
  std::thread t(&HasAFunctionForTheThread::work, &object);
  ++object.count;
  t.join();
}
void memberFunctionOfACopy() {
  HasAFunctionForTheThread object;
  std::thread t(&HasAFunctionForTheThread::work, object);
  ++object.count;
  t.join();
}

// Jobs of a pool.

void jobsOfAPoolInTurn() {
  int x = 1;
  Pool pool;
  pool.submit([&x] { ++x; });
  pool.wait();
  pool.submit([&x] { ++x; });
  pool.wait();
}
void jobsOfAPoolOfEachItsOwn() {
  int x = 1;
  int y = 1;
  std::barrier<> both(2);
  Pool pool;
  pool.submit([&] { both.arrive_and_wait(), ++x; });
  pool.submit([&] { both.arrive_and_wait(), ++y; });
  pool.wait();
}
