// A function that asserts that a lock is held is one of those that hold it. Each case has a silent twin, or one that
// is reported, with one token less. The assertion's own body is often empty, and the lock in an object of its own.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,unguarded-access %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <mutex>

class Mutex {
public:
  void Lock() { mu_.lock(); }
  void Unlock() { mu_.unlock(); }
  void AssertHeld() {}

private:
  std::mutex mu_;
};

class Asserted {
public:
  void set(int v) {
    mutex_.Lock();
    n_ = v;
    mutex_.Unlock();
  }
  void add(int v) {
    mutex_.Lock();
    n_ += v;
    mutex_.Unlock();
  }
  int get() {
    mutex_.Lock();
    const int Now = n_;
    mutex_.Unlock();
    return Now;
  }
  void clear() {
    mutex_.AssertHeld();
    n_ = 0;
    tell();
  }

private:
  void tell() { n_ = 1; }
  Mutex mutex_;
  int n_ = 0;
};

class NotAsserted {
public:
  void set(int v) {
    mutex_.Lock();
    n_ = v;
    mutex_.Unlock();
  }
  void add(int v) {
    mutex_.Lock();
    n_ += v;
    mutex_.Unlock();
  }
  int get() {
    mutex_.Lock();
    const int Now = n_;
    mutex_.Unlock();
    return Now;
  }
  // CHECK: :[[@LINE+2]]:{{[0-9]+}}: warning: 'n_' is written without 'mutex_' [holdfast-unguarded-access]
  void clear() {
    n_ = 0;
  }

private:
  Mutex mutex_;
  int n_ = 0;
};

// What is given back afterwards is held no longer.
class GivenBack {
public:
  void set(int v) {
    mutex_.Lock();
    n_ = v;
    mutex_.Unlock();
  }
  void add(int v) {
    mutex_.Lock();
    n_ += v;
    mutex_.Unlock();
  }
  int get() {
    mutex_.Lock();
    const int Now = n_;
    mutex_.Unlock();
    return Now;
  }
  void clear() {
    mutex_.AssertHeld();
    mutex_.Unlock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n_' is written without 'mutex_' [holdfast-unguarded-access]
    n_ = 0;
    mutex_.Lock();
    n_ = 1;
  }

private:
  Mutex mutex_;
  int n_ = 0;
};

// One of two locks is not any.
class UnderAnother {
public:
  void set(int v) {
    mutex_.Lock();
    n_ = v;
    mutex_.Unlock();
  }
  void add(int v) {
    mutex_.Lock();
    n_ += v;
    mutex_.Unlock();
  }
  int get() {
    mutex_.Lock();
    const int Now = n_;
    mutex_.Unlock();
    return Now;
  }
  int logged() {
    log_.Lock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n_' is read without 'mutex_' [holdfast-unguarded-access]
    const int Now = n_;
    log_.Unlock();
    return Now;
  }

private:
  Mutex mutex_, log_;
  int n_ = 0;
};

// What is written where an object is opened and elsewhere, too, is not constant.
class Opened {
public:
  void open(int v) {
    mutex_.Lock();
    n_ = v;
    mutex_.Unlock();
  }
  void opened(int v) {
    mutex_.Lock();
    n_ = v;
    mutex_.Unlock();
  }
  int get() {
    mutex_.Lock();
    const int Now = n_;
    mutex_.Unlock();
    return Now;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n_' is read without 'mutex_' [holdfast-unguarded-access]
  int peek() { return n_; }

private:
  Mutex mutex_;
  int n_ = 0;
};

// A closure in a function that says nothing of when it runs.
class MarkedAtAnyTime {
public:
  void set(int v) {
    mutex_.Lock();
    n_ = v;
    mutex_.Unlock();
  }
  void add(int v) {
    mutex_.Lock();
    n_ += v;
    mutex_.Unlock();
  }
  int get() {
    mutex_.Lock();
    const int Now = n_;
    mutex_.Unlock();
    return Now;
  }
  template <class F> void forAll(F f) { f(); }
  void markAllNow() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n_' is written without 'mutex_' [holdfast-unguarded-access]
    forAll([this] { n_ = 1; });
  }

private:
  Mutex mutex_;
  int n_ = 0;
};
