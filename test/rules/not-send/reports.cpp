// A value whose type belongs to its thread is moved, copied or captured into
// another: guards, addresses of thread_local variables, counts without atomics.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s \
// RUN:   -- -std=c++17 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Guards, which the thread that has locked must release.

std::mutex mutex;
void lockMovedIntoAThread() {
  std::unique_lock<std::mutex> lock(mutex);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'lock' must be released by the thread that took it: 'std::unique_lock<std::mutex>' must not cross threads [holdfast-not-send]
  std::thread t([lock = std::move(lock)] { use(lock.owns_lock()); });
  t.join();
}
void lockTakenInTheThread() {
  std::thread t([] {
    std::unique_lock<std::mutex> lock(mutex);
    use(lock.owns_lock());
  });
  t.join();
}
void lockWithoutAMutexMovedIntoAThread() {
  std::unique_lock<std::mutex> lock(mutex, std::defer_lock);
  std::thread t([lock = std::move(lock)]() mutable {
    lock.lock();
    use(lock.owns_lock());
  });
  t.join();
}
struct Locked {
  std::unique_lock<std::mutex> lock{mutex};
  int value = 1;
};
void lockInsideAStruct() {
  Locked locked;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'locked' must not cross threads: 'Locked' -> 'lock' -> 'std::unique_lock<std::mutex>' [holdfast-not-send]
  std::thread t([locked = std::move(locked)] { use(locked.value); });
  t.join();
}
void valueInsideTheStruct() {
  Locked locked;
  std::thread t([value = locked.value] { use(value); });
  t.join();
}
void lockInsideAPointer() {
  auto locked = std::make_unique<Locked>();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'locked' must not cross threads: 'std::unique_ptr<Locked>' -> 'Locked' -> 'lock' -> 'std::unique_lock<std::mutex>' [holdfast-not-send]
  std::thread t([locked = std::move(locked)] { use(locked->value); });
  t.join();
}
void valueInsideAPointer() {
  auto value = std::make_unique<int>(1);
  std::thread t([value = std::move(value)] { use(*value); });
  t.join();
}

// Counts that are not atomic.

template <class T, class Count> class Counted {
  struct Box {
    T value;
    Count count;
  };
  Box *box;

public:
  explicit Counted(T value) : box(new Box{value, {1}}) {}
  Counted(const Counted &other) : box(other.box) { ++box->count; }
  Counted &operator=(const Counted &) = delete;
  ~Counted() {
    if (--box->count == 0)
      delete box;
  }
  const T &operator*() const { return box->value; }
};
template <class T> using Rc = Counted<T, long>;
template <class T> using Arc = Counted<T, std::atomic<long>>;

void countedWithoutAtomics() {
  Rc<int> p(1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' must not cross threads: 'Counted<int, long>' counts its references without atomics [holdfast-not-send]
  std::thread t([p] { use(*p); });
  Rc<int> q(p);
  t.join();
}
void countedWithAtomics() {
  Arc<int> p(1);
  std::thread t([p] { use(*p); });
  Arc<int> q(p);
  t.join();
}
void countedByTheLibrary() {
  auto p = std::make_shared<int>(1);
  std::thread t([p] { use(*p); });
  auto q = p;
  t.join();
}
struct Cache {
  Rc<int> entry{1};
};
struct Job {
  Cache cache;
};
void countedInsideAField() {
  Job job;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'job' must not cross threads: 'Job' -> 'cache' -> 'Cache' -> 'entry' -> 'Counted<int, long>' [holdfast-not-send]
  std::thread t([job] { use(*job.cache.entry); });
  Job copy = job;
  t.join();
}
struct AtomicCache {
  Arc<int> entry{1};
};
struct AtomicJob {
  AtomicCache cache;
};
void countedWithAtomicsInsideAField() {
  AtomicJob job;
  std::thread t([job] { use(*job.cache.entry); });
  AtomicJob copy = job;
  t.join();
}
void countedInsideAVector() {
  std::vector<Rc<int>> all(1, Rc<int>(1));
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'all' must not cross threads: 'std::vector<Counted<int, long>>' -> 'Counted<int, long>' [holdfast-not-send]
  std::thread t([all] { use(*all[0]); });
  auto copy = all;
  t.join();
}
void countedInsideAVectorWithAtomics() {
  std::vector<Arc<int>> all(1, Arc<int>(1));
  std::thread t([all] { use(*all[0]); });
  auto copy = all;
  t.join();
}
void countedInsideABase() {
  struct Derived : Cache {
  };
  Derived derived;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'derived' must not cross threads: 'Derived' -> 'Cache' -> 'entry' -> 'Counted<int, long>' [holdfast-not-send]
  std::thread t([derived] { use(*derived.entry); });
  Derived copy = derived;
  t.join();
}
void countedInsideABaseWithAtomics() {
  struct Derived : AtomicCache {
  };
  Derived derived;
  std::thread t([derived] { use(*derived.entry); });
  Derived copy = derived;
  t.join();
}
void countedAsAnArgument() {
  Rc<int> p(1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' must not cross threads: 'Counted<int, long>' counts its references without atomics [holdfast-not-send]
  std::thread t([](const Rc<int> &q) { use(*q); }, p);
  Rc<int> q(p);
  t.join();
}
void countedAsAnArgumentWithAtomics() {
  Arc<int> p(1);
  std::thread t([](const Arc<int> &q) { use(*q); }, p);
  Arc<int> q(p);
  t.join();
}
void countedInAFuture() {
  Rc<int> p(1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' must not cross threads: 'Counted<int, long>' counts its references without atomics [holdfast-not-send]
  auto done = std::async(std::launch::async, [p] { use(*Rc<int>(p)); });
  Rc<int> q(p);
  done.wait();
}
void countedInAFutureWithAtomics() {
  Arc<int> p(1);
  auto done = std::async(std::launch::async, [p] { use(*Arc<int>(p)); });
  Arc<int> q(p);
  done.wait();
}

// Addresses of what each thread has for itself.

thread_local int own = 0;
int common = 0;
void addressOfAThreadLocal() {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: the address of 'own' must not cross threads: it is 'thread_local' [holdfast-not-send]
  std::thread t([p = &own] { ++*p; });
  use(own);
  t.join();
}
void valueOfAThreadLocal() {
  std::thread t([value = own]() mutable { ++value; });
  use(own);
  t.join();
}
void nameOfAThreadLocal() {
  std::thread t([] { ++own; });
  use(own);
  t.join();
}
