//===- Locks.cpp - rows of locks, guards and condition variables ----------===//
//
// Which call takes which lock, and which guard holds it. For the catalog. A
// guard's end gives back what it holds by itself, so that guards need no row of
// their destructors. The class of a tag such as std::defer_lock_t tells
// overloads apart. `again` says that the holder of a lock may take it again, or
// that only how it was made tells, or that it is a guard's; read of `lock` and
// `Lock` alone, for a class. Not said: that
// std::try_lock answers -1 where it has them all; upgrades of boost's locks.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

#include "llvm/ADT/StringSwitch.h"

using namespace holdfast;

#define MUTEXES "{std,boost}::{mutex,timed_mutex,shared_mutex,shared_timed_mutex}"
#define RECURSIVE "{std,boost}::{recursive_mutex,recursive_timed_mutex}"
#define SHARED "{std,boost}::{shared_mutex,shared_timed_mutex}"
#define UNIQUE_LOCK "{std,boost}::unique_lock"
#define SHARED_LOCK "{std,boost}::shared_lock"
#define GUARDS "{" UNIQUE_LOCK_NAMES "," SHARED_LOCK_NAMES ",boost::upgrade_lock}"
#define UNIQUE_LOCK_NAMES "std::unique_lock,boost::unique_lock"
#define SHARED_LOCK_NAMES "std::shared_lock,boost::shared_lock"
#define TIMES "{std::chrono::duration,std::chrono::time_point,boost::chrono::duration,boost::chrono::time_point}"
#define CONDITIONS "{std,boost}::{condition_variable,condition_variable_any}"
#define OWNING_GUARDS "{folly::LockedPtr,boost::strict_lock_ptr,boost::unique_lock_ptr}"
#define TBB "{tbb,tbb::detail::d1,tbb::detail::d2}"

static const ModelRow Rows[] = {
    // Mutexes.
    {MUTEXES "::lock", "locks(this)"},
    {RECURSIVE "::lock", "locks(this) again"},
    {MUTEXES "::{try_lock,try_lock_for,try_lock_until}", "locks(this) when true"},
    {RECURSIVE "::{try_lock,try_lock_for,try_lock_until}", "locks(this) when true again"},
    {MUTEXES "::unlock", "unlocks(this)"},
    {RECURSIVE "::unlock", "unlocks(this)"},
    {SHARED "::lock_shared", "locks-shared(this)"},
    {SHARED "::{try_lock_shared,try_lock_shared_for,try_lock_shared_until}", "locks-shared(this) when true"},
    {SHARED "::unlock_shared", "unlocks(this)"},

    // Guards. Those that can let go of their lock: a moved one has no mutex.
    {"{std,boost}::lock_guard::(constructor)", "locks(arg0, this)"},
    {"std::scoped_lock::(constructor)", "locks(arg0..7, this)"},
    {UNIQUE_LOCK "::(constructor)", "locks(arg0, this)"},
    {SHARED_LOCK "::(constructor)", "locks-shared(arg0, this)"},
    {"std::{lock_guard,unique_lock,shared_lock}::(constructor)/std::adopt_lock_t", "adopts(arg0, this)"},
    {"boost::{lock_guard,unique_lock,shared_lock}::(constructor)/boost::adopt_lock_t", "adopts(arg0, this)"},
    {"std::scoped_lock::(constructor)/std::adopt_lock_t", "adopts(arg1..7, this)"},
    {"std::{unique_lock,shared_lock}::(constructor)/std::defer_lock_t", "defers(arg0, this)"},
    {"boost::{unique_lock,shared_lock}::(constructor)/boost::defer_lock_t", "defers(arg0, this)"},
    {"std::unique_lock::(constructor)/std::try_to_lock_t", "may locks(arg0, this)"},
    {"std::shared_lock::(constructor)/std::try_to_lock_t", "may locks-shared(arg0, this)"},
    {"boost::unique_lock::(constructor)/boost::try_to_lock_t", "may locks(arg0, this)"},
    {"boost::shared_lock::(constructor)/boost::try_to_lock_t", "may locks-shared(arg0, this)"},
    {UNIQUE_LOCK "::(constructor)/" TIMES, "may locks(arg0, this)"},
    {SHARED_LOCK "::(constructor)/" TIMES, "may locks-shared(arg0, this)"},
    {GUARDS "::{owns_lock,operator bool}", "asks(this) when false; tells(this) when true; pure"},
    {GUARDS "::mutex", "asks(this) when false; pure"},
    {GUARDS "::operator!", "asks(this) when true; tells(this) when false; pure"},
    {UNIQUE_LOCK "::lock", "writes(this); locks(this) again"},
    {UNIQUE_LOCK "::{try_lock,try_lock_for,try_lock_until}", "writes(this); locks(this) when true"},
    {SHARED_LOCK "::lock", "writes(this); locks-shared(this)"},
    {SHARED_LOCK "::{try_lock,try_lock_for,try_lock_until}", "writes(this); locks-shared(this) when true"},
    {"boost::upgrade_lock::{lock,unlock,try_lock,try_lock_for,try_lock_until}", "writes(this)"},
    {UNIQUE_LOCK "::unlock", "writes(this); unlocks(this)"},
    {SHARED_LOCK "::unlock", "writes(this); unlocks(this)"},
    {GUARDS "::release", "asks(this); disowns(this); reinit(this)"},
    {GUARDS "::operator=", "reinit(this)"},
    {GUARDS "::swap", "reinit(this); reinit(arg0)"},
    {"{std,boost}::lock", "locks(arg0..7)"},
    {"{std,boost}::try_lock", "may locks(arg0..7)"},

    // A condition variable asks its predicate under the lock.
    {CONDITIONS "::wait/1", "reads(arg0); waits(arg0); joins(this)"},
    {CONDITIONS "::wait/2", "reads(arg0); waits(arg0); runs(arg1); joins(this)"},
    {CONDITIONS "::{wait_for,wait_until}/2", "reads(arg0); may waits(arg0); joins(this)"},
    {CONDITIONS "::{wait_for,wait_until}/3", "reads(arg0); waits(arg0); runs(arg2); joins(this)"},
    {"std::condition_variable_any::wait/3", "reads(arg0); waits(arg0); runs(arg2); joins(this)"},
    {"std::condition_variable_any::{wait_for,wait_until}/4", "reads(arg0); waits(arg0); runs(arg3)"},

    // POSIX and C.
    // All of them answer 0 where they have it.
    {"{pthread_mutex_lock,pthread_rwlock_wrlock,pthread_spin_lock,mtx_lock}", "locks(arg0.*) when false if-untested"},
    {"pthread_rwlock_rdlock", "locks-shared(arg0.*) when false if-untested"},
    {"{pthread_mutex_trylock,pthread_mutex_timedlock,pthread_rwlock_trywrlock,pthread_rwlock_timedwrlock,"
     "pthread_spin_trylock,mtx_trylock,mtx_timedlock}", "locks(arg0.*) when false"},
    {"{pthread_rwlock_tryrdlock,pthread_rwlock_timedrdlock}", "locks-shared(arg0.*) when false"},
    {"{pthread_mutex_unlock,pthread_rwlock_unlock,pthread_spin_unlock,mtx_unlock}", "unlocks(arg0.*)"},
    {"{pthread_cond_wait,cnd_wait}", "waits(arg1.*); joins(arg0.*)"},
    {"{pthread_cond_timedwait,cnd_timedwait}", "may waits(arg1.*); joins(arg0.*)"},

    // Abseil. Older releases take a pointer, newer ones a reference too.
    {"absl::Mutex::{Lock,WriterLock,lock}", "locks(this)"},
    {"absl::Mutex::{ReaderLock,lock_shared}", "locks-shared(this)"},
    {"absl::Mutex::{TryLock,WriterTryLock,try_lock}", "locks(this) when true"},
    {"absl::Mutex::{ReaderTryLock,try_lock_shared}", "locks-shared(this) when true"},
    {"absl::Mutex::{Unlock,WriterUnlock,ReaderUnlock,unlock,unlock_shared}", "unlocks(this)"},
    {"absl::Mutex::{AssertHeld,AssertReaderHeld}", "adopts(this)"},
    {"absl::Mutex::{Await,AwaitWithTimeout,AwaitWithDeadline}", "may waits(this)"},
    {"absl::{MutexLock,WriterMutexLock,ReleasableMutexLock}::(constructor)", "locks(arg0.*, this)"},
    {"absl::ReaderMutexLock::(constructor)", "locks-shared(arg0.*, this)"},
    {"absl::{MutexLock,WriterMutexLock,ReleasableMutexLock}::(constructor)/absl::Mutex", "locks(arg0, this)"},
    {"absl::ReaderMutexLock::(constructor)/absl::Mutex", "locks-shared(arg0, this)"},
    {"absl::ReleasableMutexLock::Release", "unlocks(this)"},
    {"absl::CondVar::Wait", "waits(arg0.*); joins(this)"},
    {"absl::CondVar::{WaitWithTimeout,WaitWithDeadline}", "may waits(arg0.*); joins(this)"},

    // Qt. In Qt 5 how a QMutex was made tells whether it is recursive.
    {"{QMutex,QBasicMutex,QRecursiveMutex}::lock", "locks(this) again"},
    {"{QMutex,QBasicMutex,QRecursiveMutex}::{tryLock,try_lock,try_lock_for,try_lock_until}", "locks(this) when true again"},
    {"{QMutex,QBasicMutex,QRecursiveMutex,QReadWriteLock}::unlock", "unlocks(this)"},
    {"QReadWriteLock::lockForWrite", "locks(this)"},
    {"QReadWriteLock::lockForRead", "locks-shared(this)"},
    {"QReadWriteLock::tryLockForWrite", "locks(this) when true"},
    {"QReadWriteLock::tryLockForRead", "locks-shared(this) when true"},
    {"{QMutexLocker,QWriteLocker}::(constructor)", "locks(arg0.*, this)"},
    {"QReadLocker::(constructor)", "locks-shared(arg0.*, this)"},
    {"{QMutexLocker,QWriteLocker}::relock", "locks(this)"},
    {"QReadLocker::relock", "locks-shared(this)"},
    {"{QMutexLocker,QWriteLocker,QReadLocker}::unlock", "unlocks(this)"},
    {"QWaitCondition::wait", "may waits(arg0.*); joins(this)"},

    // oneTBB: each mutex has a guard of its own.
    {TBB "::{mutex,spin_mutex,speculative_spin_mutex,rw_mutex,spin_rw_mutex,null_mutex}::lock", "locks(this)"},
    {TBB "::{mutex,spin_mutex,speculative_spin_mutex,rw_mutex,spin_rw_mutex,null_mutex}::try_lock", "locks(this) when true"},
    {TBB "::{mutex,spin_mutex,speculative_spin_mutex,rw_mutex,spin_rw_mutex,null_mutex}::{unlock,unlock_shared}", "unlocks(this)"},
    {TBB "::{rw_mutex,spin_rw_mutex}::lock_shared", "locks-shared(this)"},
    {TBB "::{unique_scoped_lock,rw_scoped_lock,queuing_mutex::scoped_lock}::{(constructor),acquire}", "locks(arg0, this)"},
    {TBB "::{unique_scoped_lock,rw_scoped_lock,queuing_mutex::scoped_lock}::try_acquire", "locks(arg0, this) when true"},
    {TBB "::{unique_scoped_lock,rw_scoped_lock,queuing_mutex::scoped_lock}::release", "unlocks(this)"},

    // Folly.
    {"folly::{SpinLock,MicroLock,MicroSpinLock}::lock", "locks(this)"},
    {"folly::{SpinLock,MicroLock,MicroSpinLock}::try_lock", "locks(this) when true"},
    {"folly::{SpinLock,MicroLock,MicroSpinLock}::unlock", "unlocks(this)"},
    {"folly::SharedMutexImpl::lock", "locks(this)"},
    {"folly::SharedMutexImpl::try_lock", "locks(this) when true"},
    {"folly::SharedMutexImpl::lock_shared", "locks-shared(this)"},
    {"folly::SharedMutexImpl::{unlock,unlock_shared}", "unlocks(this)"},

    // What owns its data: a guard leads to it, or a function is run on it.
    {"folly::Synchronized::{lock,wlock}/0", "locks(this, result)"},
    {"folly::Synchronized::rlock/0", "locks-shared(this, result)"},
    {"folly::Synchronized::{tryLock,tryWLock,lock,wlock}", "may locks(this, result)"},
    {"folly::Synchronized::{tryRLock,rlock}", "may locks-shared(this, result)"},
    {"folly::Synchronized::{withLock,withWLock}", "locks(this); runs(arg0) once; unlocks(this)"},
    {"folly::Synchronized::withRLock", "locks-shared(this); runs(arg0) once; unlocks(this)"},
    {"folly::Synchronized::copy/0", "locks-shared(this); unlocks(this)"},
    {"folly::Synchronized::exchange", "locks(this); moves(arg0); unlocks(this)"},
    // The first is none of its members: it says that who holds it must not take it again.
    {"boost::synchronized_value::lock", "locks(this)"},
    {"boost::synchronized_value::{synchronize,unique_synchronize,operator->}/0", "locks(this, result)"},
    {"boost::synchronized_value::get/0", "locks(this); unlocks(this)"},
    {OWNING_GUARDS "::{operator*,operator->,getSynchronized}", "reads(this); alias(this.*)"},
    {OWNING_GUARDS "::{operator bool,owns_lock}", "asks(this) when false; tells(this) when true; pure"},
    {OWNING_GUARDS "::{operator!,isNull}", "asks(this) when true; tells(this) when false; pure"},
    {OWNING_GUARDS "::unlock", "writes(this); unlocks(this)"},
};

llvm::ArrayRef<ModelRow> holdfast::lockRows() { return Rows; }

llvm::ArrayRef<llvm::StringRef> holdfast::lockMembers() {
  static const llvm::StringRef Names[] = {"lock", "Lock"};
  return Names;
}

bool holdfast::isLockOfC(llvm::StringRef Name) {
  return llvm::StringSwitch<bool>(Name)
      .Cases({"pthread_mutex_t", "pthread_rwlock_t", "pthread_spinlock_t", "mtx_t"}, true)
      .Cases({"CRITICAL_SECTION", "SRWLOCK"}, true)
      .Default(false);
}
