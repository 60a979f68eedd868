// What counts as a count of references: copying adds one to, and destroying
// takes one from, the same built-in integer behind a pointer.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <atomic>
#include <mutex>
#include <thread>

// Intrusive: the object has the count, and functions of its own for it.
template <class Count> struct Object {
  Count count = 0;
  int value = 1;
  void addReference() { ++count; }
  void release() {
    if (--count == 0)
      delete this;
  }
};
template <class T> class Pointer {
  T *object;

public:
  explicit Pointer(T *o) : object(o) { object->addReference(); }
  Pointer(const Pointer &other) : object(other.object) {
    if (object)
      object->addReference();
  }
  Pointer &operator=(const Pointer &) = delete;
  ~Pointer() {
    if (object)
      object->release();
  }
  T *operator->() const { return object; }
};
void intrusive() {
  Pointer<Object<int>> p(new Object<int>);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' must not cross threads: 'Pointer<Object<int>>' counts its references without atomics [holdfast-not-send]
  std::thread t([p] { use(p->value); });
  auto q = p;
  t.join();
}
void intrusiveWithAtomics() {
  Pointer<Object<std::atomic<int>>> p(new Object<std::atomic<int>>);
  std::thread t([p] { use(p->value); });
  auto q = p;
  t.join();
}
void intrusiveWithTheOldAtomics() {
  Pointer<Object<_Atomic int>> p(new Object<_Atomic int>);
  std::thread t([p] { use(p->value); });
  auto q = p;
  t.join();
}

// The count by itself, behind a pointer.
template <class Step> class ByPointer {
  int *count = new int(1);

public:
  ByPointer() = default;
  ByPointer(const ByPointer &other) : count(other.count) { Step::up(count); }
  ByPointer &operator=(const ByPointer &) = delete;
  ~ByPointer() { Step::down(count); }
  int uses() const { return *count; }
};
struct Plain {
  static void up(int *count) { *count += 1; }
  static void down(int *count) { *count -= 1; }
};
struct Locked {
  static inline std::mutex mutex;
  static void up(int *count) {
    std::lock_guard<std::mutex> guard(mutex);
    *count += 1;
  }
  static void down(int *count) {
    std::lock_guard<std::mutex> guard(mutex);
    *count -= 1;
  }
};
struct Builtin {
  static void up(int *count) { __atomic_add_fetch(count, 1, __ATOMIC_RELAXED); }
  static void down(int *count) { __atomic_sub_fetch(count, 1, __ATOMIC_ACQ_REL); }
};
void countedWithoutALock() {
  ByPointer<Plain> p;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'p' must not cross threads: 'ByPointer<Plain>' counts its references without atomics [holdfast-not-send]
  std::thread t([p] { use(p); });
  auto q = p;
  t.join();
}
void countedUnderALock() {
  ByPointer<Locked> p;
  std::thread t([p] { use(p); });
  auto q = p;
  t.join();
}
void countedByBuiltins() {
  ByPointer<Builtin> p;
  std::thread t([p] { use(p); });
  auto q = p;
  t.join();
}

// What is stepped in the object itself, or of all objects, is no count of
// references; nor is one that destroying leaves alone.
struct Copies {
  int generation = 0;
  Copies() = default;
  Copies(const Copies &other) : generation(other.generation) { ++generation; }
  ~Copies() { --generation; }
};
struct Instances {
  static inline int alive = 0;
  Instances() { ++alive; }
  Instances(const Instances &) { ++alive; }
  ~Instances() { --alive; }
};
struct Reads {
  int *reads = nullptr;
  int *ends = nullptr;
  Reads(int *r, int *e) : reads(r), ends(e) {}
  Reads(const Reads &other) : reads(other.reads), ends(other.ends) { ++*reads; }
  ~Reads() { --*ends; }
};
void copiesAreNumbered() {
  Copies copies;
  std::thread t([copies] { use(copies.generation); });
  Copies copy = copies;
  t.join();
}
void instancesAreCounted() {
  Instances instances;
  std::thread([instances] { use(instances.alive); }).join();
}
void twoCounters(int *reads, int *ends) {
  Reads counted(reads, ends);
  std::thread([counted] { use(counted.reads); }).join();
}
