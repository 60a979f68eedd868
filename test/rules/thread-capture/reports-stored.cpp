// A closure lends what it borrows wherever it is kept before it is spawned: in
// a variable, a std::function, a task, a container, a member.
//
// RUN: %clang -std=c++14 -fsyntax-only -I %S/../Inputs %s
// RUN: not %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

void inAVariable() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  auto f = [&x] { use(x); };
  std::thread(f).detach();
}
void inAVariableByValue() {
  int x = 1;
  auto f = [x] { use(x); };
  std::thread(f).detach();
}
void movedOutOfAVariable() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  auto f = [&x] { use(x); };
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
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  auto f = [&x] { use(x); };
  auto g = f;
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
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::function<void()> f = [&x] { use(x); };
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
void inAFunctionSetByValueOnOnePath() {
  int x = 1;
  std::function<void()> f = [] { use(1); };
  if (flip())
    f = [x] { use(x); };
  std::thread(f).detach();
}
void inATask() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  std::packaged_task<void()> task([&x] { use(x); });
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
void inAContainerByValue() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  jobs.push_back([x] { use(x); });
  std::thread(jobs.back()).detach();
}
void theContainerItself() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  jobs.push_back([&x] { use(x); });
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
void inAMemberByValue() {
  int x = 1;
  Job job;
  job.work = [x] { use(x); };
  std::thread(job.work).detach();
}
void inAMemberOfACopy() {
  int x = 1;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  Job job{[&x] { use(x); }};
  std::thread([job] { job.work(); }).detach();
}
void inAMemberOfACopyJoined() {
  int x = 1;
  Job job{[&x] { use(x); }};
  std::thread([job] { job.work(); }).join();
}
void inAPointerByValue() {
  int x = 1;
  auto job = std::make_shared<Job>();
  job->work = [x] { use(x); };
  std::thread([job] { job->work(); }).detach();
}
void inAPointer() {
  int x = 1;
  auto job = std::make_shared<Job>();
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x', {{.*}} [holdfast-thread-capture]
  job->work = [&x] { use(x); };
  std::thread([job] { job->work(); }).detach();
}

// Assigned to a std::function, and taken out of a container.
void functionSetOnOnePath() {
  int x = 1;
  std::function<void()> f = [] { use(1); };
  if (flip())
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
    f = [&x] { use(x); };
  std::thread(f).detach();
}
void functionSetOnOnePathCopied() {
  int x = 1;
  std::function<void()> f = [] { use(1); };
  if (flip())
    f = [x] { use(x); };
  std::thread(f).detach();
}
void functionSetAgain() {
  int x = 1;
  std::function<void()> f = [&x] { use(x); };
  f = [] { use(1); };
  std::thread(f).detach();
}
struct HasAFunction {
  std::function<void()> work;
};
void functionInAMember() {
  int x = 1;
  HasAFunction job;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  job.work = [&x] { use(x); };
  std::thread(job.work).detach();
}
void functionInAMemberCopied() {
  int x = 1;
  HasAFunction job;
  job.work = [x] { use(x); };
  std::thread(job.work).detach();
}
void elementOfAVector() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  jobs.push_back([&x] { use(x); });
  std::thread(jobs.back()).detach();
}
void elementOfAVectorCopied() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  jobs.push_back([x] { use(x); });
  std::thread(jobs.back()).detach();
}
void elementOfAVectorJoined() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  jobs.push_back([&x] { use(x); });
  std::thread(jobs.back()).join();
}
void elementsOfAVectorByIndex() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}borrows 'x'{{.*}} [holdfast-thread-capture]
  jobs.push_back([&x] { use(x); });
  for (std::size_t i = 0; i < jobs.size(); ++i)
    std::thread(jobs[i]).detach();
}
void elementsOfAVectorByIndexJoined() {
  int x = 1;
  std::vector<std::function<void()>> jobs;
  jobs.push_back([&x] { use(x); });
  for (std::size_t i = 0; i < jobs.size(); ++i)
    std::thread(jobs[i]).join();
}
