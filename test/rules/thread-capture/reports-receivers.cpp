// A closure with `this` that somebody keeps whose life is not the object's may
// be run when the object has died: a warning. Each wrong case has a twin that
// differs in who keeps it, or in what the destructor does.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s --implicit-check-not='error:' \
// RUN:   --implicit-check-not='warning:'

#include "executors.h"
#include "threads.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

class Loop {
  std::vector<std::function<void()>> callbacks;
  std::map<int, std::function<void()>> timers;
  std::function<void()> last;
  int pending = 0;

public:
  void post(std::function<void()> callback) { callbacks.push_back(std::move(callback)); }
  void postCopy(const std::function<void()> &callback) { callbacks.push_back(callback); }
  template <class F> void emplace(F &&callback) { callbacks.emplace_back(std::forward<F>(callback)); }
  void at(int second, std::function<void()> callback) { timers[second] = std::move(callback); }
  void atEnd(std::function<void()> callback) { last = std::move(callback); }
  void postTwice(std::function<void()> callback) {
    postCopy(callback);
    post(std::move(callback));
  }
  void runNow(std::function<void()> callback) {
    ++pending;
    callback();
    --pending;
  }
  void forget(const void *owner);
  void stop();
  static Loop &instance();
};

class HandsThisToAParameter {
  int value = 0;

public:
  // CHECK: :[[@LINE+1]]:39: warning: 'this' may be used by 'loop' after the object has died [holdfast-thread-capture]
  void start(Loop &loop) { loop.post([this] { use(value); }); }
  // CHECK: :[[@LINE-1]]:28: note: the closure is given away here
  // CHECK: :24:47: note: and kept here
  // CHECK: help: let the closure hold a shared or weak pointer to the object, or let the destructor take it back from 'loop'
};
class HandsThisTwice {
  int value = 0;

public:
  void start(Loop &loop, Loop &other) {
    // CHECK: :[[@LINE+1]]:16: warning: 'this' may be used by 'loop' after the object has died [holdfast-thread-capture]
    loop.post([this] { use(value); });
    loop.post([this] { use(value + 1); });
    // CHECK: :[[@LINE-1]]:15: note: so may it by this closure
    // CHECK: :[[@LINE+1]]:17: warning: 'this' may be used by 'other' after the object has died [holdfast-thread-capture]
    other.post([this] { use(value); });
  }
};
class HandsAValueToAParameter {
  int value = 0;

public:
  void start(Loop &loop) { loop.post([value = value] { use(value); }); }
};
class RunsItAtOnce {
  int value = 0;

public:
  void start(Loop &loop) { loop.runNow([this] { use(value); }); }
};
class CopiesItself {
  int value = 0;

public:
  void start(Loop &loop) { loop.post([*this] { use(value); }); }
};

class HandsThisToAReferenceMember {
  Loop &loop;
  int value = 0;

public:
  explicit HandsThisToAReferenceMember(Loop &l) : loop(l) {}
  // CHECK: :[[@LINE+1]]:30: warning: 'this' may be used by 'loop' after
  void start() { loop.atEnd([this] { use(value); }); }
};
class StopsItsReferenceMember {
  Loop &loop;
  int value = 0;

public:
  explicit StopsItsReferenceMember(Loop &l) : loop(l) {}
  ~StopsItsReferenceMember() { loop.stop(); }
  void start() { loop.atEnd([this] { use(value); }); }
};
class StopsItInAFunction {
  Loop &loop;
  int value = 0;
  void shutdown() { loop.stop(); }

public:
  explicit StopsItInAFunction(Loop &l) : loop(l) {}
  ~StopsItInAFunction() { shutdown(); }
  void start() { loop.atEnd([this] { use(value); }); }
};
class EndsSomewhereElse {
  Loop &loop;
  int value = 0;

public:
  explicit EndsSomewhereElse(Loop &l) : loop(l) {}
  ~EndsSomewhereElse();
  void start() { loop.atEnd([this] { use(value); }); }
};

class HandsThisToASingleton {
  int value = 0;

public:
  // CHECK: :[[@LINE+1]]:42: warning: 'this' may be used by 'Loop::instance()' after
  void start() { Loop::instance().at(1, [this] { use(value); }); }
};
class TakesItselfBackFromTheSingleton {
  int value = 0;

public:
  ~TakesItselfBackFromTheSingleton() { Loop::instance().forget(this); }
  void start() { Loop::instance().at(1, [this] { use(value); }); }
};

struct Hall {
  Loop &loop();
};
class HandsThisToWhatAMemberGives {
  Hall *hall = nullptr;
  int value = 0;

public:
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: warning: 'this' may be used by 'hall->loop()' after
  void start() { hall->loop().post([this] { use(value); }); }
};
class HandsAValueToWhatAMemberGives {
  Hall *hall = nullptr;
  int value = 0;

public:
  void start() { hall->loop().post([value = value] { use(value); }); }
};

class HandsThisToASharedLoop {
  std::shared_ptr<Loop> loop;
  int value = 0;

public:
  // CHECK: :[[@LINE+1]]:33: warning: 'this' may be used by 'loop' after
  void start() { loop->emplace([this] { use(value); }); }
};
class HandsThisToItsOwnLoop {
  std::unique_ptr<Loop> loop;
  int value = 0;

public:
  void start() { loop->emplace([this] { use(value); }); }
};
class HasALoop {
  Loop loop;
  int value = 0;

public:
  void start() { loop.postCopy([this] { use(value); }); }
};
class MakesALoop {
  int value = 0;

public:
  void start() {
    Loop loop;
    loop.postCopy([this] { use(value); });
  }
};

class HandsAllToTheLoop {
  Loop *loop = nullptr;
  int value = 0;

public:
  // CHECK: :[[@LINE+1]]:34: warning: 'this' may be used by 'loop' after
  void start() { loop->postTwice([&] { use(value); }); }
};

// A library's executor.

class PostsToAContext {
  boost::asio::io_context &context;
  int value = 0;

public:
  explicit PostsToAContext(boost::asio::io_context &c) : context(c) {}
  void start() {
    // CHECK: :[[@LINE+2]]:33: warning: 'this' may be used by 'context' after
    // CHECK: note: the closure runs later, wherever 'context' runs what it is given
    boost::asio::post(context, [this] { use(value); });
  }
};
class StopsTheContext {
  boost::asio::io_context &context;
  int value = 0;

public:
  explicit StopsTheContext(boost::asio::io_context &c) : context(c) {}
  ~StopsTheContext() { context.stop(); }
  void start() { boost::asio::post(context, [this] { use(value); }); }
};
class PostsToItsOwnContext {
  int value = 0;
  boost::asio::io_context context;

public:
  void start() { boost::asio::post(context, [this] { use(value); }); }
};

class SharesItself : public std::enable_shared_from_this<SharesItself> {
  int value = 0;

public:
  void start(Loop &loop) {
    loop.post([this, self = shared_from_this()] { use(self->value + value); });
  }
  void startWeakly(Loop &loop) {
    loop.post([this, weak = weak_from_this()] {
      if (auto self = weak.lock())
        use(value);
    });
  }
  void startLater(Loop &loop) {
    auto self = shared_from_this();
    loop.post([this, self] { use(value); });
  }
};

// Where one default borrows what surely dies as well, that is told.
class LendsALocalToo {
  boost::asio::io_context &context;
  int value = 0;

public:
  explicit LendsALocalToo(boost::asio::io_context &context) : context(context) {}
  void start(int more) {
    // CHECK: :[[@LINE+1]]:32: error: closure that runs later borrows 'more', which dies before that [holdfast-thread-capture]
    boost::asio::post(context, [&] { use(value + more); });
  }
  void startAlone(int more) {
    // CHECK: :[[@LINE+1]]:32: warning: 'this' may be used by 'context' after the object has died [holdfast-thread-capture]
    boost::asio::post(context, [=] { use(value + more); });
  }
};
