// What a copied shared_ptr points to, a global, a static and a member are as
// shared as what is captured by reference.
//
// RUN: %clang -std=c++20 -fsyntax-only -I %S/../../rules/Inputs %s

#include "pool.h"
#include "threads.h"

#include <atomic>
#include <barrier>
#include <memory>
#include <thread>

void targetOfASharedPointer() {
  auto p = std::make_shared<int>(1);
  // EXPECT error: '*p' is written here, and by 'targetOfASharedPointer' at the same time [holdfast-unsynchronized-share]
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
  // EXPECT error: 'p' is read here, and written by 'sharedPointerItself' at the same time [holdfast-unsynchronized-share]
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
  // EXPECT error: 'global' is written here, and by 'globalVariable' at the same time [holdfast-unsynchronized-share]
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
  // EXPECT error: 'calls' is written here, and by 'staticVariable' at the same time [holdfast-unsynchronized-share]
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
  // EXPECT error: 'global' is written by 'helperCounts' in two threads at the same time [holdfast-unsynchronized-share]
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
    // EXPECT error: 'count' is written here, and read by 'start' at the same time [holdfast-unsynchronized-share]
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
    // EXPECT error: 'stop' is read here, and written by 'start' at the same time [holdfast-unsynchronized-share]
    std::thread t([this] { use(stop); });
    stop = true;
    t.join();
  }
};

// Jobs of a pool.

void jobsOfAPool() {
  int x = 1;
  std::barrier<> both(2);
  Pool pool;
  // EXPECT error: 'x' is written here, and by another job at the same time [holdfast-unsynchronized-share]
  pool.submit([&] { both.arrive_and_wait(), ++x; });
  pool.submit([&] { both.arrive_and_wait(), ++x; });
  pool.wait();
}
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
