// Today's known wrong answers of double-lock: FP_ functions are correct and
// reported. Mending one moves it to accepts.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,double-lock' %s -- -std=c++20 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <mutex>

int work();
struct Poisoned {};

// A call that takes a lock and throws has given it back on the way out.
class Value {
public:
  class Guard {
  public:
    explicit Guard(std::mutex &m) : m(&m) {}
    Guard(const Guard &) = delete;
    ~Guard() { m->unlock(); }

  private:
    std::mutex *m;
  };
  Guard take() {
    m.lock();
    if (work()) {
      m.unlock();
      throw Poisoned();
    }
    return Guard(m);
  }

private:
  std::mutex m;
};
void FP_aLockThatThrows(Value &value) {
  try {
    (void)value.take();
  } catch (const Poisoned &) {
  }
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'take' locks 'value.m', which may be held already here [holdfast-double-lock]
  (void)value.take();
}
