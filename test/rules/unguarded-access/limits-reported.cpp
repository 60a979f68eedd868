// Today's known wrong answers of unguarded-access: FP_ functions are right and
// reported. Mending one moves it to accepts.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,unguarded-access' %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <mutex>
#include <thread>

#define GUARDED_BY(x) __attribute__((guarded_by(x)))

// That no thread uses the object any more where this is called, its caller says.
class FP_EndedByAContract {
public:
  void open(int v) {
    std::lock_guard<std::mutex> g(mu);
    n = v;
  }
  void write(int v) {
    std::lock_guard<std::mutex> g(mu);
    n += v;
  }
  int size() {
    std::lock_guard<std::mutex> g(mu);
    return n;
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'n' is written without 'mu' [holdfast-unguarded-access]
  void close() { n = 0; }

private:
  std::mutex mu;
  int n = 0;
};

// The thread runs under the lock of who waits for it.
struct Account {
  std::mutex m;
  int n GUARDED_BY(m) = 0;
};
void FP_underTheStartersLock(Account &a) {
  std::lock_guard<std::mutex> g(a.m);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a.n' is written without 'a.m', which guards it [holdfast-unguarded-access]
  std::thread t([&] { a.n = 1; });
  t.join();
}
// No other thread knows the object yet.
void FP_ofTheThreadAlone() {
  Account a;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'a.n' is written without 'a.m', which guards it [holdfast-unguarded-access]
  std::thread t([&] { a.n = 1; });
  t.join();
}
