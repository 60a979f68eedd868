// A closure lends what it borrows wherever it is kept before it is spawned: in
// a variable, a std::function, a task, a container, a member, another closure.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: %clang -std=c++17 -fsyntax-only -I %S/../Inputs %s
// RUN: %clang -std=c++20 -fsyntax-only -I %S/../Inputs %s

#include "threads.h"

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void inAVariable() {
  int x = 1;
  auto f = [&x] { use(x); };
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(f).detach();
}
void inAVariableByValue() {
  int x = 1;
  auto f = [x] { use(x); };
  std::thread(f).detach();
}
void movedOutOfAVariable() {
  int x = 1;
  auto f = [&x] { use(x); };
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(std::move(f)).detach();
}
void onlyCalledInPlace() {
  int x = 1;
  auto f = [&x] { use(x); };
  f();
  std::thread([x] { use(x); }).detach();
}
void inACopyOfAVariable() {
  int x = 1;
  auto f = [&x] { use(x); };
  auto g = f;
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(g).detach();
}
void inACopyThatIsJoined() {
  int x = 1;
  auto f = [&x] { use(x); };
  auto g = f;
  std::thread(g).join();
}
void inAFunction() {
  int x = 1;
  std::function<void()> f = [&x] { use(x); };
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(f).detach();
}
void inAFunctionByValue() {
  int x = 1;
  std::function<void()> f = [x] { use(x); };
  std::thread(f).detach();
}
void inAFunctionThatWasReplaced() {
  int x = 1;
  std::function<void()> f = [&x] { use(x); };
  f = [] { use(1); };
  std::thread(f).detach();
}
void inAFunctionSetOnOnePath() {
  int x = 1;
  std::function<void()> f = [] { use(1); };
  if (flip())
    f = [&x] { use(x); };
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(f).detach();
}
void inAFunctionSetByValueOnOnePath() {
  int x = 1;
  std::function<void()> f = [] { use(1); };
  if (flip())
    f = [x] { use(x); };
  std::thread(f).detach();
}
void inATask() {
  int x = 1;
  std::packaged_task<void()> task([&x] { use(x); });
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(std::move(task)).detach();
}
void inATaskByValue() {
  int x = 1;
  std::packaged_task<void()> task([x] { use(x); });
  std::thread(std::move(task)).detach();
}
void inATaskWhoseFutureIsAwaited() {
  int x = 1;
  std::packaged_task<void()> task([&x] { use(x); });
  std::future<void> done = task.get_future();
  std::thread(std::move(task)).detach();
  done.wait();
}
void inATaskWhoseFutureIsDropped() {
  int x = 1;
  std::packaged_task<void()> task([&x] { use(x); });
  std::future<void> done = task.get_future();
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(std::move(task)).detach();
}
void inAContainer() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  jobs.push_back([&x] { use(x); });
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(jobs.back()).detach();
}
void inAContainerByValue() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  jobs.push_back([x] { use(x); });
  std::thread(jobs.back()).detach();
}
void theContainerItself() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  jobs.push_back([&x] { use(x); });
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread([jobs] { jobs[0](); }).detach();
}
void theContainerItselfJoined() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  jobs.push_back([&x] { use(x); });
  std::thread([jobs] { jobs[0](); }).join();
}
struct Job {
  std::function<void()> work;
};
void inAMember() {
  int x = 1;
  Job job;
  job.work = [&x] { use(x); };
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(job.work).detach();
}
void inAMemberByValue() {
  int x = 1;
  Job job;
  job.work = [x] { use(x); };
  std::thread(job.work).detach();
}
void inAMemberOfACopy() {
  int x = 1;
  Job job{[&x] { use(x); }};
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread([job] { job.work(); }).detach();
}
void inAPointer() {
  int x = 1;
  auto job = std::make_shared<Job>();
  job->work = [&x] { use(x); };
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread([job] { job->work(); }).detach();
}
void inAPointerByValue() {
  int x = 1;
  auto job = std::make_shared<Job>();
  job->work = [x] { use(x); };
  std::thread([job] { job->work(); }).detach();
}

// Captures of captures.

void insideAnotherClosure() {
  int x = 1;
  auto f = [&x] { use(x); };
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread([f] { f(); }).detach();
}
void insideAnotherClosureByValue() {
  int x = 1;
  auto f = [x] { use(x); };
  std::thread([f] { f(); }).detach();
}
void theInnerClosureItself() {
  int x = 1;
  auto f = [x] { use(x); };
  // EXPECT error: 'f' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread([&f] { f(); }).detach();
}
void threeClosuresDeep() {
  int x = 1;
  auto f = [&x] { use(x); };
  auto g = [f] { f(); };
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread([g] { g(); }).detach();
}
void threeClosuresDeepByValue() {
  int x = 1;
  auto f = [x] { use(x); };
  auto g = [f] { f(); };
  std::thread([g] { g(); }).detach();
}
void spawnedInsideAClosureThatRunsNow() {
  int x = 1;
  // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  [&] { std::thread([&] { use(x); }).detach(); }();
}
void spawnedWithACopyInsideAClosureThatRunsNow() {
  int x = 1;
  [&] { std::thread([x] { use(x); }).detach(); }();
}
void aLocalOfTheOuterThread() {
  std::thread t([] {
    int x = 1;
    // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    std::thread([&x] { use(x); }).detach();
  });
  t.join();
}
void aCopyOfTheOuterThread() {
  std::thread t([] {
    int x = 1;
    std::thread([x] { use(x); }).detach();
  });
  t.join();
}
void aCaptureOfTheOuterThread() {
  int x = 1;
  std::thread t([x] {
    // EXPECT error: 'x' is borrowed by a thread that may outlive it [holdfast-thread-capture]
    std::thread([&x] { use(x); }).detach();
  });
  t.join();
}
void aCaptureOfTheOuterThreadJoined() {
  int x = 1;
  std::thread t([x] { std::thread([&x] { use(x); }).join(); });
  t.join();
}
void nestedThreadsThatAreBothJoined() {
  int x = 1;
  std::thread t([&x] { std::thread([&x] { use(x); }).join(); });
  t.join();
}

// A type of one's own that holds a borrow.

struct View {
  const std::string &text;
  void operator()() const { use(text); }
};
void functionObjectWithAReference() {
  std::string text(40, 'x');
  View view{text};
  // EXPECT error: 'text' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(view).detach();
}
struct Owner {
  std::string text;
  void operator()() const { use(text); }
};
void functionObjectWithAValue() {
  std::string text(40, 'x');
  Owner owner{text};
  std::thread(owner).detach();
}
void temporaryFunctionObjectWithAReference() {
  std::string text(40, 'x');
  // EXPECT error: 'text' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(View{text}).detach();
}
void capturedStructWithAReference() {
  std::string text(40, 'x');
  View view{text};
  // EXPECT error: 'text' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread([view] { view(); }).detach();
}
class Printer {
  const std::string *text;

public:
  explicit Printer(const std::string &t) : text(&t) {}
  void operator()() const { use(*text); }
};
void constructorThatKeepsAnAddress() {
  std::string text(40, 'x');
  // EXPECT error: 'text' is borrowed by a thread that may outlive it [holdfast-thread-capture]
  std::thread(Printer(text)).detach();
}
void constructorThatKeepsAnAddressOfAStatic() {
  static std::string text(40, 'x');
  std::thread(Printer(text)).detach();
}
