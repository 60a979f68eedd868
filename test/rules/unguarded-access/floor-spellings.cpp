// The older names of the attributes mean the same: where clang reports, so does
// Holdfast. Each case has a silent twin.
//
// RUN: %clang -std=c++20 -fsyntax-only -Wthread-safety %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CLANG --implicit-check-not=warning:
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access,double-lock,unlock-unheld,lock-leak,lock-order,guard-escape' %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --check-prefix=HOLDFAST --implicit-check-not=error: --implicit-check-not=warning:

#define LOCKABLE __attribute__((lockable))
#define SCOPED_LOCKABLE __attribute__((scoped_lockable))
#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define EXCLUSIVE_LOCK_FUNCTION(...) __attribute__((exclusive_lock_function(__VA_ARGS__)))
#define SHARED_LOCK_FUNCTION(...) __attribute__((shared_lock_function(__VA_ARGS__)))
#define EXCLUSIVE_TRYLOCK_FUNCTION(...) __attribute__((exclusive_trylock_function(__VA_ARGS__)))
#define SHARED_TRYLOCK_FUNCTION(...) __attribute__((shared_trylock_function(__VA_ARGS__)))
#define UNLOCK_FUNCTION(...) __attribute__((unlock_function(__VA_ARGS__)))
#define EXCLUSIVE_LOCKS_REQUIRED(...) __attribute__((exclusive_locks_required(__VA_ARGS__)))
#define SHARED_LOCKS_REQUIRED(...) __attribute__((shared_locks_required(__VA_ARGS__)))
#define LOCKS_EXCLUDED(...) __attribute__((locks_excluded(__VA_ARGS__)))
#define ASSERT_EXCLUSIVE_LOCK(...) __attribute__((assert_exclusive_lock(__VA_ARGS__)))
#define LOCK_RETURNED(x) __attribute__((lock_returned(x)))

class LOCKABLE Mutex {
public:
  void Lock() EXCLUSIVE_LOCK_FUNCTION();
  void ReaderLock() SHARED_LOCK_FUNCTION();
  void Unlock() UNLOCK_FUNCTION();
  bool TryLock() EXCLUSIVE_TRYLOCK_FUNCTION(true);
  bool ReaderTryLock() SHARED_TRYLOCK_FUNCTION(true);
  void AssertHeld() ASSERT_EXCLUSIVE_LOCK();
};
class SCOPED_LOCKABLE MutexLock {
public:
  explicit MutexLock(Mutex *mu) EXCLUSIVE_LOCK_FUNCTION(mu);
  ~MutexLock() UNLOCK_FUNCTION();
};

struct Data {
  Mutex mu;
  int n GUARDED_BY(mu) = 0;

  void needs() EXCLUSIVE_LOCKS_REQUIRED(mu) { n = 1; }
  int needsReader() SHARED_LOCKS_REQUIRED(mu) { return n; }
  void excluded() LOCKS_EXCLUDED(mu);
  Mutex *mutex() LOCK_RETURNED(mu);

  void writes() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
    n = 1;
  }
  void writesHeld() {
    MutexLock lock(&mu);
    n = 1;
  }
  void writesAsReader() {
    mu.ReaderLock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written with 'mu' held for reading only [holdfast-unguarded-access]
    n = 1;
    mu.Unlock();
  }
  void calls() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needs' requires holding mutex 'mu' exclusively
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needs' is called without 'mu', which it wants held [holdfast-unguarded-access]
    needs();
  }
  void callsHeld() {
    MutexLock lock(mutex());
    needs();
  }
  void callsReader() {
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: calling function 'needsReader' requires holding mutex 'mu'
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'needsReader' is called without 'mu', which it wants held [holdfast-unguarded-access]
    needsReader();
  }
  void callsReaderHeld() {
    mu.ReaderLock();
    needsReader();
    mu.Unlock();
  }
  void callsExcluded() {
    MutexLock lock(&mu);
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: cannot call function 'excluded' while mutex 'mu' is held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'excluded' must be called without 'mu', which is held already here [holdfast-double-lock]
    excluded();
  }
  void callsExcludedUnheld() { excluded(); }
  void attempt() {
    if (!mu.TryLock())
      // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written without 'mu', which guards it [holdfast-unguarded-access]
      n = 1;
    else
      mu.Unlock();
  }
  void attemptOfReader() {
    if (mu.ReaderTryLock()) {
      // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: writing variable 'n' requires holding mutex 'mu' exclusively
      // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'n' is written with 'mu' held for reading only [holdfast-unguarded-access]
      n = 1;
      mu.Unlock();
    }
  }
  void asserts() {
    mu.AssertHeld();
    n = 1;
  }
  void staysHeld() {
    mu.Lock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: mutex 'mu' is still held at the end of function
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is still held where this returns, and no annotation says so [holdfast-lock-leak]
  }
  void twice() {
    mu.Lock();
    // CLANG: :[[@LINE+2]]:{{[0-9]+}}: warning: acquiring mutex 'mu' that is already held
    // HOLDFAST: :[[@LINE+1]]:{{[0-9]+}}: error: 'Lock' locks 'mu', which is held already here [holdfast-double-lock]
    mu.Lock();
    mu.Unlock();
  }
};
