// Today's known wrong answers of unguarded-access: FP_ functions are right and
// reported. Mending one moves it to accepts.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access' %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <mutex>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))

// Nobody else can reach an object that deletes itself; a destructor needs no
// lock.
struct Entry {
  std::mutex m;
  int *rep GUARDED_BY(m) = nullptr;
  ~Entry() {
    if (rep)
      delete rep;
  }
  void FP_deletesItself() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'rep' is read without 'm', which guards it [holdfast-unguarded-access]
    delete this;
  }
};

// What an rvalue reference is bound to is known to nobody else.
class FP_SourceOfAMoveAssignment {
public:
  FP_SourceOfAMoveAssignment &operator=(FP_SourceOfAMoveAssignment &&o) {
    std::lock_guard<std::mutex> g(mu);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'o.n' is read without 'o.mu' [holdfast-unguarded-access]
    n = o.n;
    return *this;
  }
  void set(int v) {
    std::lock_guard<std::mutex> g(mu);
    n = v;
  }
  int get() {
    std::lock_guard<std::mutex> g(mu);
    return n;
  }

private:
  std::mutex mu;
  int n = 0;
};
