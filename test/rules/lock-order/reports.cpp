// Locks that are taken in opposite orders by two functions, themselves or through
// what they call. Each case has a silent twin beside it. The drivers of run/ let
// two threads do both, one after the other: ThreadSanitizer sees the orders.
//
// RUN: not %holdfast --no-cache --quiet --rules=-*,lock-order %s -- -std=c++20 -I %S/../Inputs 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <mutex>
#include <shared_mutex>
#include <thread>

using Guard = std::lock_guard<std::mutex>;

template <class A, class B> void both(A a, B b) {
  std::thread(a).join();
  std::thread(b).join();
}

struct TwoMembers {
  void first() {
    Guard g(a);
    Guard h(b);
    ++n;
  }
  void second() {
    Guard g(b);
    // CHECK: :[[@LINE+5]]:{{[0-9]+}}: warning: 'TwoMembers::a' is locked while 'TwoMembers::b' is held, but 'TwoMembers::first' locks 'TwoMembers::b' while it holds 'TwoMembers::a': two threads may wait for each other forever [holdfast-lock-order]
    // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: 'TwoMembers::b' is locked here
    // CHECK: :[[@LINE-8]]:{{[0-9]+}}: note: in 'TwoMembers::first', 'TwoMembers::a' is locked here
    // CHECK: :[[@LINE-8]]:{{[0-9]+}}: note: in 'TwoMembers::first', 'TwoMembers::b' is locked while 'TwoMembers::a' is held
    // CHECK: help: always lock 'TwoMembers::a' first, or let go of 'TwoMembers::b' before
    Guard h(a);
    ++n;
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  std::mutex a, b;
  int n = 0;
};
struct TwoMembersOneOrder {
  void first() {
    Guard g(a);
    Guard h(b);
    ++n;
  }
  void second() {
    Guard g(a);
    Guard h(b);
    ++n;
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  std::mutex a, b;
  int n = 0;
};

struct ByHand {
  void first() {
    a.lock();
    b.lock();
    b.unlock();
    a.unlock();
  }
  void second() {
    b.lock();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'ByHand::a' is locked while 'ByHand::b' is held, but 'ByHand::first' locks
    a.lock();
    a.unlock();
    b.unlock();
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  std::mutex a, b;
};
struct ByHandAfterUnlock {
  void first() {
    a.lock();
    b.lock();
    b.unlock();
    a.unlock();
  }
  void second() {
    b.lock();
    b.unlock();
    a.lock();
    a.unlock();
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  std::mutex a, b;
};

struct ThroughCallees {
  void addToB() {
    Guard g(b);
    ++n;
  }
  void addByHelper() { addToB(); }
  void first() {
    Guard g(a);
    addByHelper();
  }
  void second() {
    Guard g(b);
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: warning: 'ThroughCallees::a' is locked while 'ThroughCallees::b' is held, but 'ThroughCallees::first' locks
    // CHECK: :[[@LINE-6]]:{{[0-9]+}}: note: in 'ThroughCallees::first', 'ThroughCallees::a' is locked here
    // CHECK: :[[@LINE-6]]:{{[0-9]+}}: note: in 'ThroughCallees::first', 'ThroughCallees::addByHelper' locks 'ThroughCallees::b' through 'ThroughCallees::addToB' while 'ThroughCallees::a' is held
    Guard h(a);
    ++n;
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  std::mutex a, b;
  int n = 0;
};
struct ThroughCalleesAfterUnlock {
  void addToB() {
    Guard g(b);
    ++n;
  }
  void addByHelper() { addToB(); }
  void first() {
    { Guard g(a); }
    addByHelper();
  }
  void second() {
    Guard g(b);
    Guard h(a);
    ++n;
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  std::mutex a, b;
  int n = 0;
};

struct Server;
struct Session {
  std::mutex mutex;
  Server *server = nullptr;
  int pings = 0;
  void ping() {
    Guard g(mutex);
    ++pings;
  }
  void close();
};
struct Server {
  std::mutex mutex;
  Session *session = nullptr;
  int sessions = 1;
  void remove() {
    Guard g(mutex);
    --sessions;
  }
  void pingAll();
  void start() {
    Session of;
    of.server = this, session = &of;
    both([&] { pingAll(); }, [&] { of.close(); });
  }
};
void Session::close() {
  Guard g(mutex);
  server->remove();
}
void Server::pingAll() {
  Guard g(mutex);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'Session::ping' locks 'Session::mutex' while 'Server::mutex' is held, but 'Session::close' locks 'Server::mutex' while it holds 'Session::mutex': two threads may wait for each other forever
  session->ping();
}

struct Hub;
struct Peer {
  std::mutex mutex;
  Hub *hub = nullptr;
  int pings = 0;
  void ping() {
    Guard g(mutex);
    ++pings;
  }
  void close();
};
struct Hub {
  std::mutex mutex;
  Peer *peer = nullptr;
  int peers = 1;
  void remove() {
    Guard g(mutex);
    --peers;
  }
  void pingAll();
  void start() {
    Peer of;
    of.hub = this, peer = &of;
    both([&] { pingAll(); }, [&] { of.close(); });
  }
};
void Peer::close() {
  Guard g(mutex);
  hub->remove();
}
void Hub::pingAll() {
  { Guard g(mutex); }
  peer->ping();
}

struct Exchanged {
  std::mutex mutex;
  int n = 0;
  void takeFrom(Exchanged &other) {
    Guard g(mutex);
    // CHECK: :[[@LINE+3]]:{{[0-9]+}}: warning: 'Exchanged::mutex' is locked while the same lock of another object is held: 'Exchanged::takeFrom' with the two exchanged, in another thread, locks them in the opposite order [holdfast-lock-order]
    // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: the other is locked here
    // CHECK: help: lock both at once with std::scoped_lock, or always in the order of their addresses
    Guard h(other.mutex);
    n += other.n;
  }
  void start() {
    Exchanged other;
    both([&] { takeFrom(other); }, [&] { other.takeFrom(*this); });
  }
};
struct TakenTogether {
  std::mutex mutex;
  int n = 0;
  void takeFrom(TakenTogether &other) {
    std::scoped_lock g(mutex, other.mutex);
    n += other.n;
  }
  void start() {
    TakenTogether other;
    both([&] { takeFrom(other); }, [&] { other.takeFrom(*this); });
  }
};

struct Account {
  std::mutex mutex;
  int balance = 0;
  void add(int by) {
    Guard g(mutex);
    balance += by;
  }
};
struct Transfer {
  static void transfer(Account &from, Account &to, int by) {
    Guard g(from.mutex);
    from.balance -= by;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'Account::add' locks 'Account::mutex' while the same lock of another object is held: 'Transfer::transfer' with the two exchanged
    to.add(by);
  }
  void start() {
    Account a, b;
    both([&] { transfer(a, b, 1); }, [&] { transfer(b, a, 1); });
  }
};
struct TransferAfterUnlock {
  static void transfer(Account &from, Account &to, int by) {
    { Guard g(from.mutex); }
    from.balance -= by;
    to.add(by);
  }
  void start() {
    Account a, b;
    both([&] { transfer(a, b, 1); }, [&] { transfer(b, a, 1); });
  }
};

struct WriterAndReader {
  void first() {
    std::shared_lock<std::shared_mutex> g(a);
    Guard h(b);
    ++n;
  }
  void second() {
    Guard g(b);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'WriterAndReader::a' is locked while 'WriterAndReader::b' is held
    std::unique_lock<std::shared_mutex> h(a);
    ++n;
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  std::shared_mutex a;
  std::mutex b;
  int n = 0;
};

// Not run: ThreadSanitizer takes readers for writers here.
struct ReadersOnly {
  void first() {
    std::shared_lock<std::shared_mutex> g(a);
    Guard h(b);
    ++n;
  }
  void second() {
    Guard g(b);
    std::shared_lock<std::shared_mutex> h(a);
    ++n;
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  std::shared_mutex a;
  std::mutex b;
  int n = 0;
};

struct Circle {
  void first() {
    Guard g(a);
    Guard h(b);
    ++n;
  }
  void second() {
    Guard g(b);
    Guard h(c);
    ++n;
  }
  void third() {
    Guard g(c);
    // CHECK: :[[@LINE+4]]:{{[0-9]+}}: warning: 'Circle::a' is locked while 'Circle::c' is held, but others lock these in a circle: two threads may wait for each other forever
    // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: 'Circle::c' is locked here
    // CHECK: :[[@LINE-12]]:{{[0-9]+}}: note: in 'Circle::first', 'Circle::b' is locked while 'Circle::a' is held
    // CHECK: :[[@LINE-8]]:{{[0-9]+}}: note: in 'Circle::second', 'Circle::c' is locked while 'Circle::b' is held
    Guard h(a);
    ++n;
  }
  void start() {
    both([this] { first(), second(); }, [this] { third(); });
  }
  std::mutex a, b, c;
  int n = 0;
};
struct NoCircle {
  void first() {
    Guard g(a);
    Guard h(b);
    ++n;
  }
  void second() {
    Guard g(b);
    Guard h(c);
    ++n;
  }
  void third() {
    Guard g(a);
    Guard h(c);
    ++n;
  }
  void start() {
    both([this] { first(), second(); }, [this] { third(); });
  }
  std::mutex a, b, c;
  int n = 0;
};

void inClosures() {
  std::mutex a, b;
  std::thread t([&] {
    Guard g(a);
    Guard h(b);
  });
  t.join();
  Guard g(b);
  // CHECK: :[[@LINE+4]]:{{[0-9]+}}: warning: 'a' is locked while 'b' is held, but 'inClosures' locks 'b' while it holds 'a'
  // CHECK: :[[@LINE-2]]:{{[0-9]+}}: note: 'b' is locked here
  // CHECK: :[[@LINE-7]]:{{[0-9]+}}: note: in 'inClosures', 'a' is locked here
  // CHECK: :[[@LINE-9]]:{{[0-9]+}}: note: in 'inClosures', a closure in 'inClosures' locks 'b' while 'a' is held
  Guard h(a);
}
void inClosuresOneOrder() {
  std::mutex a, b;
  std::thread t([&] {
    Guard g(a);
    Guard h(b);
  });
  t.join();
  Guard g(a);
  Guard h(b);
}

void lockBoth(std::mutex &first, std::mutex &second) {
  Guard g(first);
  Guard h(second);
}
void byParameters() {
  std::mutex a, b;
  lockBoth(a, b);
  // CHECK: :[[@LINE+1]]:3: warning: 'lockBoth' locks 'a' while 'b' is held, but 'byParameters' locks 'b' while it holds 'a'
  lockBoth(b, a);
}
void byParametersOneOrder() {
  std::mutex a, b;
  lockBoth(a, b);
  lockBoth(a, b);
}

std::mutex early, late;
void globals() {
  both(
      [] {
        Guard g(early);
        Guard h(late);
      },
      [] {
        Guard g(late);
        // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'early' is locked while 'late' is held, but a closure in 'globals' locks 'late' while it holds 'early'
        Guard h(early);
      });
}
std::mutex sooner, later;
void globalsOneOrder() {
  both(
      [] {
        Guard g(sooner);
        Guard h(later);
      },
      [] {
        Guard g(sooner);
        Guard h(later);
      });
}

struct Pair {
  std::mutex mutex;
};
Pair left, right;
void partsOfGlobals() {
  {
    Guard g(left.mutex);
    Guard h(right.mutex);
  }
  Guard g(right.mutex);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'left.mutex' is locked while 'right.mutex' is held, but 'partsOfGlobals' locks 'right.mutex' while it holds 'left.mutex'
  Guard h(left.mutex);
}
Pair upper, lower;
void partsOfGlobalsOneOrder() {
  {
    Guard g(upper.mutex);
    Guard h(lower.mutex);
  }
  Guard g(upper.mutex);
  Guard h(lower.mutex);
}

class Spin {
public:
  void lock() { inner.lock(); }
  void unlock() { inner.unlock(); }

private:
  std::mutex inner;
};
struct SpinGuard {
  Spin &of;
  explicit SpinGuard(Spin &given) : of(given) { of.lock(); }
  ~SpinGuard() { of.unlock(); }
};
struct OwnLocks {
  void first() {
    SpinGuard g(a);
    SpinGuard h(b);
    ++n;
  }
  void second() {
    SpinGuard g(b);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'SpinGuard' locks 'OwnLocks::a' through 'Spin::lock' while 'OwnLocks::b' is held, but 'OwnLocks::first' locks 'OwnLocks::b' while it holds 'OwnLocks::a'
    SpinGuard h(a);
    ++n;
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  Spin a, b;
  int n = 0;
};
struct OwnLocksOneOrder {
  void first() {
    SpinGuard g(a);
    SpinGuard h(b);
    ++n;
  }
  void second() {
    SpinGuard g(a);
    SpinGuard h(b);
    ++n;
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  Spin a, b;
  int n = 0;
};

// Not run: ThreadSanitizer does not ask for the outer lock.
struct UnderOneOuterLock {
  void first() {
    Guard o(outer);
    Guard g(a);
    Guard h(b);
  }
  void second() {
    Guard o(outer);
    Guard g(b);
    Guard h(a);
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  std::mutex outer, a, b;
};
struct UnderTwoOuterLocks {
  void first() {
    Guard o(outer);
    Guard g(a);
    Guard h(b);
  }
  void second() {
    Guard o(other);
    Guard g(b);
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'UnderTwoOuterLocks::a' is locked while 'UnderTwoOuterLocks::b' is held
    Guard h(a);
  }
  void start() {
    both([this] { first(); }, [this] { second(); });
  }
  std::mutex outer, other, a, b;
};
