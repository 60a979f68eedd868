// clang's thread-safety attributes, under the macros that most projects have for
// them; and a lock and guards of which only these tell what they do. The cases that
// include it are checked by clang's own analysis, too.

#ifndef HOLDFAST_TEST_THREAD_SAFETY_H
#define HOLDFAST_TEST_THREAD_SAFETY_H

#include "threads.h"

#define CAPABILITY(x) __attribute__((capability(x)))
#define SCOPED_CAPABILITY __attribute__((scoped_lockable))
#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define PT_GUARDED_BY(x) __attribute__((pt_guarded_by(x)))
#define ACQUIRED_BEFORE(...) __attribute__((acquired_before(__VA_ARGS__)))
#define ACQUIRED_AFTER(...) __attribute__((acquired_after(__VA_ARGS__)))
#define REQUIRES(...) __attribute__((requires_capability(__VA_ARGS__)))
#define REQUIRES_SHARED(...) __attribute__((requires_shared_capability(__VA_ARGS__)))
#define ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define ACQUIRE_SHARED(...) __attribute__((acquire_shared_capability(__VA_ARGS__)))
#define RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define RELEASE_SHARED(...) __attribute__((release_shared_capability(__VA_ARGS__)))
#define RELEASE_GENERIC(...) __attribute__((release_generic_capability(__VA_ARGS__)))
#define TRY_ACQUIRE(...) __attribute__((try_acquire_capability(__VA_ARGS__)))
#define TRY_ACQUIRE_SHARED(...) __attribute__((try_acquire_shared_capability(__VA_ARGS__)))
#define EXCLUDES(...) __attribute__((locks_excluded(__VA_ARGS__)))
#define ASSERT_CAPABILITY(...) __attribute__((assert_capability(__VA_ARGS__)))
#define ASSERT_SHARED_CAPABILITY(...) __attribute__((assert_shared_capability(__VA_ARGS__)))
#define RETURN_CAPABILITY(x) __attribute__((lock_returned(x)))
#define NO_THREAD_SAFETY_ANALYSIS __attribute__((no_thread_safety_analysis))

class CAPABILITY("mutex") Mutex {
public:
  void Lock() ACQUIRE();
  void ReaderLock() ACQUIRE_SHARED();
  void Unlock() RELEASE();
  void ReaderUnlock() RELEASE_SHARED();
  void GenericUnlock() RELEASE_GENERIC();
  bool TryLock() TRY_ACQUIRE(true);
  bool ReaderTryLock() TRY_ACQUIRE_SHARED(true);
  void AssertHeld() ASSERT_CAPABILITY();
  void AssertReaderHeld() ASSERT_SHARED_CAPABILITY();
};

class SCOPED_CAPABILITY MutexLock {
public:
  explicit MutexLock(Mutex *mu) ACQUIRE(mu);
  ~MutexLock() RELEASE();
};

class SCOPED_CAPABILITY ReaderMutexLock {
public:
  explicit ReaderMutexLock(Mutex *mu) ACQUIRE_SHARED(mu);
  ~ReaderMutexLock() RELEASE();
};

/// One that can let go of its lock, and take it again.
class SCOPED_CAPABILITY ReleasableLock {
public:
  explicit ReleasableLock(Mutex *mu) ACQUIRE(mu);
  ~ReleasableLock() RELEASE();
  void Lock() ACQUIRE();
  void Unlock() RELEASE();
};

#endif
