// What is posted to an executor that this function does not make, by whatever
// way it gets that, runs on when the function has ended.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "executors.h"
#include "threads.h"

#include <memory>

using boost::asio::io_context;
using boost::asio::post;

// No body: nobody knows which context they give.
struct Session {
  virtual ~Session();
  virtual io_context &context() = 0;
  void flush();
};
struct Server {
  Server();
  io_context &context();
  void drain();
  io_context own;
};
struct User {
  User(io_context &c) : context(c) {}
  virtual ~User();
  void drain();
  io_context &context;
};
struct Buffer {
  Buffer();
  Buffer(Buffer &&other);
  ~Buffer();
};
struct Signal {
  Signal();
  ~Signal();
};
io_context &anyContext();
io_context &contextOf(io_context &other);
tbb::task_group &anyGroup();
void waitFor(bool &done);

// An executor that a call gives.

void givenByAVirtualFunction(Session *session) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  post(session->context(), [&x] { use(x); });
}
void givenByAVirtualFunctionCopied(Session *session) {
  int x = 1;
  post(session->context(), [x] { use(x); });
}
void givenBySharedPointer(std::weak_ptr<Session> weak) {
  std::shared_ptr<Session> session = weak.lock();
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  post(session->context(), [&x] { use(x); });
}
void givenBySharedPointerCopied(std::weak_ptr<Session> weak) {
  std::shared_ptr<Session> session = weak.lock();
  int x = 1;
  post(session->context(), [x] { use(x); });
}
void givenByAFunction() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  post(anyContext(), [&x] { use(x); });
}
void givenByAFunctionCopied() {
  int x = 1;
  post(anyContext(), [x] { use(x); });
}
void givenAndNamed() {
  int x = 1;
  io_context &context = anyContext();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  post(context, [&x] { use(x); });
}
void givenAndNamedCopied() {
  int x = 1;
  io_context &context = anyContext();
  post(context, [x] { use(x); });
}
void givenGroup() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  anyGroup().run([&x] { use(x); });
}
void givenGroupCopied() {
  int x = 1;
  anyGroup().run([x] { use(x); });
}

// It may be waited for under another name.

void givenAndRun() {
  int x = 1;
  io_context &context = anyContext();
  post(context, [&x] { use(x); });
  context.run();
}
void givenAndOnlyStopped() {
  int x = 1;
  io_context &context = anyContext();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  post(context, [&x] { use(x); });
  context.stop();
}
void givenTwiceAndRun() {
  int x = 1;
  post(anyContext(), [&x] { use(x); });
  anyContext().run();
}
void givenGroupIsWaitedFor() {
  int x = 1;
  anyGroup().run([&x] { use(x); });
  anyGroup().wait();
}
void runByItsOwner() {
  Server server;
  int x = 1;
  post(server.context(), [&x] { use(x); });
  server.own.run();
}
void runByWhatItWasMadeOf(io_context &context) {
  int x = 1;
  post(contextOf(context), [&x] { use(x); });
  context.run();
}
void itsOwnerMayWait(Session *session) {
  int x = 1;
  post(session->context(), [&x] { use(x); });
  session->flush();
}
void itsSharedOwnerMayWait(std::weak_ptr<Session> weak) {
  std::shared_ptr<Session> session = weak.lock();
  int x = 1;
  post(session->context(), [&x] { use(x); });
  session->flush();
}
void itsOwnersDestructorMayWait(std::unique_ptr<Session> given) {
  int x = 1;
  std::unique_ptr<Session> session = std::move(given);
  post(session->context(), [&x] { use(x); });
}
void mayBeWaitedForByASign(Session *session) {
  bool done = false;
  post(session->context(), [&done] { done = true; });
  waitFor(done);
}

// A member that is a reference.

void referredTo(std::weak_ptr<User> weak) {
  int x = 1;
  std::shared_ptr<User> user = weak.lock();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  post(user->context, [&x] { use(x); });
}
void referredToCopied(std::weak_ptr<User> weak) {
  int x = 1;
  std::shared_ptr<User> user = weak.lock();
  post(user->context, [x] { use(x); });
}
void whoRefersToItMayWait(std::weak_ptr<User> weak) {
  int x = 1;
  std::shared_ptr<User> user = weak.lock();
  post(user->context, [&x] { use(x); });
  user->drain();
}
void referredToAndRun(std::weak_ptr<User> weak) {
  int x = 1;
  std::shared_ptr<User> user = weak.lock();
  post(user->context, [&x] { use(x); });
  user->context.run();
}
void whoHasItMayWait(Server &server) {
  int x = 1;
  post(server.own, [&x] { use(x); });
  server.drain();
}
void whoHasItIsNotAsked(Server &server) {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  post(server.own, [&x] { use(x); });
}

class Connection : public std::enable_shared_from_this<Connection> {
  io_context &context;

public:
  explicit Connection(io_context &c) : context(c) {}
  ~Connection();
  void update();

  void postsASharedPointer() {
    auto self = shared_from_this();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'self', {{.*}} [holdfast-thread-capture]
    post(context, [&self] { self->update(); });
  }
  void postsASharedPointerCopied() {
    auto self = shared_from_this();
    post(context, [self] { self->update(); });
  }
  // What has been moved out of an object is not waited for by its destructor.
  void postsBesideAMovedObject(Buffer &given) {
    Buffer buffer(std::move(given));
    int error = 1;
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'error', {{.*}} [holdfast-thread-capture]
    post(context, [b = std::move(buffer), &error] { use(error); });
  }
  void postsBesideAMovedObjectCopied(Buffer &given) {
    Buffer buffer(std::move(given));
    int error = 1;
    post(context, [b = std::move(buffer), error] { use(error); });
  }
  void postsBesideAnObjectThatMayWait() {
    int error = 1;
    Signal signal;
    post(context, [&signal, &error] { use(error), use(signal); });
  }
};
