// What the cases need of folly::Synchronized and boost::synchronized_value, after
// their documented interfaces.

#ifndef HOLDFAST_TEST_SYNCHRONIZED_H
#define HOLDFAST_TEST_SYNCHRONIZED_H
#pragma clang system_header

#include <mutex>

namespace folly {

class SharedMutex;

/// A guard that leads to the data; null where an attempt has failed.
template <class Owner, class T> class LockedPtr {
public:
  LockedPtr(LockedPtr &&other) noexcept;
  LockedPtr &operator=(LockedPtr &&other) noexcept;
  ~LockedPtr();
  T &operator*() const;
  T *operator->() const;
  explicit operator bool() const;
  bool isNull() const;
  void unlock();
};

template <class Derived, class T> class SynchronizedBase {
public:
  using WPtr = LockedPtr<Derived, T>;
  using RPtr = LockedPtr<const Derived, const T>;
  WPtr lock();
  WPtr wlock();
  RPtr rlock() const;
  WPtr tryWLock();
  template <class F> auto withLock(F &&f) { return f(*lock()); }
  template <class F> auto withWLock(F &&f) { return f(*wlock()); }
  template <class F> auto withRLock(F &&f) const { return f(*rlock()); }
};

template <class T, class Mutex = SharedMutex> class Synchronized : public SynchronizedBase<Synchronized<T, Mutex>, T> {
public:
  Synchronized();
  explicit Synchronized(T data);
  T copy() const;
};

} // namespace folly

namespace boost {

template <class T, class Lockable> class strict_lock_ptr {
public:
  strict_lock_ptr(strict_lock_ptr &&other);
  ~strict_lock_ptr();
  T &operator*();
  T *operator->();
};

template <class T, class Lockable = std::mutex> class synchronized_value {
public:
  synchronized_value();
  strict_lock_ptr<T, Lockable> operator->();
  strict_lock_ptr<T, Lockable> synchronize();
  T get() const;
};

} // namespace boost

#endif
