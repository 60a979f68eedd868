// A thread that has `this`, in whatever form, borrows the whole object, and must not
// be detached from it; what owns the object instead is silent.
//
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <memory>
#include <string>
#include <thread>

// Detached: the object dies at any time.

struct CapturesThis {
  std::string name = std::string(40, 'x');
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'this', {{.*}} [holdfast-thread-capture]
    std::thread([this] { use(name); }).detach();
  }
};
struct CapturesACopyOfTheObject {
  std::string name = std::string(40, 'x');
  void start() {
    std::thread([*this] { use(name); }).detach();
  }
};
struct CapturesTheMembersCopy {
  std::string name = std::string(40, 'x');
  void start() {
    std::thread([name = name] { use(name); }).detach();
  }
};
struct DefaultCaptureByValueTakesThis {
  std::string name = std::string(40, 'x');
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'this', {{.*}} [holdfast-thread-capture]
    std::thread([=] { use(name); }).detach();
  }
};
struct DefaultCaptureByValueTakesThisJoined {
  std::string name = std::string(40, 'x');
  void start() {
    std::thread([=] { use(name); }).join();
  }
};
struct DefaultCaptureByReferenceTakesThis {
  std::string name = std::string(40, 'x');
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'this', {{.*}} [holdfast-thread-capture]
    std::thread([&] { use(name); }).detach();
  }
};
struct DefaultCaptureByReferenceTakesThisJoined {
  std::string name = std::string(40, 'x');
  void start() {
    std::thread([&] { use(name); }).join();
  }
};
struct DefaultCaptureOfAStaticMember {
  inline static std::string name = std::string(40, 'x');
  void start() {
    std::thread([&] { use(name); }).detach();
  }
};
struct MemberFunctionOfThis {
  std::string name = std::string(40, 'x');
  void run() { use(name); }
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'this', {{.*}} [holdfast-thread-capture]
    std::thread(&MemberFunctionOfThis::run, this).detach();
  }
};
struct MemberFunctionOfACopy {
  std::string name = std::string(40, 'x');
  void run() { use(name); }
  void start() {
    std::thread(&MemberFunctionOfACopy::run, *this).detach();
  }
};
struct BindOfACopy {
  std::string name = std::string(40, 'x');
  void run() { use(name); }
  void start() {
    std::thread(std::bind(&BindOfACopy::run, *this)).detach();
  }
};
struct AddressOfAMember {
  std::string name = std::string(40, 'x');
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'name', {{.*}} [holdfast-thread-capture]
    std::thread([p = &name] { use(*p); }).detach();
  }
};
struct AddressOfAMemberJoined {
  std::string name = std::string(40, 'x');
  void start() {
    std::thread([p = &name] { use(*p); }).join();
  }
};
struct ReferenceToAMember {
  std::string name = std::string(40, 'x');
  void start() {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'name', {{.*}} [holdfast-thread-capture]
    std::thread([&name = name] { use(name); }).detach();
  }
};
struct ReferenceToAMemberJoined {
  std::string name = std::string(40, 'x');
  void start() {
    std::thread([&name = name] { use(name); }).join();
  }
};
struct JoinedInTheFunction {
  std::string name = std::string(40, 'x');
  void start() {
    std::thread([this] { use(name); }).join();
  }
};
struct UsesNothingOfThis {
  std::string name = std::string(40, 'x');
  static void run() { use(1); }
  void start() {
    std::thread([] { run(); }).detach();
  }
};

// Owned by the thread.

struct SharesItself : std::enable_shared_from_this<SharesItself> {
  std::string name = std::string(40, 'x');
  void start() {
    std::thread([self = shared_from_this()] { use(self->name); }).detach();
  }
};
struct SharesItselfAndCapturesThis : std::enable_shared_from_this<SharesItselfAndCapturesThis> {
  std::string name = std::string(40, 'x');
  void start() {
    std::thread([this, self = shared_from_this()] { use(name); }).detach();
  }
};
struct SharesOnlyItself : std::enable_shared_from_this<SharesOnlyItself> {
  std::string name = std::string(40, 'x');
  void start() {
    auto self = shared_from_this();
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'this', {{.*}} [holdfast-thread-capture]
    std::thread([this] { use(name); }).detach();
  }
};
