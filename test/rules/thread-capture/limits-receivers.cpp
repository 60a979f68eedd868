// `this` handed to a function without a body: nobody knows whether it keeps the
// closure, so only strict mode says so. FN_ functions are wrong and nothing is
// said; the line "Right:" tells what should be. Mending one moves it to reports.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture' --strict %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s --implicit-check-not='error:' \
// RUN:   --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <memory>

// No body: nobody knows how long these keep what they are given.
struct Timer {
  Timer();
  ~Timer();
  void every(int seconds, std::function<void()> callback);
  void cancel();
};
struct Loop {
  void post(std::function<void()> callback);
  void stop();
  void remove(const void *owner);
  static Loop &instance();
};
class FN_HandsThisToAParameter {
  int value = 0;

public:
  // Right: warning, as in strict mode
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'this' may be used by 'loop' after the object has died
  void start(Loop &loop) { loop.post([this] { use(value); }); }
};
class HandsAValueToAParameter {
  int value = 0;

public:
  void start(Loop &loop) {
    loop.post([value = value] { use(value); });
  }
};
class FN_HandsThisToASingleton {
  int value = 0;

public:
  // Right: warning, as in strict mode
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'this' may be used by 'Loop::instance()' after the object has died
  void start() { Loop::instance().post([this] { use(value); }); }
};
class RemovesItselfFromTheSingleton {
  int value = 0;

public:
  void start() {
    Loop::instance().post([this] { use(value); });
  }
  ~RemovesItselfFromTheSingleton() { Loop::instance().remove(this); }
};
class FN_HandsThisToAReferenceMember {
  Loop &loop;
  int value = 0;

public:
  explicit FN_HandsThisToAReferenceMember(Loop &l) : loop(l) {}
  // Right: warning, as in strict mode
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'this' may be used by 'loop' after the object has died
  void start() { loop.post([this] { use(value); }); }
};
class StopsItsReferenceMember {
  Loop &loop;
  int value = 0;

public:
  explicit StopsItsReferenceMember(Loop &l) : loop(l) {}
  void start() {
    loop.post([this] { use(value); });
  }
  ~StopsItsReferenceMember() { loop.stop(); }
};
class StopsItsReferenceMemberInAFunction {
  Loop &loop;
  int value = 0;
  void shutdown() { loop.stop(); }

public:
  explicit StopsItsReferenceMemberInAFunction(Loop &l) : loop(l) {}
  void start() {
    loop.post([this] { use(value); });
  }
  ~StopsItsReferenceMemberInAFunction() { shutdown(); }
};
class FN_HandsThisToASharedTimer {
  std::shared_ptr<Timer> timer;
  int value = 0;

public:
  // Right: warning: 'this' may be used by 'timer' after the object has died
  void start() { timer->every(1, [this] { use(value); }); }
};
class CancelsItsSharedTimer {
  std::shared_ptr<Timer> timer;
  int value = 0;

public:
  void start() {
    timer->every(1, [this] { use(value); });
  }
  ~CancelsItsSharedTimer() { timer->cancel(); }
};
class HandsThisToItsOwnTimer {
  int value = 0;
  Timer timer;

public:
  void start() {
    timer.every(1, [this] { use(value); });
  }
};
class HandsThisToItsUniqueTimer {
  int value = 0;
  std::unique_ptr<Timer> timer = std::make_unique<Timer>();

public:
  void start() {
    timer->every(1, [this] { use(value); });
  }
};
class SharesItselfWithTheLoop : public std::enable_shared_from_this<SharesItselfWithTheLoop> {
  int value = 0;

public:
  void start(Loop &loop) {
    loop.post([self = shared_from_this()] { use(self->value); });
  }
};
class SharesItselfWeaklyWithTheLoop : public std::enable_shared_from_this<SharesItselfWeaklyWithTheLoop> {
  int value = 0;

public:
  void start(Loop &loop) {
    loop.post([weak = weak_from_this()] {
      if (auto self = weak.lock())
        use(self->value);
    });
  }
};
class KnowsThatItRunsNow {
  int value = 0;
  template <class F> static void runNow(F &&f) { f(); }

public:
  void start() {
    runNow([this] { use(value); });
  }
};
