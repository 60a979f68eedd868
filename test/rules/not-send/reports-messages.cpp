// The whole text: what must not go, why, and where the thread starts.
//
// RUN: not %holdfast --no-cache '--rules=-*,not-send' %s -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s

#include "threads.h"

#include <mutex>
#include <thread>

struct [[clang::annotate("holdfast::not_send")]] Window {
  int handle = 0;
};
struct Job {
  Window window;
};
void memberOfAMember(Job job) {
  auto show = [job] { use(job.window.handle); };
  std::thread(show).join();
}
// CHECK: reports-messages.cpp:17:16: error: 'job' must not cross threads: 'Job' -> 'window' -> 'Window' [holdfast-not-send]
// CHECK: reports-messages.cpp:10:50: note: 'Window' must stay in its thread
// CHECK: reports-messages.cpp:18:15: note: the thread starts here
// CHECK: help: make it in the thread that uses it, or give that thread a plain copy of what it needs

thread_local int own = 0;
void addressOfAThreadLocal() {
  std::thread([p = &own] { use(*p); }).join();
}
// CHECK: error: the address of 'own' must not cross threads: it is 'thread_local' [holdfast-not-send]
// CHECK: help: give the thread a copy of 'own', or let it use its own
