// Through functions: a template that starts a thread with what it is given is
// the caller's to answer for, any other function says it itself, once.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s \
// RUN:   -- -std=c++20 -I %S/../Inputs 2>&1 | FileCheck %s \
// RUN:   --implicit-check-not='error:' --implicit-check-not='warning:'

#include "threads.h"

#include <thread>
#include <utility>
#include <vector>

struct [[clang::annotate("holdfast::not_send")]] Window {
  int handle = 0;
};
struct Picture {
  int handle = 0;
};

template <class F> void inBackground(F f) { std::thread(std::move(f)).detach(); }
template <class F> void wrapped(F &&f) {
  std::thread([f = std::forward<F>(f)] { f(); }).detach();
}
template <class F> void twice(F f) { inBackground(std::move(f)); }

void throughATemplate(Window window, Picture picture) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  inBackground([window] { use(window.handle); });
  inBackground([picture] { use(picture.handle); });
}
void throughAWrapper(Window window, Picture picture) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  wrapped([window] { use(window.handle); });
  wrapped([picture] { use(picture.handle); });
}
void throughTwoTemplates(Window window, Picture picture) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  twice([window] { use(window.handle); });
  twice([picture] { use(picture.handle); });
}

void start(Window window) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  std::thread([window] { use(window.handle); }).detach();
}
void startPicture(Picture picture) {
  std::thread([picture] { use(picture.handle); }).detach();
}
void callsWhoSaysItItself(Window window, Picture picture) {
  start(window);
  startPicture(picture);
}

// A template that only borrows sends nothing.
template <class T> void borrows(const T &value) {
  std::thread([&value] { use(value.handle); }).join();
}
void borrowed(Window window) { borrows(window); }

// In a vector of threads, and stored before.
void inAVectorOfThreads(Window window, Picture picture) {
  std::vector<std::thread> threads;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  threads.emplace_back([window] { use(window.handle); });
  threads.emplace_back([picture] { use(picture.handle); });
  for (std::thread &t : threads)
    t.join();
}
void storedBefore(Window window, Picture picture) {
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'window' must not cross threads: 'Window' must stay in its thread [holdfast-not-send]
  auto shows = [window] { use(window.handle); };
  auto draws = [picture] { use(picture.handle); };
  std::thread(shows).join();
  std::thread(draws).join();
}
struct Shows {
  Window window;
  void operator()() const { use(window.handle); }
};
struct Draws {
  Picture picture;
  void operator()() const { use(picture.handle); }
};
void functionObject() {
  Shows shows;
  Draws draws;
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'shows' must not cross threads: 'Shows' -> 'window' -> 'Window' [holdfast-not-send]
  std::thread(shows).join();
  std::thread(draws).join();
}
