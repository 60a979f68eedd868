// What is joined, detached, moved out, returned, empty, or never at its end is
// silent; and a handle that joins by itself needs no help.
//
// RUN: %holdfast --no-cache --quiet '--rules=-*,thread-capture,unjoined-thread' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | count 0

#include "threads.h"

#include <cstdlib>
#include <future>
#include <thread>
#include <utility>

void throwsByACall();

// Only a spelled throw is a path; a call that might throw is one in strict mode.
void aCallMightThrow() {
  std::thread t([] { use(1); });
  throwsByACall();
  t.join();
}
std::thread returned() { return std::thread([] { use(1); }); }
void movedOut(std::thread &out) {
  std::thread t([] { use(1); });
  out = std::move(t);
}
void movedIntoAThread() {
  std::thread t([] { use(1); });
  std::thread([t = std::move(t)]() mutable { t.join(); }).detach();
}
void jthreadJoinsItself() {
  std::jthread t([] { use(1); });
}
void jthreadOverwritten() {
  std::jthread t([] { use(1); });
  t = std::jthread([] { use(2); });
}
void futureJoinsItself() {
  auto done = std::async(std::launch::async, [] { use(1); });
}
void endsTheProgram() {
  std::thread t([] { use(1); });
  std::exit(0);
}
void waitsForever() {
  std::thread t([] { use(1); });
  for (;;)
    use(2);
}
void staticHandle() {
  static std::thread t;
  if (!t.joinable())
    t = std::thread([] { use(1); });
}
struct Worker {
  std::thread thread;
  void start() {
    thread = std::thread([] { use(1); });
  }
  ~Worker() {
    if (thread.joinable())
      thread.join();
  }
};
void handleUnknown(std::thread &t) {
  if (t.joinable())
    t.join();
  t = std::thread([] { use(1); });
}
void parameterOfUnknownState(std::thread t) { use(t.get_id()); }
