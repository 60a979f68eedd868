// RUN: %holdfast --no-cache --dump=effects %s -- -std=c++20 | FileCheck %s
// What a function does to its caller's locks: which it takes, which it gives
// back, which it leaves held, and by which guard.

#include <mutex>
#include <optional>
#include <shared_mutex>

bool flip();
extern std::mutex global;

struct Box {
  std::mutex m;
  std::shared_mutex rw;
  std::unique_lock<std::mutex> kept;
  int n = 0;

  // CHECK: {{^}}Box::byHand: locks(this.m); unlocks(this.m){{$}}
  void byHand() {
    m.lock();
    m.unlock();
  }
  // CHECK: {{^}}Box::left: locks(this.m){{$}}
  void left() { m.lock(); }
  // CHECK: {{^}}Box::given: unlocks(this.m){{$}}
  void given() { m.unlock(); }
  // CHECK: {{^}}Box::leftOnSomePaths: may locks(this.m){{$}}
  void leftOnSomePaths() {
    if (flip())
      m.lock();
  }
  // CHECK: {{^}}Box::takenOnSomePaths: may locks(this.m); may unlocks(this.m){{$}}
  void takenOnSomePaths() {
    if (flip()) {
      std::lock_guard<std::mutex> g(m);
    }
  }
  // CHECK: {{^}}Box::attempt: locks(this.m) when true{{$}}
  bool attempt() {
    if (!m.try_lock())
      return false;
    return true;
  }
  // CHECK: {{^}}Box::attemptKept: locks(this.m) when true{{$}}
  bool attemptKept() {
    bool got = m.try_lock();
    if (got)
      return true;
    return false;
  }
  // CHECK: {{^}}Box::attemptGivenBack: may locks(this.m); may unlocks(this.m){{$}}
  void attemptGivenBack() {
    if (m.try_lock())
      m.unlock();
  }
  // CHECK: {{^}}Box::guarded: locks(this.m); unlocks(this.m){{$}}
  void guarded() { std::lock_guard<std::mutex> g(m); }
  // CHECK: {{^}}Box::both: locks(this.m); unlocks(this.m); locks(this.rw); unlocks(this.rw){{$}}
  void both() { std::scoped_lock g(m, rw); }
  // CHECK: {{^}}Box::readers: locks-shared(this.rw); unlocks(this.rw){{$}}
  void readers() { std::shared_lock g(rw); }
  // CHECK: {{^}}Box::deferred: none{{$}}
  void deferred() { std::unique_lock<std::mutex> g(m, std::defer_lock); }
  // CHECK: {{^}}Box::deferredThenTaken: locks(this.m); unlocks(this.m){{$}}
  void deferredThenTaken() {
    std::unique_lock<std::mutex> g(m, std::defer_lock);
    g.lock();
  }
  // CHECK: {{^}}Box::adopted: unlocks(this.m){{$}}
  void adopted() { std::lock_guard<std::mutex> g(m, std::adopt_lock); }
  // CHECK: {{^}}Box::disowned: locks(this.m){{$}}
  void disowned() {
    std::unique_lock<std::mutex> g(m);
    g.release();
  }
  // CHECK: {{^}}Box::moved: locks(this.m); unlocks(this.m){{$}}
  void moved() {
    std::unique_lock<std::mutex> g(m);
    std::unique_lock<std::mutex> h = std::move(g);
  }
  // CHECK: {{^}}Box::stored: {{.*}}locks(this.m) -> this.kept{{$}}
  void stored() { kept = std::unique_lock<std::mutex>(m); }
  // CHECK: {{^}}Box::returned: locks(this.m) -> result{{$}}
  std::unique_lock<std::mutex> returned() { return std::unique_lock<std::mutex>(m); }
  // CHECK: {{^}}Box::returnedNamed: locks(this.m) -> result{{$}}
  std::unique_lock<std::mutex> returnedNamed() {
    std::unique_lock<std::mutex> g(m);
    return g;
  }
  // CHECK: {{^}}Box::throughResult: locks(this.m); unlocks(this.m){{$}}
  void throughResult() { auto g = returned(); }
  // Where the guard went, the row of optional's assignment does not say.
  // CHECK: {{^}}Box::inOptional: may locks(this.m); may unlocks(this.m){{$}}
  void inOptional() {
    std::optional<std::unique_lock<std::mutex>> g;
    g = std::unique_lock<std::mutex>(m);
  }
  // CHECK: {{^}}Box::alias: locks(this.m); unlocks(this.m){{$}}
  void alias() {
    std::mutex &r = m;
    std::lock_guard<std::mutex> g(r);
  }
  // CHECK: {{^}}Box::pointer: locks(this.m); unlocks(this.m){{$}}
  void pointer() {
    std::mutex *p = &m;
    p->lock();
    p->unlock();
  }
  // CHECK: {{^}}Box::gap: unlocks(this.m); locks(this.m){{$}}
  void gap() {
    m.unlock();
    m.lock();
  }
  // CHECK: {{^}}Box::owns: may locks(this.m); may unlocks(this.m){{$}}
  void owns() {
    std::unique_lock<std::mutex> g(m, std::defer_lock);
    if (!g.owns_lock())
      g.lock();
  }
};

// CHECK: {{^}}ofArgument: locks(arg0){{$}}
void ofArgument(std::mutex &m) { m.lock(); }
// CHECK: {{^}}ofPointer: locks(arg0.*){{$}}
void ofPointer(std::mutex *m) { m->lock(); }
// CHECK: {{^}}ofGlobal: locks(global); unlocks(global){{$}}
void ofGlobal() { std::lock_guard<std::mutex> g(global); }
// CHECK: {{^}}ofGlobalByHelper: locks(global); unlocks(global){{$}}
void ofGlobalByHelper() { ofGlobal(); }
// CHECK: {{^}}ofLocal: none{{$}}
void ofLocal() {
  std::mutex m;
  m.lock();
}

// The project's own guard and lock, known by their bodies.
struct Guard {
  std::mutex &m;
  explicit Guard(std::mutex &given) : m(given) { m.lock(); }
  ~Guard() { m.unlock(); }
};
struct Pointed {
  std::mutex *m;
  explicit Pointed(std::mutex *given) : m(given) { m->lock(); }
  ~Pointed() { m->unlock(); }
};
class Own {
public:
  void lock() { inner.lock(); }
  void unlock() { inner.unlock(); }

private:
  std::mutex inner;
};
// CHECK: {{^}}ownGuard: locks(global); unlocks(global){{$}}
void ownGuard() { Guard g(global); }
// CHECK: {{^}}ownGuardTwice: locks(arg0); unlocks(arg0){{$}}
void ownGuardTwice(std::mutex &m) {
  { Guard g(m); }
  Guard g(m);
}
// CHECK: {{^}}pointedGuard: locks(arg0.m); unlocks(arg0.m){{$}}
void pointedGuard(Box &b) { Pointed g(&b.m); }
// CHECK: {{^}}ownLock: locks(arg0.inner); unlocks(arg0.inner){{$}}
void ownLock(Own &o) { std::lock_guard<Own> g(o); }
// CHECK: {{^}}ownLockByHand: locks(arg0.inner); unlocks(arg0.inner){{$}}
void ownLockByHand(Own &o) {
  o.lock();
  o.unlock();
}
