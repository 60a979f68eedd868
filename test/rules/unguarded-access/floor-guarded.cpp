// GUARDED_BY and PT_GUARDED_BY: where clang reports an access, so does Holdfast.
// Each case has a silent twin.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety %s -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CLANG --implicit-check-not=warning:
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access,double-lock,unlock-unheld,lock-leak,lock-order,guard-escape' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HOLDFAST --implicit-check-not=error: --implicit-check-not=warning:

#include "thread_safety.h"

#include <memory>
#include <thread>

struct Pair {
  int a, b;
  void change();
};
struct Data {
  Mutex mu, other;
  int n GUARDED_BY(mu) = 0;
  int array[4] GUARDED_BY(mu);
  Pair pair GUARDED_BY(mu);
  int *pointer PT_GUARDED_BY(mu);
  std::unique_ptr<Pair> smart PT_GUARDED_BY(mu);
  static Mutex globalMu;
  static int global GUARDED_BY(globalMu);

  void writes() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void writesHeld() {
    MutexLock lock(&mu);
    n = 1;
  }
  void writesUnderAnother() {
    MutexLock lock(&other);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  int reads() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: reading variable 'n' requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is read without 'mu', which guards it [holdfast-unguarded-access]
    return n;
  }
  int readsHeld() {
    MutexLock lock(&mu);
    return n;
  }
  int sizeOnly() { return sizeof(n); }
  void increments() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    ++n;
  }
  void adds() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is read without 'mu', which guards it [holdfast-unguarded-access]
    n += 1;
  }
  void asks() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: reading variable 'n' requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is read without 'mu', which guards it [holdfast-unguarded-access]
    if (n)
      return;
  }
  void passes() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: reading variable 'n' requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is read without 'mu', which guards it [holdfast-unguarded-access]
    use(n + 1);
  }
  void passesHeld() {
    MutexLock lock(&mu);
    use(n + 1);
  }
  void element(int i) {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'array' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'array' is written without 'mu', which guards it [holdfast-unguarded-access]
    array[i] = 1;
  }
  void elementHeld(int i) {
    MutexLock lock(&mu);
    array[i] = 1;
  }
  void part() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'pair' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'pair' is written without 'mu', which guards it [holdfast-unguarded-access]
    pair.a = 1;
  }
  void partHeld() {
    MutexLock lock(&mu);
    pair.a = 1;
  }
  void memberFunction() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: reading variable 'pair' requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'pair' is written without 'mu', which guards it [holdfast-unguarded-access]
    pair.change();
  }
  void memberFunctionHeld() {
    MutexLock lock(&mu);
    pair.change();
  }
  void copies() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: reading variable 'pair' requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'pair' is read without 'mu', which guards it [holdfast-unguarded-access]
    Pair copy = pair;
    use(copy);
  }
  void copiesHeld() {
    MutexLock lock(&mu);
    Pair copy = pair;
    use(copy);
  }
  void pointee() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing the value pointed to by 'pointer' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: what 'pointer' points to is written without 'mu', which guards it [holdfast-unguarded-access]
    *pointer = 1;
  }
  void pointeeHeld() {
    MutexLock lock(&mu);
    *pointer = 1;
  }
  void pointerItself(int *p) { pointer = p; }
  int pointeeByIndex(int i) {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: reading the value pointed to by 'pointer' requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: what 'pointer' points to is read without 'mu', which guards it [holdfast-unguarded-access]
    return pointer[i];
  }
  void smartPointee() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: reading the value pointed to by 'smart' requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: what 'smart' points to is written without 'mu', which guards it [holdfast-unguarded-access]
    smart->a = 1;
  }
  void smartPointeeHeld() {
    MutexLock lock(&mu);
    smart->a = 1;
  }
  void globalData() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'global' requires holding mutex 'globalMu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'global' is written without 'globalMu', which guards it [holdfast-unguarded-access]
    global = 1;
  }
  void globalDataHeld() {
    MutexLock lock(&globalMu);
    global = 1;
  }

  // A closure is a function of its own; a thread holds nothing.
  void inAThread() {
    std::thread([this] {
      // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
      n = 1;
    }).detach();
  }
  void inAThreadHeld() {
    std::thread([this] {
      MutexLock lock(&mu);
      n = 1;
    }).detach();
  }
  void inAClosure() {
    auto set = [this] {
      // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
      n = 1;
    };
    set();
  }
  void inAClosureHeld() {
    auto set = [this] {
      MutexLock lock(&mu);
      n = 1;
    };
    set();
  }

  // Held for reading only.
  int readsAsReader() {
    ReaderMutexLock lock(&mu);
    return n;
  }
  void writesAsReader() {
    ReaderMutexLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written with 'mu' held for reading only [holdfast-unguarded-access]
    n = 1;
  }
  void writesPointeeAsReader() {
    ReaderMutexLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing the value pointed to by 'pointer' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: what 'pointer' points to is written with 'mu' held for reading only [holdfast-unguarded-access]
    *pointer = 1;
  }
};
void ofArgument(Data &d) {
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'd.mu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'd.n' is written without 'd.mu', which guards it [holdfast-unguarded-access]
  d.n = 1;
}
void ofArgumentHeld(Data &d) {
  MutexLock lock(&d.mu);
  d.n = 1;
}
void ofAnother(Data &d, Data &e) {
  MutexLock lock(&e.mu);
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'd.mu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'd.n' is written without 'd.mu', which guards it [holdfast-unguarded-access]
  d.n = 1;
}
void ofShared(std::shared_ptr<Data> d) {
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'd->mu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'd->n' is written without 'd->mu', which guards it [holdfast-unguarded-access]
  d->n = 1;
}
void ofSharedHeld(std::shared_ptr<Data> d) {
  MutexLock lock(&d->mu);
  d->n = 1;
}
Data *find();
void ofReturned() {
  // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'find().mu' exclusively
  // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
  find()->n = 1;
}
template <class T> struct Box {
  Mutex mu;
  T value GUARDED_BY(mu);
  void set(T to) {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'value' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'value' is written without 'mu', which guards it [holdfast-unguarded-access]
    value = to;
  }
  void setHeld(T to) {
    MutexLock lock(&mu);
    value = to;
  }
};
template struct Box<int>;

// Guarded by a lock that is a part, or that a pointer leads to.
struct Outer {
  struct Inner {
    Mutex mu;
  } inner;
  Mutex *outside;
  int n GUARDED_BY(inner.mu) = 0;
  int o GUARDED_BY(outside) = 0;
  void ofPart() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'inner.mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'inner.mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void ofPartHeld() {
    MutexLock lock(&inner.mu);
    n = 1;
  }
  void ofPointer() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'o' requires holding mutex 'outside' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'o' is written without '*outside', which guards it [holdfast-unguarded-access]
    o = 1;
  }
  void ofPointerHeld() {
    MutexLock lock(outside);
    o = 1;
  }
};
// What makes or ends an object needs no lock for it; for another one it does.
struct Made {
  Mutex mu;
  int n GUARDED_BY(mu);
  Made() { n = 1; }
  ~Made() { n = 0; }
  void setFrom(const Made &other) {
    MutexLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: reading variable 'n' requires holding mutex 'other.mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'other.n' is read without 'other.mu', which guards it [holdfast-unguarded-access]
    n = other.n;
  }
};
