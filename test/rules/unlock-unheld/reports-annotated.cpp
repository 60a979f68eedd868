// A lock is given back of which an annotation would say that the caller holds it.
// Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unlock-unheld' %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "thread_safety.h"

#include <mutex>

struct Account {
  Mutex mu;
  Mutex unnamed; // no annotation speaks of it
  std::mutex plain;
  int n GUARDED_BY(mu) = 0;
  int m GUARDED_BY(plain) = 0;

  void unheld() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it is not held [holdfast-unlock-unheld]
    mu.Unlock();
  }
  void heldAsItSays() RELEASE(mu) { mu.Unlock(); }
  void heldAsItNeeds() REQUIRES(mu) {
    mu.Unlock();
    mu.Lock();
  }
  void held() {
    mu.Lock();
    n = 1;
    mu.Unlock();
  }
  void unnamedUnheld() { unnamed.Unlock(); }
  void plainUnheld() { plain.unlock(); }
  void unchecked() NO_THREAD_SAFETY_ANALYSIS { mu.Unlock(); }

  void onOnePath() {
    if (flip())
      mu.Lock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it may not be held
    mu.Unlock();
  }
  void onOneCondition(bool b) {
    if (b)
      mu.Lock();
    use(b);
    if (b)
      mu.Unlock();
  }
  void afterAnAttempt() {
    if (mu.TryLock())
      mu.Unlock();
  }

  // What a body of the unit does is told there.
  void helper() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'mu' is unlocked while it is not held
    mu.Unlock();
    mu.Lock();
  }
  void callsHelper() { helper(); }

  // What the callee may do with the caller's lock, nobody knows.
  void unknown(Mutex &given);
  void asItNeedsAfterACallee() REQUIRES(mu) {
    unknown(mu);
    mu.Unlock();
    mu.Lock();
  }
};

// A guard's own function gives back what the guard holds.
class SCOPED_CAPABILITY Guard {
public:
  explicit Guard(Account *of) ACQUIRE(of->mu);
  ~Guard();
  void leave() RELEASE() { account->mu.Unlock(); }

private:
  Account *account;
};
